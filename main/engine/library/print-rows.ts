// The luminance prints in the rows of photos.
import { CoreError, PRINT_LENGTH, unpackPrint } from '../../../core/index.ts';

/** A damaged print reads as black, which agrees with no picture but a black one. */
export function readPrint(packed: Uint8Array): Uint8Array {
  try {
    return unpackPrint(packed);
  } catch (thrown) {
    if (!(thrown instanceof CoreError)) throw thrown;
    return new Uint8Array(PRINT_LENGTH);
  }
}
