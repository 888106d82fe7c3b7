// Waits until the disk of the library has room again.
import { statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Room for a few hundred photos: less would only fill up again at once. */
const neededBytes = 16 * 2 ** 20;
const lookEveryMs = 2000;

/** @returns false when the wait was given up */
export async function waitForRoom(folder: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    await delay(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    const disk = await statfs(folder).catch(() => null);
    if (disk && disk.bavail * disk.bsize >= neededBytes) return !signal.aborted;
  }
  return false;
}
