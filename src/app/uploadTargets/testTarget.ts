import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock';
import { isCancelled, messageOf } from '../../base/errors';
import { UploadError, type Uploader } from '../../upload/upload';
import type { FetchBytes } from '../commands/context';
import { present } from '../errors/present';
import type { Files } from '../ports';
import type { UploadTarget } from '../profile';

const testBytes = 1024;

export interface TargetTest {
  readonly isGood: boolean;
  /** One line: what worked and how long it took, or what failed and what to do. */
  readonly text: string;
  /** For the log. */
  readonly details: string;
}
interface TestWorld {
  readonly files: Files;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly fetchBytes: FetchBytes;
}
type Stage = 'login' | 'store' | 'read';

/** Puts a file of 1 kB and fetches it again as the platform would. The file stays there. Throws `Cancelled`. */
export async function testTarget(
  { files, clock, newId, fetchBytes }: TestWorld,
  { kind }: UploadTarget,
  upload: Uploader,
  signal: AbortSignal,
): Promise<TargetTest> {
  const folder = await files.tempFolder();
  const began = clock.now();
  let stage: Stage = 'login';
  try {
    const fileName = 'upload-test.zip';
    const file = files.join(folder.path, fileName);
    const text = `${newId()} `.repeat(testBytes).slice(0, testBytes);
    await files.writeAtomic(file, text);
    const { url } = await upload({
      file,
      suffix: '.zip',
      appId: 'upload-test',
      version: '0.0.0',
      fileName,
      signal,
      onPlace: () => Promise.resolve(void (stage = 'store')),
    });
    stage = 'read';
    const { host } = new URL(url);
    // The platform reads its own store with rights of its own; strangers may be refused there.
    if (kind !== 'platform') {
      const fetched = await fetchBytes(url, { maxBytes: testBytes, signal });
      if (Buffer.from(fetched).toString() !== text) return failed('read', l10n.t('{0} answers other bytes.', host), '');
    }
    const seconds = ((clock.now() - began) / 1000).toFixed(1);
    const words = l10n.t(
      'The test upload works: {0} bytes were put to {1} and fetched again in {2} s.',
      testBytes,
      host,
      seconds,
    );
    return { isGood: true, text: words, details: words };
  } catch (error) {
    if (isCancelled(error)) throw error;
    const shown = present(error);
    return failed(
      isReading(error) ? 'read' : stage,
      shown?.message ?? messageOf(error),
      shown?.details ?? messageOf(error),
    );
  } finally {
    folder.dispose();
  }
}
/** The file is in the store, but its address does not answer it. */
const isReading = (error: unknown): boolean =>
  error instanceof UploadError && (error.kind === 'unreadable' || error.code === 'readBack');
function failed(stage: Stage, reason: string, details: string): TargetTest {
  const words: Readonly<Record<Stage, string>> = {
    login: l10n.t('The test upload failed before anything was sent. {0}', reason),
    store: l10n.t('The test upload failed while the file was stored. {0}', reason),
    read: l10n.t('The test file was stored, but could not be fetched again. {0}', reason),
  };
  return { isGood: false, text: words[stage], details: `${stage}: ${details}` };
}
