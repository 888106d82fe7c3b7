// When, where and with what a photo was taken, from its EXIF block. A photo without or with damaged EXIF is still a photo.
import exifr from 'exifr';

export interface PhotoExif {
  takenAt: number | null;
  latitude: number | null;
  longitude: number | null;
  camera: string | null;
}

const nothing: PhotoExif = { takenAt: null, latitude: null, longitude: null, camera: null };

const wanted = [
  'DateTimeOriginal',
  'OffsetTimeOriginal',
  'CreateDate',
  'OffsetTimeDigitized',
  'ModifyDate',
  'OffsetTime',
  'Make',
  'Model',
  'GPSLatitude',
  'GPSLatitudeRef',
  'GPSLongitude',
  'GPSLongitudeRef',
];

/** @param block the EXIF block of the file, with or without its `Exif\0\0`; for TIFF, which is itself one, the path or the bytes of the file */
export async function readExif(block: Uint8Array | string | undefined): Promise<PhotoExif> {
  if (block === undefined) return nothing;
  const source = typeof block === 'string' ? block : withoutMarker(block);
  // Damage here is no failure of the photo: its pixels were decoded.
  const tags: unknown = await exifr.parse(source, { pick: wanted, reviveValues: false }).catch(() => undefined);
  return tags ? toPhotoExif(tags as Record<string, unknown>) : nothing;
}

function withoutMarker(block: Uint8Array): Uint8Array {
  const hasMarker =
    Buffer.from(block.buffer, block.byteOffset, Math.min(6, block.length)).toString('latin1') === 'Exif\0\0';
  return hasMarker ? block.subarray(6) : block;
}

function toPhotoExif(tags: Record<string, unknown>): PhotoExif {
  const takenAt =
    toTime(tags['DateTimeOriginal'], tags['OffsetTimeOriginal']) ??
    toTime(tags['CreateDate'], tags['OffsetTimeDigitized']) ??
    toTime(tags['ModifyDate'], tags['OffsetTime']);
  const latitude = toDegrees(tags['latitude'], 90);
  const longitude = toDegrees(tags['longitude'], 180);
  const isPlace = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0);
  return {
    takenAt,
    latitude: isPlace ? latitude : null,
    longitude: isPlace ? longitude : null,
    camera: toCamera(tags['Make'], tags['Model']),
  };
}

/** EXIF writes local time; without an offset it is read as this computer's, as the photographer most likely meant it. */
function toTime(value: unknown, offset: unknown): number | null {
  const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(text(value));
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1826) return null; // cameras without a clock write zeros
  const shift = /^([+-])(\d\d):(\d\d)/.exec(text(offset));
  if (!shift) return new Date(year, month - 1, day, hour, minute, second).getTime();
  const minutes = (Number(shift[2]) * 60 + Number(shift[3])) * (shift[1] === '-' ? -1 : 1);
  return Date.UTC(year, month - 1, day, hour, minute, second) - minutes * 60_000;
}

function toDegrees(value: unknown, limit: number): number | null {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
}

/** 'Canon' and 'Canon EOS 5D' are one camera, not 'Canon Canon EOS 5D'. */
function toCamera(make: unknown, model: unknown): string | null {
  const maker = text(make);
  const name = text(model);
  if (!name) return maker || null;
  return !maker || name.toLowerCase().startsWith(maker.toLowerCase()) ? name : `${maker} ${name}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';
}
