// Cancelling without DOM or Node types: an AbortSignal satisfies Abort, and so does a flag in shared memory.
import { CoreError } from './errors.ts';

export interface Abort {
  readonly aborted: boolean;
}

/** Called between batches: a busy loop hears no message. @throws CoreError `aborted` */
export function throwIfAborted(abort: Abort | undefined): void {
  if (abort?.aborted) throw new CoreError('aborted', 'stopped at the caller’s request');
}
