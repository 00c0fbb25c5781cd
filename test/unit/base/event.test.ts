import assert from 'node:assert/strict';
import { DisposableList } from '../../../src/base/disposable';
import { Emitter, Observable } from '../../../src/base/event';

describe('Emitter', () => {
  it('tells every listener, also when one throws, and then throws that error', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event(() => {
      throw new Error('first');
    });
    emitter.event((value) => heard.push(value));
    assert.throws(() => emitter.fire(7), /first/);
    assert.deepEqual(heard, [7]);
  });
  it('does not tell a listener that has left', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const subscription = emitter.event((value) => heard.push(value));
    emitter.fire(1);
    subscription.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, [1]);
  });
});

describe('Observable', () => {
  it('fires only when the value is another one', () => {
    const value = new Observable('a');
    const heard: string[] = [];
    value.onDidChange((next) => heard.push(next));
    value.set('a');
    value.set('b');
    assert.deepEqual(heard, ['b']);
  });
});

describe('DisposableList', () => {
  it('disposes in reverse order, and at once what comes after the end', () => {
    const order: string[] = [];
    const list = new DisposableList();
    for (const name of ['a', 'b']) list.add({ dispose: () => order.push(name) });
    list.dispose();
    list.add({ dispose: () => order.push('late') });
    assert.deepEqual(order, ['b', 'a', 'late']);
  });
});
