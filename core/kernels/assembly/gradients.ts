// Histograms of a blurred picture's gradients around a place. Angles, weights and sums are those of the twin to within some 1e-5.

const TWO_PI: f32 = 6.2831855;
const HALF_PI: f32 = 1.5707964;
const PI: f32 = 3.1415927;

export function orientationHistogram(
  picture: usize,
  width: isize,
  height: isize,
  x: isize,
  y: isize,
  sigma: f32,
  reach: isize,
  scratch: usize,
  bins: isize,
  out: usize,
): void {
  memory.fill(out, 0, (<usize>bins) << 2);
  fallOff(scratch, reach, sigma);
  const perRadian = <f32>bins / TWO_PI;
  for (let row = max<isize>(1, y - reach); row <= min<isize>(height - 2, y + reach); row++) {
    const weightOfRow = load<f32>(scratch + ((<usize>abs<isize>(row - y)) << 2));
    for (let column = max<isize>(1, x - reach); column <= min<isize>(width - 2, x + reach); column++) {
      const p = picture + ((<usize>(row * width + column)) << 2);
      const across = load<f32>(p + 4) - load<f32>(p - 4);
      const down = load<f32>(p + ((<usize>width) << 2)) - load<f32>(p - ((<usize>width) << 2));
      const weight = weightOfRow * load<f32>(scratch + ((<usize>abs<isize>(column - x)) << 2));
      const bin = (<isize>floor<f32>(angleOf(down, across) * perRadian + 0.5) + bins) % bins;
      const at = out + ((<usize>bin) << 2);
      store<f32>(at, load<f32>(at) + weight * sqrt<f32>(across * across + down * down));
    }
  }
}

// Notation of the descriptor: 4 x 4 cells of 8 directions, in a square of 6 x 6 whose outer cells take what falls off it.
const CELLS: isize = 4;
const BINS: isize = 8;
const ROW_BYTES: usize = 192; // (4 + 2) cells of 8 floats
const CELL_BYTES: usize = 32;

export function gradientCells(
  picture: usize,
  width: isize,
  height: isize,
  x: isize,
  y: isize,
  side: f32,
  cosine: f32,
  sine: f32,
  angle: f32,
  reach: isize,
  scratch: usize,
  out: usize,
): void {
  memory.fill(out, 0, 6 * ROW_BYTES);
  // A Gaussian of half the square's side (Lowe, section 6.1).
  fallOff(scratch, reach, 2 * side);
  const perRadian = <f32>BINS / TWO_PI;
  for (let row = max<isize>(1, y - reach); row <= min<isize>(height - 2, y + reach); row++) {
    const weightOfRow = load<f32>(scratch + ((<usize>abs<isize>(row - y)) << 2));
    const dy = <f32>(row - y);
    for (let column = max<isize>(1, x - reach); column <= min<isize>(width - 2, x + reach); column++) {
      const dx = <f32>(column - x);
      const cellX = (dx * cosine + dy * sine) / side + 1.5;
      if (!(cellX > -1 && cellX < <f32>CELLS)) continue;
      const cellY = (dy * cosine - dx * sine) / side + 1.5;
      if (!(cellY > -1 && cellY < <f32>CELLS)) continue;
      const p = picture + ((<usize>(row * width + column)) << 2);
      const across = load<f32>(p + 4) - load<f32>(p - 4);
      const down = load<f32>(p + ((<usize>width) << 2)) - load<f32>(p - ((<usize>width) << 2));
      const weight = weightOfRow * load<f32>(scratch + ((<usize>abs<isize>(column - x)) << 2));
      const bin = (angle - angleOf(down, across)) * perRadian;
      shareOut(out, cellX, cellY, bin, weight * sqrt<f32>(across * across + down * down));
    }
  }
}

/** To the two nearest cells each way and the two nearest directions, by nearness. */
function shareOut(out: usize, cellX: f32, cellY: f32, bin: f32, amount: f32): void {
  const left = floor<f32>(cellX);
  const top = floor<f32>(cellY);
  const first = floor<f32>(bin);
  const right = cellX - left;
  const lower = cellY - top;
  const later = bin - first;
  const here = (<usize>((<isize>first + 2 * BINS) % BINS)) << 2;
  const next = (here + 4) & 31;
  const cell = out + <usize>(<isize>top + 1) * ROW_BYTES + <usize>(<isize>left + 1) * CELL_BYTES;
  const lowerShare = amount * lower;
  const upperShare = amount - lowerShare;
  add(cell, here, next, upperShare * (1 - right), later);
  add(cell + CELL_BYTES, here, next, upperShare * right, later);
  add(cell + ROW_BYTES, here, next, lowerShare * (1 - right), later);
  add(cell + ROW_BYTES + CELL_BYTES, here, next, lowerShare * right, later);
}

function add(cell: usize, here: usize, next: usize, share: f32, later: f32): void {
  store<f32>(cell + here, load<f32>(cell + here) + share * (1 - later));
  store<f32>(cell + next, load<f32>(cell + next) + share * later);
}

/** exp(-d^2 / (2 sigma^2)) for d from 0 to `reach`. */
function fallOff(out: usize, reach: isize, sigma: f32): void {
  const factor: f32 = <f32>-0.5 / (sigma * sigma);
  for (let d: isize = 0; d <= reach; d++) store<f32>(out + ((<usize>d) << 2), Mathf.exp(<f32>(d * d) * factor));
}

/** atan2, by a polynomial that is off by less than 0.00001 (Abramowitz, Stegun, 4.4.49, for an eighth of the circle). */
function angleOf(down: f32, across: f32): f32 {
  const ax = abs<f32>(across);
  const ay = abs<f32>(down);
  const most = max<f32>(ax, ay);
  if (most === 0) return 0;
  const t = min<f32>(ax, ay) / most;
  const s = t * t;
  let angle =
    t * (0.9998660 + s * (-0.3302995 + s * (0.1801410 + s * (-0.0851330 + s * 0.0208351)))); // prettier-ignore
  if (ay > ax) angle = HALF_PI - angle;
  if (across < 0) angle = PI - angle;
  return down < 0 ? -angle : angle;
}
