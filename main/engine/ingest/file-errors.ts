// What the system says about a file that cannot be read, in a sentence for its owner.
import { LikenessError } from '../api/errors.ts';

export function toFileError(thrown: unknown): LikenessError {
  if (thrown instanceof LikenessError) return thrown;
  const { code, message } = thrown as NodeJS.ErrnoException;
  const reason = code === 'EACCES' || code === 'EPERM' ? 'you have no right to read it' : (code ?? message);
  return new LikenessError('file-unreadable', `The file cannot be read: ${reason}.`, { cause: thrown });
}
