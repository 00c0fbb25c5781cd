/** Random values that are the same in each run. */
export class Seeded {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  /** An integer in [0, below). */
  int(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }
  pick<T>(values: readonly T[]): T {
    return values[this.int(values.length)]!;
  }
  /** Text over an alphabet; the default mixes ASCII, Chinese, emoji and what needs escaping. */
  text(longest: number, alphabet: readonly string[] = mixed): string {
    return Array.from({ length: this.int(longest + 1) }, () => this.pick(alphabet)).join('');
  }
}
const each = (text: string): readonly string[] => Array.from(text);
export const mixed = [...each('abcXYZ019 -_.~!\'()*+/=&?%"\\:;,@小程序発布é\n\t🚀'), '\u2028'];
export const visible = each('abcXYZ019-_.~!\'()*+/=&?%":;,@ ');
export const word = each('abcdefghijklmnopqrstuvwxyz0123456789');
