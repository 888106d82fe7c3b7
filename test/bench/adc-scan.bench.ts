// The ADC scan against the same loop as one would first write it, in turns in one run.
//   npm run bench -- adc-scan
import { Random, plainAdcScan } from '../../core/index.ts';
import type { AdcScan } from '../../core/index.ts';
import { scanOneByOne } from '../../core/kernels/adc-scan.ts';

const KSUB = 256;
const ROUNDS = 30;
/** Bytes of codes: more than a second-level cache holds, as in a library. */
const CODE_BYTES = 4 << 20;
const random = new Random(1);
let sink = 0;

for (const m of [8, 16, 64, 128, 256]) {
  const count = CODE_BYTES / m;
  const scan: AdcScan = {
    table: Float32Array.from({ length: m * KSUB }, () => random.next()),
    m,
    ksub: KSUB,
    codes: Uint8Array.from({ length: count * m }, () => random.integer(KSUB)),
    factors: new Float32Array(count).fill(-2),
    additions: new Float32Array(count).fill(1),
    base: 1,
    offset: 1,
    count,
    distances: new Float32Array(count),
  };
  const naive: number[] = [];
  const unrolled: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    naive.push(seconds(() => scanOneByOne(scan)));
    unrolled.push(seconds(() => plainAdcScan.scan(scan)));
    sink += scan.distances[round]!;
  }
  const ratios = naive.map((time, round) => time / unrolled[round]!).sort((a, b) => a - b);
  const rate = (times: number[]) => `${(count / Math.min(...times) / 1e6).toFixed(1)} M codes/s`;
  const quartile = (share: number) => ratios[Math.floor(share * ROUNDS)]!.toFixed(2);
  process.stdout.write(
    `m = ${m}: one by one ${rate(naive)}, by eights ${rate(unrolled)}; ` +
      `ratio ${quartile(0.5)} (quartiles ${quartile(0.25)} to ${quartile(0.75)})\n`,
  );
}
process.stdout.write(`(sum that keeps the loops alive: ${sink.toFixed(0)})\n`);

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
