import { describe, expect, it, onTestFinished } from 'vitest';
import { Effort } from '../../../../main/engine/ingest/effort.ts';
import type { PowerState } from '../../../../main/engine/ingest/power.ts';

async function startEffort(chosen: 'quiet' | 'balanced' | 'full', power: Partial<PowerState> = {}) {
  const readPower = (): Promise<PowerState> => Promise.resolve({ isOnBattery: false, isHot: false, ...power });
  const effort = new Effort({ photosAtOnce: 4, chosen, readPower, changed: () => undefined });
  await effort.start();
  onTestFinished(() => effort.stop());
  return effort;
}

/** How many of ten photos are under way at once, each taking a few milliseconds. */
async function mostAtOnce(effort: Effort): Promise<number> {
  let underWay = 0;
  let most = 0;
  const lane = async (): Promise<void> => {
    const endTurn = await effort.turn();
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay--;
    endTurn();
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  return most;
}

describe('the effort of reading', () => {
  it.each([
    ['quiet', {}, 1],
    ['balanced', {}, 4],
    ['full', {}, 4],
    ['balanced', { isOnBattery: true }, 1],
    ['balanced', { isHot: true }, 1],
    ['full', { isOnBattery: true, isHot: true }, 4],
  ] as const)('%s with %j has %i photos under way', async (chosen, power, count) => {
    expect(await mostAtOnce(await startEffort(chosen, power))).toBe(count);
  });

  it('rests as long as it works when it is quiet', async () => {
    const effort = await startEffort('quiet');
    const began = performance.now();
    for (let i = 0; i < 3; i++) {
      const endTurn = await effort.turn();
      await new Promise((resolve) => setTimeout(resolve, 40));
      endTurn();
    }
    (await effort.turn())();
    expect(performance.now() - began).toBeGreaterThan(6 * 35);
  });

  it('lets those who wait go on when more is chosen, and when it ends', async () => {
    const effort = await startEffort('quiet');
    await effort.turn();
    const second = effort.turn();
    effort.choose('full');
    await second;
    effort.choose('quiet');
    const third = effort.turn();
    effort.stop();
    await third;
  });
});
