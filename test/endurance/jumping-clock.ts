// Loaded before anything else: from then on the wall clock jumps, back and forth, every tenth of a second.
const RealDate = Date;
const mostMs = 10 * 365 * 24 * 3600 * 1000;
let state = Number(process.env['JUMPING_CLOCK_SEED'] ?? 1);
let shift = 0;

setInterval(() => {
  state = (state * 1103515245 + 12345) % 2 ** 31;
  shift = (state / 2 ** 30 - 1) * mostMs;
}, 100).unref();

class JumpingDate extends RealDate {
  constructor(...values: [value?: number | string]) {
    super(values[0] ?? JumpingDate.now());
  }

  static override now(): number {
    return RealDate.now() + shift;
  }
}

globalThis.Date = JumpingDate as DateConstructor;
