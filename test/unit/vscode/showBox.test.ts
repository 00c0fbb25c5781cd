import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { Observable } from '../../../src/base/event';
import { Redraws } from '../../../src/vscode/tree/redraws';
import { type Box, isBoxOpen, showBox } from '../../../src/vscode/ui/showBox';

/** A box that does what it is told, and whose `hide` stands for whatever hides it. */
class FakeBox implements Box {
  ignoreFocusOut = false;
  isShown = false;
  #listener: () => void = () => undefined;
  show(): void {
    this.isShown = true;
  }
  onDidHide(listener: () => void): void {
    this.#listener = listener;
  }
  hide(): void {
    this.isShown = false;
    this.#listener();
  }
}
describe('a box', () => {
  it('that loses the focus as it opens is shown again', () => {
    const box = new FakeBox();
    let gone = 0;
    let filled = 0;
    const shown = showBox(
      box,
      false,
      () => gone++,
      () => filled++,
    );
    box.hide();
    assert.deepEqual([box.isShown, gone, filled, isBoxOpen.value], [true, 0, 1, true]);
    shown.dispose();
    assert.equal(isBoxOpen.value, false);
  });
  it('that has been seen goes when it is hidden', async () => {
    const box = new FakeBox();
    let gone = 0;
    showBox(box, true, () => gone++);
    assert.equal(box.ignoreFocusOut, false, 'so that a loss of the focus is noticed');
    await wait(200);
    assert.equal(box.ignoreFocusOut, true);
    box.hide();
    assert.deepEqual([box.isShown, gone, isBoxOpen.value], [false, 1, false]);
  });
});
describe('rows that have changed', () => {
  const itself = (node: string | undefined): Promise<readonly (string | undefined)[]> => Promise.resolve([node]);
  it('are drawn together, a moment later', async () => {
    const drawn: (string | undefined)[] = [];
    const redraws = new Redraws<string>(new Observable(false), itself, (node) => drawn.push(node));
    for (const node of ['a', 'b', 'a']) redraws.add(node);
    assert.deepEqual(drawn, []);
    await wait(120);
    assert.deepEqual(drawn, ['a', 'b']);
    redraws.add('a');
    redraws.add(undefined);
    await wait(120);
    assert.deepEqual(drawn, ['a', 'b', undefined]);
    redraws.dispose();
  });
  it('wait while a box is open', async () => {
    const drawn: (string | undefined)[] = [];
    const isOpen = new Observable(false);
    const redraws = new Redraws<string>(isOpen, itself, (node) => drawn.push(node));
    redraws.add('a');
    isOpen.set(true);
    redraws.add('b');
    await wait(120);
    assert.deepEqual(drawn, []);
    isOpen.set(false);
    await wait(500);
    assert.deepEqual(drawn, ['a', 'b']);
    redraws.dispose();
  });
  it('are only those in which something is different, and wait when a box has opened while that was found out', async () => {
    const drawn: (string | undefined)[] = [];
    const isOpen = new Observable(false);
    let answer: ((changed: readonly string[]) => void) | undefined;
    const changes = (): Promise<readonly string[]> => new Promise((resolve) => (answer = resolve));
    const redraws = new Redraws<string>(isOpen, changes, (node) => drawn.push(node));
    redraws.add('a');
    await wait(120);
    answer?.([]);
    await wait(20);
    assert.deepEqual(drawn, [], 'nothing is different');
    redraws.add('a');
    await wait(120);
    isOpen.set(true);
    answer?.(['child of a']);
    await wait(20);
    assert.deepEqual(drawn, []);
    isOpen.set(false);
    await wait(350);
    answer?.(['child of a']);
    await wait(20);
    assert.deepEqual(drawn, ['child of a']);
    redraws.dispose();
  });
  it('are drawn when nobody can tell what is different', async () => {
    const drawn: (string | undefined)[] = [];
    const fails = (): Promise<never> => Promise.reject(new Error('gone'));
    const redraws = new Redraws<string>(new Observable(false), fails, (node) => drawn.push(node));
    redraws.add('a');
    await wait(120);
    assert.deepEqual(drawn, ['a']);
    redraws.dispose();
  });
});
