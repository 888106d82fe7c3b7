// What decoders say, in words that a person can act on: the cause, and the way out.
import { expect, it } from 'vitest';
import { toFileError } from '../../../../main/engine/ingest/file-errors.ts';
import { toPictureError } from '../../../../main/engine/ingest/picture-errors.ts';

it.each([
  ['HEIF: Unsupported feature: Unsupported codec', 'not-a-picture', 'saved as JPEG'],
  ['Input buffer contains unsupported image format', 'not-a-picture', 'saved as JPEG'],
  ["HEIF: Invalid input: No 'pitm' box", 'not-a-picture', 'saved as JPEG'],
  ['Input image exceeds pixel limit', 'picture-too-large', 'a smaller copy'],
  [
    'HEIF: Memory allocation error: Security limit exceeded: Image size 70000x70000',
    'picture-too-large',
    'a smaller copy',
  ],
  ['HEIF: Security limit exceeded: Number of references in iref box (61744)', 'picture-damaged', 'more parts'],
  ['heif: Invalid input: Non-existing item ID referenced', 'picture-damaged', 'save it again'],
  ['VipsJpeg: premature end of JPEG image', 'picture-damaged', 'copy it again'],
  ['something never heard of', 'picture-damaged', 'copy it again'],
])('%s: %s', (reason, code, way) => {
  const error = toPictureError(new Error(reason));
  expect(error).toMatchObject({ code, message: expect.stringContaining(way) as string });
  expect(error.message).toMatch(/^[A-Z][^.]*\.$/);
});

it.each([
  ['EACCES', 'give yourself the right'],
  ['EIO', 'copy the file again'],
  ['ENAMETOOLONG', 'ENAMETOOLONG; look whether'],
])('%s: the file cannot be read', (code, way) => {
  const error = toFileError(Object.assign(new Error(code), { code }));
  expect(error).toMatchObject({ code: 'file-unreadable', message: expect.stringContaining(way) as string });
});
