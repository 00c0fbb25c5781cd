import { Seeded } from '../../../support/seeded';

/** Numbers 0 ≤ x < 1 that the seed repeats on every machine. */
export function seeded(seed: number): () => number {
  const numbers = new Seeded(seed);
  return () => numbers.next();
}
/** Bytes that cannot be compressed. */
export function noise(random: () => number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  let i = 0;
  for (; i + 4 <= bytes; i += 4) buffer.writeUInt32LE((random() * 2 ** 32) >>> 0, i);
  for (; i < bytes; i++) buffer[i] = random() * 256;
  return buffer;
}
/** A name with what names may hold: spaces, quotes, Chinese, emoji, dots. */
function name(random: () => number): string {
  const letters = Array.from("abcdefghijklmnopqrstuvwxyz0123456789-_ .()[]{}+&$#@!~,;=%^'中文字éß😀");
  const length = 1 + Math.floor(random() * 12);
  const text = Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  return `x${text}y`;
}
const endings = ['.json', '.png', '.wxs', '.svg', '.mp3', '.wasm', '.js', '.wxss'];
/** Files of a random tree, to be put beside a good mini program; no two differ only by case. */
export function randomTree(random: () => number): Readonly<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  const folders = [''];
  const taken = new Set<string>();
  for (let i = Math.floor(random() * 12); i >= 0; i--) {
    const parent = folders[Math.floor(random() * folders.length)] ?? '';
    if (random() < 0.3) folders.push(`${parent}${name(random)}/`);
    const ending = endings[Math.floor(random() * endings.length)] ?? '.json';
    const file = `${folders[Math.floor(random() * folders.length)] ?? ''}${name(random)}${ending}`;
    const key = file.normalize('NFC').toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    const size = Math.floor(random() ** 4 * 20_000);
    files[file] =
      random() < 0.5 ? (noise(random, size).map((byte) => 32 + (byte % 64)) as Buffer) : Buffer.alloc(size, 'text ');
  }
  return files;
}
