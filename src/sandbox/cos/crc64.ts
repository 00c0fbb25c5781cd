/** CRC-64 with the ECMA-182 polynomial, reflected, as the store answers it in `x-cos-hash-crc64ecma`. Two halves: BigInt is too slow here. */
const high = new Uint32Array(256);
const low = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let [h, l] = [0, byte];
  for (let bit = 0; bit < 8; bit++) {
    const odd = l & 1;
    l = ((l >>> 1) | ((h & 1) << 31)) >>> 0;
    h >>>= 1;
    if (odd) {
      h = (h ^ 0xc96c5795) >>> 0;
      l = (l ^ 0xd7870f42) >>> 0;
    }
  }
  high[byte] = h;
  low[byte] = l;
}

export class Crc64 {
  #high = 0xffffffff;
  #low = 0xffffffff;

  update(bytes: Uint8Array): void {
    let [h, l] = [this.#high, this.#low];
    for (const byte of bytes) {
      const at = (l ^ byte) & 0xff;
      l = (((l >>> 8) | (h << 24)) ^ (low[at] ?? 0)) >>> 0;
      h = ((h >>> 8) ^ (high[at] ?? 0)) >>> 0;
    }
    this.#high = h;
    this.#low = l;
  }
  /** As an unsigned decimal number. */
  digest(): string {
    const [h, l] = [~this.#high >>> 0, ~this.#low >>> 0];
    return ((BigInt(h) << 32n) | BigInt(l)).toString();
  }
}
