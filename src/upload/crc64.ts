/**
 * CRC-64/XZ: the ECMA-182 polynomial, reflected, as the object store answers it in `x-cos-hash-crc64ecma`.
 * Kept as two 32-bit halves: BigInt in the loop is some fifty times slower.
 */
const polynomialHigh = 0xc96c5795;
const polynomialLow = 0xd7870f42;

/** `[k * 256 + b]`: what byte `b` does to the sum when `k` more bytes follow it in the same step of eight. */
const tables = makeTables();

function makeTables(): { readonly high: Uint32Array; readonly low: Uint32Array } {
  const high = new Uint32Array(8 * 256);
  const low = new Uint32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let h = 0;
    let l = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) {
        h ^= polynomialHigh;
        l ^= polynomialLow;
      }
    }
    high[byte] = h;
    low[byte] = l;
  }
  for (let i = 256; i < 8 * 256; i++) {
    const h = high[i - 256]!;
    const l = low[i - 256]!;
    const last = l & 0xff;
    low[i] = ((l >>> 8) | (h << 24)) ^ low[last]!;
    high[i] = (h >>> 8) ^ high[last]!;
  }
  return { high, low };
}

/** A running sum over a stream. */
export class Crc64 {
  #high = 0xffffffff | 0;
  #low = 0xffffffff | 0;

  update(bytes: Uint8Array): this {
    const { high, low } = tables;
    let h = this.#high;
    let l = this.#low;
    let i = 0;
    for (const end = bytes.length - 7; i < end; i += 8) {
      l ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
      h ^= bytes[i + 4]! | (bytes[i + 5]! << 8) | (bytes[i + 6]! << 16) | (bytes[i + 7]! << 24);
      const a = 1792 + (l & 0xff);
      const b = 1536 + ((l >>> 8) & 0xff);
      const c = 1280 + ((l >>> 16) & 0xff);
      const d = 1024 + (l >>> 24);
      const e = 768 + (h & 0xff);
      const f = 512 + ((h >>> 8) & 0xff);
      const g = 256 + ((h >>> 16) & 0xff);
      const k = h >>> 24;
      l = low[a]! ^ low[b]! ^ low[c]! ^ low[d]! ^ low[e]! ^ low[f]! ^ low[g]! ^ low[k]!;
      h = high[a]! ^ high[b]! ^ high[c]! ^ high[d]! ^ high[e]! ^ high[f]! ^ high[g]! ^ high[k]!;
    }
    for (; i < bytes.length; i++) {
      const index = (l ^ bytes[i]!) & 0xff;
      l = ((l >>> 8) | (h << 24)) ^ low[index]!;
      h = (h >>> 8) ^ high[index]!;
    }
    this.#high = h;
    this.#low = l;
    return this;
  }

  /** The sum of what came so far, as the unsigned decimal the store sends. */
  digest(): string {
    return ((BigInt(~this.#high >>> 0) << 32n) | BigInt(~this.#low >>> 0)).toString();
  }
}

const polynomial = 0xc96c5795d7870f42n;
/** The polynomial 1, its bits reflected. */
const one = 1n << 63n;

/** Product of two polynomials modulo that of the sum, bits reflected. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = one; bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
  }
  return product;
}
/** The sum of two stretches in a row, from the sum of each and the length of the second in bytes. */
export function combineCrc64(first: string, second: string, secondBytes: number): string {
  // x^8, squared for each bit of the length.
  let power = one >> 8n;
  let shift = one;
  for (let left = BigInt(secondBytes); left > 0n; left >>= 1n) {
    if (left & 1n) shift = multiply(power, shift);
    power = multiply(power, power);
  }
  return (multiply(shift, BigInt(first)) ^ BigInt(second)).toString();
}
