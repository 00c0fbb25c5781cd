import assert from 'node:assert/strict';
import { whileWaiting } from '../../../../src/app/commands/waiting';
import { Cancelled } from '../../../../src/base/errors';
import { FakeClock, ScriptedUi } from '../../../support/fakes';
import { fakeWorld, settle, shop } from '../fakeCloud';

/** Work that ends when the test says so. */
function slow(): { readonly work: (signal: AbortSignal) => Promise<string>; end: (text: string) => void } {
  let end: (text: string) => void = () => undefined;
  const promise = new Promise<string>((resolve) => (end = resolve));
  return { work: () => promise, end: (text) => end(text) };
}

describe('Waiting', () => {
  it('says what is being done, and answers what the work answers', async () => {
    const ui = new ScriptedUi();
    const { work, end } = slow();
    const waiting = whileWaiting({ ui }, 'Reading', work);
    assert.deepEqual(ui.progress, ['Reading']);
    end('slow');
    assert.equal(await waiting, 'slow');
  });
  it('can be stopped, and tells the work', async () => {
    const ui = new ScriptedUi();
    let told: AbortSignal | undefined;
    const waiting = whileWaiting({ ui }, 'Reading', (signal) => {
      told = signal;
      return new Promise<never>(() => undefined);
    });
    await settle();
    ui.cancel();
    await assert.rejects(waiting, Cancelled);
    assert.equal(told?.aborted, true);
  });
  it('throws what the work throws', async () => {
    const ports = { ui: new ScriptedUi() };
    await assert.rejects(
      whileWaiting(ports, 'Reading', () => Promise.reject(new Error('no'))),
      /^Error: no$/,
    );
  });
});

describe('Commands that wait', () => {
  it('say so while the sandbox starts and while versions are read', async () => {
    const clock = new FakeClock(0, false);
    const { work, end } = slow();
    const { app, ports } = fakeWorld(
      {
        ...shop,
        DescribeMNPAllStageVersions: async (request) => (
          await work(new AbortController().signal),
          shop.DescribeMNPAllStageVersions?.(request)
        ),
      },
      clock,
    );
    const { address } = ports.sandbox;
    const starting = slow();
    ports.sandbox.ensure = () => starting.work(new AbortController().signal).then(() => address!);
    const trying = app.handlers['miniProgram.trySandbox']();
    // The first command loads its code, which takes more than one turn.
    const shown = async (): Promise<string | undefined> => {
      const before = ports.ui.progress.length;
      for (const end = Date.now() + 8_000; Date.now() < end && ports.ui.progress.length === before;) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        clock.advance(400);
        await settle();
      }
      return ports.ui.progress.at(-1);
    };
    assert.equal(await shown(), 'Starting the sandbox');
    starting.end('');
    await trying;
    ports.ui.then({ pick: undefined });
    const profileId = app.context.profiles.active!.id;
    const releasing = app.handlers['miniProgram.rollBack']({ kind: 'program', profileId, mnpId: 'mp1', name: 'Shop' });
    assert.equal(await shown(), 'Reading the versions of Shop');
    end('');
    await releasing;
  });
});
