import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { DisposableList } from '../../../src/base/disposable';
import { panelOpener } from '../../../src/vscode/webviews/panelOpener';

describe('panels whose code is loaded late', () => {
  const openerOf = (load: (shown: string[]) => Promise<{ show(model: string): void; dispose(): void }>) => {
    const [shown, said]: [string[], string[]] = [[], []];
    const owned = new DisposableList();
    const open = panelOpener<string>(
      owned,
      (_kind, message) => said.push(message),
      () => load(shown),
    );
    return { shown, said, owned, open };
  };

  it('are made once, and end with the window', async () => {
    let made = 0;
    let ended = 0;
    const { open, shown, owned } = openerOf((list) => {
      made++;
      return Promise.resolve({ show: (model) => void list.push(model), dispose: () => (ended += 1) });
    });
    open('a');
    open('b');
    await setImmediate();
    owned.dispose();
    assert.deepEqual([made, ended, shown], [1, 1, ['a', 'b']]);
  });
  it('say when their code cannot be loaded, and are tried again', async () => {
    let tries = 0;
    const { open, shown, said } = openerOf((list) =>
      ++tries === 1
        ? Promise.reject(new Error('the file is gone'))
        : Promise.resolve({ show: (model) => void list.push(model), dispose: () => undefined }),
    );
    open('a');
    await setImmediate();
    open('b');
    await setImmediate();
    assert.deepEqual([said, shown], [['the file is gone'], ['b']]);
  });
  it('say when one cannot be shown', async () => {
    const { open, said } = openerOf(() =>
      Promise.resolve({
        show: () => {
          throw new Error('no room');
        },
        dispose: () => undefined,
      }),
    );
    open('a');
    await setImmediate();
    assert.deepEqual(said, ['no room']);
  });
});
