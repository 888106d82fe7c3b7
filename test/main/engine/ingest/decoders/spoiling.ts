// Spoils files for tests the way disks, cards and people who mean harm do; the same seed the same damage.

export type RandomBelow = (limit: number) => number;

/** Numbers of a linear congruential generator (Numerical Recipes, section 7.1). */
export function randomBelow(seed: number): RandomBelow {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Near the start stand most of the structures. */
const headBytes = 600;
const extremes = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

/** Cuts the file, or sets some bytes to extremes or at random, mostly near its start. */
export function spoil(sound: Uint8Array, random: RandomBelow): Uint8Array {
  const bytes = Uint8Array.from(sound);
  if (random(5) === 0) return bytes.subarray(0, random(bytes.length));
  for (let change = random(8); change >= 0; change--) {
    const place = random(random(4) === 0 ? bytes.length : Math.min(headBytes, bytes.length));
    bytes[place] = random(2) === 0 ? extremes[random(extremes.length)]! : random(256);
  }
  return bytes;
}
