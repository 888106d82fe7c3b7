// The only source of chance in core: same seed, same codebooks, on every machine.

/**
 * xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), seeded by splitmix32.
 * Chosen because its state and steps are 32-bit integers, which JavaScript computes exactly and fast; period 2^128 - 1.
 */
export class Random {
  private readonly state = new Uint32Array(4);

  /** @param seed any whole number; its low 32 bits count */
  constructor(seed: number) {
    let s = seed >>> 0;
    for (let i = 0; i < 4; i++) {
      s = (s + 0x9e3779b9) >>> 0;
      let z = Math.imul(s ^ (s >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.state[i] = z ^ (z >>> 15);
    }
  }

  /** Uniform in [0, 1), in steps of 2^-32. */
  next(): number {
    const state = this.state;
    const s1 = state[1]!;
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    state[2]! ^= state[0]!;
    state[3]! ^= s1;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= s1 << 9;
    state[3] = rotateLeft(state[3]!, 11);
    return result / 2 ** 32;
  }

  /** Uniform among 0 .. n - 1 (n up to 2^32; the bias of scaling 32 bits stays below n / 2^32). */
  integer(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** Standard normal (Box and Muller, 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** In place (Fisher and Yates). */
  shuffle(values: { [i: number]: number; readonly length: number }): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = values[i]!;
      values[i] = values[j]!;
      values[j] = held;
    }
  }

  /** `count` different numbers of 0 .. n - 1, ascending (Knuth, TAOCP 2, algorithm 3.4.2 S). Cost O(n). */
  sample(n: number, count: number): Uint32Array {
    const chosen = new Uint32Array(Math.min(count, n));
    for (let i = 0, taken = 0; taken < chosen.length; i++) {
      if ((n - i) * this.next() < chosen.length - taken) chosen[taken++] = i;
    }
    return chosen;
  }
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}
