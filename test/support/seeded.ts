/** Random numbers that a seed repeats (mulberry32): `next` answers 0 ≤ x < 1. */
export class Seeded {
  #state: number;
  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  /** A whole number, 0 ≤ n < `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }
  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
  /** Text over an alphabet; the default mixes ASCII, Chinese, emoji and what needs escaping. */
  text(longest: number, alphabet: Alphabet = mixed): string {
    return Array.from({ length: this.below(longest + 1) }, () => this.pick(alphabet)).join('');
  }
}
export type Alphabet = readonly [string, ...string[]];
const each = (text: string): Alphabet => Array.from(text) as unknown as Alphabet;
export const mixed: Alphabet = [...each('abcXYZ019 -_.~!\'()*+/=&?%"\\:;,@小程序発布é\n\t🚀'), '\u2028'];
export const visible = each('abcXYZ019-_.~!\'()*+/=&?%":;,@ ');
export const word = each('abcdefghijklmnopqrstuvwxyz0123456789');
