// The one error type of core. The engine translates it for people by its code.

/**
 * - `shape`: a length, dimension or count does not fit the rest
 * - `parameter`: a setting outside its range, or an id outside 0 .. 2^32 - 1
 * - `not-finite`: NaN or infinity among the components
 * - `too-few-points`: training needs more vectors than were given
 * - `id`: an id that is taken
 * - `damaged`, `version`: a stored generation that cannot be trusted, or was written by a later release
 * - `memory`: the platform gives no more memory for vectors and codes
 * - `aborted`: the caller asked to stop; never shown, never logged
 */
export type CoreErrorCode =
  'shape' | 'parameter' | 'not-finite' | 'too-few-points' | 'id' | 'damaged' | 'version' | 'memory' | 'aborted';

export class CoreError extends Error {
  override readonly name = 'CoreError';
  readonly code: CoreErrorCode;

  constructor(code: CoreErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** An error whose sentence names the thing, what was expected of it and what came. */
export function unexpected(code: CoreErrorCode, what: string, expected: string, received: unknown): CoreError {
  return new CoreError(code, `${what}: expected ${expected}, received ${String(received)}`);
}
