// What a file is by its first bytes: names lie, and which decoder a file meets must not hang on them.

/** `plain` is for sharp to recognise; `tiff` may be a photo or one of the RAW formats that are TIFF inside. */
export type PictureKind = 'heif' | 'avif-sequence' | 'cr3' | 'video' | 'jxl' | 'raf' | 'orf' | 'rw2' | 'tiff' | 'plain';

/** So many bytes are enough to tell. */
export const signatureBytes = 16;

const signatures: [PictureKind, string][] = [
  ['jxl', '\xff\x0a'],
  ['jxl', '\0\0\0\x0cJXL \r\n\x87\n'],
  ['raf', 'FUJIFILMCCD-RAW'],
  ['orf', 'IIRO'],
  ['orf', 'IIRS'],
  ['orf', 'MMOR'],
  ['rw2', 'IIU\0'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
];

/** By the major brand of ISO/IEC 14496-12. Those that are not named here may be pictures by ISO/IEC 23008-12: libheif tells. */
const brands: [PictureKind, RegExp][] = [
  ['plain', /^avif/],
  ['avif-sequence', /^avis/],
  ['cr3', /^crx /],
  ['video', /^(isom|iso\d|mp4\d|M4|3g|qt  |avc1|mmp4|MSNV|XAVC|dash)/],
];

export function pictureKindOf(start: Uint8Array): PictureKind {
  const text = String.fromCharCode(...start.subarray(0, signatureBytes));
  if (text.startsWith('ftyp', 4)) {
    const brand = text.slice(8, 12);
    return brands.find(([, pattern]) => pattern.test(brand))?.[0] ?? 'heif';
  }
  return signatures.find(([, signature]) => text.startsWith(signature))?.[0] ?? 'plain';
}
