import { readFile } from 'node:fs/promises';
import { applyEdits, modify } from 'jsonc-parser';
import { asObject, parseJson } from './jsonFile';

/** The project configuration as it must read at the top of the zip, beside the code: `miniprogramRoot` is `./` there. */
export async function rewrittenConfig(file: string): Promise<Buffer> {
  const { text, value, firstError } = parseJson(await readFile(file, 'utf8'));
  if (firstError) return Buffer.from(text);
  const edited = ['miniprogramRoot', 'pluginRoot'].reduce(
    (before, key) => (key in asObject(value) ? applyEdits(before, modify(before, [key], './', {})) : before),
    text,
  );
  return Buffer.from(edited);
}
