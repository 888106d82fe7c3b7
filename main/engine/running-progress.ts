// How far something long is, told to a page that asked for it: measurements of the index, comparisons, learning from folders.
import { setTimeout as delay } from 'node:timers/promises';

/** Several pages may follow the same one. */
export interface Running<Progress> {
  readonly ended: Promise<void>;
  progress: Progress;
}

const PROGRESS_EVERY_MS = 200;

/**
 * The progress now and five times a second, until it ends or nobody listens any more; that stops nothing.
 * @throws what stopped it
 */
export async function* progressOf<Progress>(
  running: Running<Progress>,
  signal?: AbortSignal,
): AsyncGenerator<Progress> {
  let hasEnded = false;
  const ended = running.ended.finally(() => (hasEnded = true));
  ended.catch(() => undefined); // told below, unless nobody listens any more
  while (!hasEnded && signal?.aborted !== true) {
    yield running.progress;
    await Promise.race([ended, delay(PROGRESS_EVERY_MS)]);
  }
  if (hasEnded) await ended;
}
