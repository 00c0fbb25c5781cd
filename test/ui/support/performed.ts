import assert from 'node:assert/strict';
import path from 'node:path';
import { uiProof } from '../../support/uiProof';
import type { CodeWindow } from '../../host/ui';
import { extensionLog } from './product';

const looks = 20;
const lookMs = 150;

/** Actions that the platform answered in this window, by the request ids that it gave them. */
export function performed(window: CodeWindow): ReadonlySet<string> {
  const answers = extensionLog(window).matchAll(/\b([A-Z]\w+) ok [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} /g);
  return new Set([...answers].flatMap(([, action]) => action ?? []));
}
/**
 * The last word of a file on its actions; the log is written a moment after the answer.
 * @throws with those that `uiProof` says it performs and that nobody answered.
 */
export async function performsWhatItProves(window: CodeWindow, file: string): Promise<void> {
  const own = Object.entries(uiProof).flatMap(([action, test]) =>
    test === path.basename(file, '.test.ts') ? [action] : [],
  );
  assert.ok(own.length > 0, `${file} proves no action`);
  const missing = (): readonly string[] => own.filter((action) => !performed(window).has(action));
  for (let look = 0; look < looks && missing().length > 0; look++) await window.page.waitForTimeout(lookMs);
  assert.deepEqual(missing(), [], `not performed in ${file}`);
}
