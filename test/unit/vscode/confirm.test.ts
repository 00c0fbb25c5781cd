import assert from 'node:assert/strict';
import type { ConfirmOptions, InputOptions } from '../../../src/app/ports';
import { confirm } from '../../../src/vscode/ui/confirm';
import { RecordingLog } from '../../support/recordingLog';

const release = {
  message: 'Release 1.1.0 of Gift Cards to all users?',
  detail: 'Online now: 1.0.0\nPlatform: Shop live (PRODUCTION)',
  confirm: 'Release 1.1.0',
  reason: 'changes what end users see',
} satisfies ConfirmOptions;

describe('a confirmation', () => {
  /** What was shown, in order; the user presses the button or not, then types. */
  async function ask(
    options: ConfirmOptions,
    presses: boolean,
    types?: string,
  ): Promise<{ readonly isConfirmed: boolean; readonly modals: ConfirmOptions[]; readonly boxes: InputOptions[] }> {
    const modals: ConfirmOptions[] = [];
    const boxes: InputOptions[] = [];
    const isConfirmed = await confirm(
      {
        log: new RecordingLog(),
        press: (shown) => {
          modals.push(shown);
          return Promise.resolve(presses);
        },
        type: (shown) => {
          assert.equal(modals.length, 1, 'the modal comes first');
          boxes.push(shown);
          return Promise.resolve(types);
        },
      },
      options,
    );
    return { isConfirmed, modals, boxes };
  }

  it('that wants a name shows what happens line by line first, and then asks for nothing but the name', async () => {
    const { isConfirmed, modals, boxes } = await ask({ ...release, typeToConfirm: 'Gift Cards' }, true, 'Gift Cards');
    assert.equal(isConfirmed, true);
    assert.equal(modals[0]?.detail, release.detail);
    assert.equal(modals[0].confirm, 'Release 1.1.0');
    assert.deepEqual(
      boxes.map(({ title, prompt }) => [title, prompt]),
      [[release.message, 'Type "Gift Cards" to confirm']],
    );
  });
  it('takes no other name', async () => {
    const { boxes } = await ask({ ...release, typeToConfirm: 'Gift Cards' }, true, undefined);
    const { validate, check } = boxes[0]!;
    const { signal } = new AbortController();
    assert.equal(validate?.('Gift'), undefined, 'it is still being typed');
    assert.match(validate?.('Gold') ?? '', /not the name/);
    assert.match((await check?.('Gift', signal)) ?? '', /not the name/);
    assert.equal(await check?.(' Gift Cards ', signal), undefined);
  });
  it('is refused by the modal, and by giving up the name', async () => {
    const stopped = await ask({ ...release, typeToConfirm: 'Gift Cards' }, false, 'Gift Cards');
    assert.deepEqual([stopped.isConfirmed, stopped.boxes.length], [false, 0]);
    const gaveUp = await ask({ ...release, typeToConfirm: 'Gift Cards' }, true, undefined);
    assert.equal(gaveUp.isConfirmed, false);
  });
  it('without a name is the modal alone', async () => {
    const { isConfirmed, boxes } = await ask(release, true);
    assert.deepEqual([isConfirmed, boxes.length], [true, 0]);
  });
});
