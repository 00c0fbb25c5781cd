import assert from 'node:assert/strict';
import { askEntryPage, entryChoices } from '../../../../src/app/commands/entryPage';
import { BACK, type PickItem } from '../../../../src/app/ports';
import { MemoryMemento, ScriptedUi } from '../../../support/fakes';

const cart = { name: 'Cart with one flat white', path: 'pages/cart/cart?add=flat-white' };
const index = { name: 'pages/index/index', path: 'pages/index/index' };
const menu = { name: '菜单', path: 'pages/menu/menu' };
const project = { root: '/shop', entryPages: [cart, menu, index, { name: menu.path, path: menu.path }] };

describe('the page that a preview opens', () => {
  const workspaceState = new MemoryMemento();
  const question = { title: 'Publish', version: '1.4.2' };
  let offered: readonly PickItem<unknown>[];
  const ask = (pick: string | typeof BACK | undefined): Promise<unknown> => {
    const ui = new ScriptedUi({ pick });
    const original = ui.pick.bind(ui);
    ui.pick = (options) => {
      offered = options.items as readonly PickItem<unknown>[];
      return original(options);
    };
    return askEntryPage({ ui, workspaceState }, project, question);
  };
  const labels = (): string[] => offered.map(({ label }) => label);

  it('is no question where there is one page only', () => {
    assert.deepEqual(entryChoices({ entryPages: [] }), []);
    assert.deepEqual(entryChoices({ entryPages: [index] }), []);
    assert.deepEqual(entryChoices(project), [cart, menu, index]);
  });
  it('is the home page unless another is chosen; saved compile modes come before bare pages', async () => {
    assert.equal(await ask('Home page'), '');
    assert.deepEqual(labels(), ['Home page', cart.name, menu.name, index.name]);
  });
  it('is remembered for the folder and stands first the next time', async () => {
    assert.equal(await ask(cart.name), cart.path);
    assert.equal(await ask(undefined), undefined);
    assert.deepEqual(labels(), [cart.name, 'Home page', menu.name, index.name]);
    assert.equal(await ask(BACK), BACK);
    assert.equal(await ask('Home page'), '');
    await ask('Home page');
    assert.equal(labels()[0], 'Home page');
  });
  it('forgets one that the project no longer has', async () => {
    await workspaceState.set('entryPage:/shop', 'pages/gone/gone');
    await ask(undefined);
    assert.equal(labels()[0], 'Home page');
    assert.equal(labels().length, 4);
  });
});
