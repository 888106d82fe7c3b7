// What the decoder says about a file, in a sentence for its owner.
import { LikenessError } from '../api/errors.ts';

const translations: {
  pattern: RegExp;
  code: 'not-a-picture' | 'picture-damaged' | 'picture-too-large';
  sentence: string;
}[] = [
  {
    pattern: /security limit(?!.*(size|memory|pixel))/is,
    code: 'picture-damaged',
    sentence: 'The file claims more parts than any photo has, so it was not decoded: copy it again from its source.',
  },
  {
    pattern: /^HEIF: .*(unsupported|not supported|not been built in)/is,
    code: 'not-a-picture',
    sentence: 'This HEIF file is compressed in a way that Likeness cannot read; a copy saved as JPEG can be read.',
  },
  {
    pattern: /^HEIF: .*(unspecified|no 'pitm'|no or invalid primary|visual track|no meta|no 'meta')/is,
    code: 'not-a-picture',
    sentence: 'This HEIF file holds no picture that Likeness can read; a copy saved as JPEG can be read.',
  },
  {
    pattern: /unsupported image format|is not in a known format|unsupported (feature|codec)/i,
    code: 'not-a-picture',
    sentence: 'This is not a picture, or one of a kind that Likeness cannot read; a copy saved as JPEG can be read.',
  },
  {
    pattern:
      /pixel limit|dimensions? (is |are )?too large|image (size )?(is )?too (large|big)|security limit|memory|OOM/i,
    code: 'picture-too-large',
    sentence: 'The picture has, or claims to have, more pixels than can be decoded safely; a smaller copy can be read.',
  },
  {
    pattern: /non-existing item|invalid box|no item data/i,
    code: 'picture-damaged',
    sentence: 'The file is not put together as its format asks: save it again with the program that made it.',
  },
  {
    pattern: /premature end|truncated|unexpected end|end of (file|stream|image)|read error|not enough data|too short/i,
    code: 'picture-damaged',
    sentence: 'The file ends too early or is damaged inside: copy it again from its source.',
  },
];

export function toPictureError(thrown: unknown): LikenessError {
  if (thrown instanceof LikenessError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const known = translations.find(({ pattern }) => pattern.test(reason));
  return new LikenessError(
    known?.code ?? 'picture-damaged',
    known?.sentence ?? 'The picture is damaged and cannot be decoded: copy it again from its source.',
    { cause: thrown },
  );
}
