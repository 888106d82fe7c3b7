// The one error that leaves the engine: a stable code for programs and one plain sentence for people.
// Hosts print the sentence, the router sends code and sentence to the page.

/** Codes are a contract with scripts (`--json`) and with the page: add, never rename. */
export const errorCodes = [
  'usage', // the command or call makes no sense as given
  'folder-missing',
  'folder-unreadable',
  'folder-not-empty', // something lies where a new library should go
  'folder-overlaps', // already inside, or around, a watched folder
  'disk-full',
  'library-in-use', // another engine holds the lock
  'library-damaged',
  'library-newer', // written by a later version of Likeness
  'library-empty', // a search with nothing to search
  'model-damaged',
  'codebook-damaged',
  'vectors-damaged', // a file of vectors for the lab breaks off or contradicts itself
  'not-a-picture',
  'picture-damaged',
  'picture-too-large',
  'decoder-stopped', // the decoding process died or hung on this file
  'file-missing',
  'file-unreadable',
  'program-missing', // the system has none that opens this file
  'photo-missing',
  'query-missing',
  'engine-stopped', // it ended too often to be started again by itself
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export class LikenessError extends Error {
  override readonly name = 'LikenessError';
  readonly code: ErrorCode;

  /** @param message one sentence: what happened, and what to do about it */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Any thrown value as a LikenessError; what nobody foresaw becomes `internal` and keeps its cause. */
export function toLikenessError(thrown: unknown): LikenessError {
  if (thrown instanceof LikenessError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  if (isDiskFull(thrown)) {
    return new LikenessError('disk-full', 'The disk is full. Nothing is lost; free some space and go on.', {
      cause: thrown,
    });
  }
  if (isDatabaseDamage(thrown)) {
    return new LikenessError(
      'library-damaged',
      'A part of the library file is damaged; your photos are untouched. Run `likeness verify` to see how much of it.',
      { cause: thrown },
    );
  }
  return new LikenessError('internal', `Something unexpected happened: ${reason}`, { cause: thrown });
}

function isDiskFull(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'SQLITE_FULL' || code === 'EDQUOT';
}

/** Of a large library not every page is checked when it is opened. */
function isDatabaseDamage(thrown: unknown): boolean {
  return String((thrown as { code?: unknown } | null)?.code).startsWith('SQLITE_CORRUPT');
}
