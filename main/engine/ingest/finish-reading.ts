// Waits for the pipeline as a command does: with a way to give up, and news of how far it has come.
import { LikenessError } from '../api/errors.ts';
import type { LibraryStatus } from '../api/library-schemas.ts';
import type { Status } from '../status.ts';
import type { Pipeline } from './pipeline.ts';

export interface FinishReadingOptions {
  signal?: AbortSignal;
  onStatus?: (status: LibraryStatus) => void;
}

const newsEveryMs = 250;

/** @throws LikenessError `cancelled` by the signal, and what stops the reading, such as `disk-full` */
export async function finishReading(
  { pipeline, status }: { pipeline: Pipeline; status: Status },
  { signal, onStatus }: FinishReadingOptions,
): Promise<void> {
  const cancelled = Promise.withResolvers<never>();
  const cancel = (): void =>
    cancelled.reject(new LikenessError('cancelled', 'Reading was stopped; what was read is kept.'));
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const timer = setInterval(() => onStatus?.(status.current()), newsEveryMs);
  try {
    await Promise.race([pipeline.settled(), cancelled.promise]);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
