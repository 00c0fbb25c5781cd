import assert from 'node:assert/strict';
import { BACK, type InputOptions } from '../../../src/app/ports';
import { Redactor } from '../../../src/base/redact';
import { cleanUi } from '../../../src/vscode/ui/cleanUi';
import { ScriptedUi } from '../../support/fakes';

const secret = 'hJ3kQ9pTtXw2';
const redactor = new Redactor();
redactor.remember(secret);
const redact = (text: string): string => redactor.redact(text);
/** What a reviewer may write. VS Code makes a button of it where it makes links. */
const note = '[x](command:workbench.action.quit)';
const harmless = '[x]\u200b(command:workbench.action.quit)';

/** Keeps the options of the last input as they arrive. */
class WatchedUi extends ScriptedUi {
  box: InputOptions | undefined;
  override async input(options: InputOptions): Promise<string | typeof BACK | undefined> {
    this.box = options;
    return super.input(options);
  }
}

describe('what the windows show', () => {
  it('holds no link that others wrote, in messages, progress and input boxes', async () => {
    const shown = new WatchedUi({ input: 'a' });
    const ui = cleanUi(shown, redact);
    ui.say('warning', `Rejected: ${note}`);
    assert.equal(shown.last.message, `Rejected: ${harmless}`);
    await ui.withProgress(`Releasing ${note}`, ({ report }) => {
      report({ message: note });
      return Promise.resolve();
    });
    assert.deepEqual(shown.progress, [`Releasing ${harmless}`, harmless]);
    await ui.input({
      title: 'Name',
      prompt: `Instead of ${note}`,
      validate: (value) => (value === 'a' ? undefined : note),
      check: (value) => (value === 'c' ? Promise.reject(new Error(note)) : Promise.resolve(undefined)),
    });
    const { box } = shown;
    assert.equal(box?.prompt, `Instead of ${harmless}`);
    assert.equal(box.validate?.('b'), harmless);
    assert.equal(await box.check?.('c', new AbortController().signal), harmless);
  });

  it('holds no secret, whatever it is shown in', async () => {
    const told = `it is ${secret}`;
    const masked = 'it is •••';
    const shown = new WatchedUi({ input: BACK, typed: secret }, { pick: masked }, { pick: masked }, { confirm: true });
    const ui = cleanUi(shown, redact);
    let typed = '';
    await ui.input({ title: told, prompt: told, onBack: (value) => (typed = value) });
    assert.equal(typed, secret, 'what the user types stays');
    ui.say('error', told, [{ label: told, run: () => undefined }]);
    assert.deepEqual([shown.last.message, shown.last.actions[0]?.label], [masked, masked]);
    assert.equal(await ui.pick({ title: told, items: [{ label: told, value: 1 }] }), 1);
    assert.equal(
      await ui.pick({ title: told, items: () => Promise.resolve([{ label: told, detail: told, value: 2 }]) }),
      2,
    );
    await ui.confirm({ message: told, detail: told, confirm: 'Go', reason: 'secrets' });
    await ui.showText(told, told, 'json');
    await ui.withProgress(told, ({ report }) => {
      report({ message: told, percent: 5 });
      return Promise.resolve();
    });
    assert.ok(!JSON.stringify([shown.asked, shown.said, shown.texts, shown.progress]).includes(secret));
    assert.deepEqual(shown.texts, [{ title: masked, text: masked }]);
  });

  it('words and redacts the error of a search', async () => {
    const failing = { title: 'Which?', items: () => Promise.reject(new Error(`no ${secret}`)) };
    await assert.rejects(cleanUi(new ScriptedUi({ pick: 'x' }), redact).pick(failing), (error: Error) => {
      assert.ok(!error.message.includes(secret) && error.message.includes('•••'), error.message);
      return true;
    });
  });

  it('is copied as it is', async () => {
    const shown = new ScriptedUi();
    await cleanUi(shown, redact).copy(secret);
    assert.equal(shown.copied, secret);
  });
});
