import { PNG } from 'pngjs';
import { toBuffer } from 'qrcode';
import { previewContent } from './packageStore';
import type { SandboxState } from './state';

const iconSize = 96;
const samples = 3;

/** The PNG at a path of the sandbox, or undefined when there is none: `/qr/…` of a preview that is set, `/icons/<name>.png`. */
export async function drawPicture(state: SandboxState, path: string): Promise<Buffer | undefined> {
  const icon = /^\/icons\/([\w-]{1,64})\.png$/.exec(path)?.[1];
  if (icon !== undefined) return drawIcon(icon);
  const [, platformId, mnpId, versionId, time] = /^\/qr\/(\w+)\/(\w+)-(\d+)-(\d+)\.png$/.exec(path) ?? [];
  const preview = state.programs.get(mnpId ?? '')?.preview;
  if (!preview || platformId !== state.platformId) return undefined;
  if (preview.versionId !== Number(versionId) || preview.time !== Number(time)) return undefined;
  const content = previewContent(mnpId ?? '', preview.businessId, preview.time, preview.path);
  return toBuffer(content, { type: 'png', width: 480, margin: 4, errorCorrectionLevel: 'M' });
}

/** A coloured tile with a simple sign, the same for the same name. */
function drawIcon(name: string): Buffer {
  const hash = hashOf(name);
  const hue = hash % 360;
  const sign = signs[(hash >>> 9) % signs.length] ?? signs[0];
  const [top, bottom] = [hslToRgb(hue, 0.62, 0.56), hslToRgb((hue + 28) % 360, 0.66, 0.44)];
  const png = new PNG({ width: iconSize, height: iconSize });
  for (let y = 0; y < iconSize; y++) {
    for (let x = 0; x < iconSize; x++) {
      const share = y / iconSize;
      const tile = coverage(x, y, inTile);
      const white = sign ? coverage(x, y, sign) : 0;
      const at = (y * iconSize + x) * 4;
      for (let c = 0; c < 3; c++) {
        const base = (top[c] ?? 0) * (1 - share) + (bottom[c] ?? 0) * share;
        png.data[at + c] = Math.round(base + (255 - base) * white);
      }
      png.data[at + 3] = Math.round(255 * tile);
    }
  }
  return PNG.sync.write(png);
}

type Inside = (x: number, y: number) => boolean;
/** In a square from -1 to 1, y downwards. */
const inTile: Inside = (x, y) => {
  const [dx, dy] = [Math.max(0, Math.abs(x) - 0.56), Math.max(0, Math.abs(y) - 0.56)];
  return Math.hypot(dx, dy) <= 0.44;
};
const signs: readonly Inside[] = [
  // ring with a dot
  (x, y) => (Math.hypot(x, y) < 0.52 && Math.hypot(x, y) > 0.36) || Math.hypot(x, y) < 0.16,
  // cup
  (x, y) =>
    (y > -0.3 && y < 0.42 && Math.abs(x + 0.08) < 0.42 - Math.max(0, y - 0.1) * 0.45) ||
    (x > 0.2 && Math.hypot(x - 0.34, y + 0.02) < 0.24 && Math.hypot(x - 0.34, y + 0.02) > 0.14),
  // diamond
  (x, y) => Math.abs(x) + Math.abs(y) < 0.58 && Math.abs(x) + Math.abs(y) > 0.26,
  // bars
  (x, y) => [-0.36, 0, 0.36].some((at, i) => Math.abs(x - at) < 0.12 && y < 0.46 && y > [0.02, -0.46, -0.2][i]!),
  // leaf
  (x, y) => Math.hypot(x - 0.28, y + 0.28) < 0.68 && Math.hypot(x + 0.28, y - 0.28) < 0.68,
  // half circles
  (x, y) => Math.hypot(x, y) < 0.52 && (x < -0.06 || (x > 0.06 && y > 0)),
];

/** How much of a pixel lies inside, from a few points of it. */
function coverage(x: number, y: number, inside: Inside): number {
  let hits = 0;
  for (let i = 0; i < samples; i++) {
    for (let j = 0; j < samples; j++) {
      const u = ((x + (i + 0.5) / samples) / iconSize) * 2 - 1;
      const v = ((y + (j + 0.5) / samples) / iconSize) * 2 - 1;
      if (inside(u, v)) hits++;
    }
  }
  return hits / (samples * samples);
}
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
function hslToRgb(hue: number, saturation: number, lightness: number): readonly number[] {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return 255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });
}
