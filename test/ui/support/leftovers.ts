import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { CodeWindow } from '../../host/ui';

// These run in the page. As text: the types of a page are unknown to the project that this file belongs to.
const keepTexts = `(() => {
  const seen = (globalThis.seenTexts = new Set());
  const note = (node) => {
    if (node.textContent) seen.add(node.textContent.slice(0, 5000));
    if (!node.attributes) return;
    for (const element of [node, ...node.querySelectorAll('*')])
      for (const { value } of element.attributes) seen.add(value);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      change.addedNodes.forEach(note);
      if (change.type !== 'childList') note(change.target);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
})()`;
const dumpStorage = `(async () => {
  const rows = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
  const finished = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('IndexedDB'));
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await finished(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([finished(objects.getAllKeys()), finished(objects.getAll())]);
      const isBytes = (value) => value instanceof Uint8Array || value instanceof ArrayBuffer;
      rows.push(name, store, keys, values.map((value) => (isBytes(value) ? new TextDecoder().decode(value) : value)));
    }
    database.close();
  }
  return JSON.stringify(rows);
})()`;

/** Begins to keep every text that the window shows from now on; `screenTexts` gives them. A reload forgets them. */
export const watchScreen = ({ page }: CodeWindow): Promise<unknown> => page.evaluate(keepTexts);
export async function screenTexts({ page }: CodeWindow): Promise<string> {
  const kept = await page.evaluate<string>(`[...globalThis.seenTexts].join('\\n')`);
  return `${await page.locator('body').innerText()}\n${kept}`;
}
/** Everything the page has stored (states, secrets): its files on disk may be compressed. */
export const pageStorage = ({ page }: CodeWindow): Promise<string> => page.evaluate<string>(dumpStorage);

/** The command lines of all processes of this machine (Linux; elsewhere none). */
export function commandLines(): readonly { readonly pid: number; readonly line: Buffer }[] {
  return processes().flatMap((pid) => {
    const line = readOfProcess(pid, 'cmdline');
    return line ? [{ pid, line }] : [];
  });
}
/** The value of a variable in the environment of a process that has it and whose command line holds `word`. */
export function environmentOf(word: string, variable: string): string | undefined {
  for (const pid of processes()) {
    if (!readOfProcess(pid, 'cmdline')?.includes(word)) continue;
    const lines = readOfProcess(pid, 'environ')?.toString('utf8').split('\0') ?? [];
    const line = lines.find((candidate) => candidate.startsWith(`${variable}=`));
    if (line) return line.slice(variable.length + 1);
  }
  return undefined;
}
function processes(): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}
function readOfProcess(pid: number, file: string): Buffer | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`);
  } catch {
    return undefined; // It has ended, or is another user's.
  }
}

/** Names in a folder that came or changed after `since` (milliseconds). */
export function newIn(folder: string, since: number): string[] {
  return readdirSync(folder).filter((name) => {
    const stat = statSync(`${folder}/${name}`, { throwIfNoEntry: false });
    return stat !== undefined && Math.max(stat.mtimeMs, stat.ctimeMs) >= since;
  });
}
