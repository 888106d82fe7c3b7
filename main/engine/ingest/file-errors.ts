// What the system says about a file that cannot be read, in a sentence for its owner.
import { LikenessError } from '../api/errors.ts';

const noRight = 'you have no right to; give yourself the right, and try again';
const reasons: Readonly<Record<string, string>> = {
  EACCES: noRight,
  EPERM: noRight,
  EIO: 'its disk reports an error; copy the file again from its source',
  ENOENT: 'it is not there any more',
  EISDIR: 'it is a folder with the name of a picture',
};

export function toFileError(thrown: unknown): LikenessError {
  if (thrown instanceof LikenessError) return thrown;
  const { code, message } = thrown as NodeJS.ErrnoException;
  const reason = reasons[code ?? ''] ?? `${code ?? message}; look whether other programs can open it`;
  return new LikenessError('file-unreadable', `The file cannot be read: ${reason}.`, { cause: thrown });
}
