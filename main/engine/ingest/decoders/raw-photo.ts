// A RAW file as the photo that its camera made of it: the largest JPEG inside, upright as the camera says.
import { LikenessError } from '../../api/errors.ts';
import { type PixelSize, readJpegSize } from './jpeg-size.ts';

export interface RawPhoto {
  /** The RAW format, as the catalogue says it. */
  format: string;
  /** With the EXIF of the RAW file. */
  jpeg: Uint8Array;
  /** Of the RAW picture, as the sensor lay, where the file tells it. */
  size: PixelSize | undefined;
}

export interface Preview {
  jpeg: Uint8Array;
  size: PixelSize;
}

/** @throws LikenessError `picture-damaged` when none of the candidates is a JPEG */
export function largestPreview(candidates: Uint8Array[]): Preview {
  const previews = candidates.flatMap((jpeg) => {
    const size = readJpegSize(jpeg);
    return size ? [{ jpeg, size }] : [];
  });
  const [first, ...others] = previews;
  if (!first) {
    throw new LikenessError(
      'picture-damaged',
      'This RAW file holds no preview that can be read: it is damaged, or its camera put none inside.',
    );
  }
  return others.reduce((best, preview) => (area(preview.size) > area(best.size) ? preview : best), first);
}

/** Sizes stand in several fields, some of them of strips or thumbnails: the largest of the preview's proportions is believed. */
export function rawSize(sizes: PixelSize[], preview: PixelSize): PixelSize {
  const proportion = preview.width / preview.height;
  const alike = sizes.filter(({ width, height }) => Math.abs(width / height / proportion - 1) < 0.1);
  return alike.reduce((best, size) => (area(size) > area(best) ? size : best), preview);
}

function area({ width, height }: PixelSize): number {
  return width * height;
}
