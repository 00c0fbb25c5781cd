import assert from 'node:assert/strict';
import { combineCrc64, Crc64 } from '../../../src/upload/crc64';

const all = 0xffffffffffffffffn;
/** The definition, bit by bit. */
function slowCrc64(bytes: Uint8Array): string {
  let crc = all;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0xc96c5795d7870f42n : crc >> 1n;
  }
  return (crc ^ all).toString();
}
/** Bytes that look random but are the same each time. */
function bytesOf(length: number, seed = 1): Buffer {
  const out = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i++) out[i] = (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16;
  return out;
}

describe('CRC-64', () => {
  it('gives the check value of CRC-64/XZ for 123456789', () => {
    assert.equal(new Crc64().update(Buffer.from('123456789')).digest(), 0x995dc9bbdf1939fan.toString());
  });

  it('is 0 for nothing', () => {
    assert.equal(new Crc64().digest(), '0');
  });

  it('equals the definition for every length around its step of eight', () => {
    for (let length = 0; length < 70; length++)
      assert.equal(
        new Crc64().update(bytesOf(length, length)).digest(),
        slowCrc64(bytesOf(length, length)),
        `${length}`,
      );
  });

  it('does not depend on how the stream was cut', () => {
    const bytes = bytesOf(10_000);
    const whole = new Crc64().update(bytes).digest();
    for (const size of [1, 3, 8, 13, 4096]) {
      const sum = new Crc64();
      for (let i = 0; i < bytes.length; i += size) sum.update(bytes.subarray(i, i + size));
      assert.equal(sum.digest(), whole, `in pieces of ${size}`);
    }
    assert.equal(whole, slowCrc64(bytes));
  });

  it('sees one flipped bit', () => {
    const bytes = bytesOf(1000);
    const before = new Crc64().update(bytes).digest();
    bytes[517]! ^= 4;
    assert.notEqual(new Crc64().update(bytes).digest(), before);
  });

  it('of two stretches together comes from the sum of each', () => {
    const whole = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251));
    const sumOf = (bytes: Uint8Array): string => new Crc64().update(bytes).digest();
    for (const at of [0, 1, 7, 4096, 4999, 5000])
      assert.equal(
        combineCrc64(sumOf(whole.subarray(0, at)), sumOf(whole.subarray(at)), whole.length - at),
        sumOf(whole),
      );
  });
});
