// What a camera wrote into the EXIF block. A photo without or with damaged EXIF is still a photo.
// (CIPA DC-008, sections 4.6.4 to 4.6.6; offsets and sub-seconds are 4.6.5 D and F)
import exifr from 'exifr';
import { cameraName, lensName, toDegrees, toPlace, toRating, toText } from './field-values.ts';
import { asUtc, type ClockTime, parseExifClock, parseOffset, type TakenTime, toMoment } from './taken-time.ts';

export interface ExifFacts {
  /** When the shutter opened, or the picture became digital, or else the satellites' time. */
  taken: TakenTime | null;
  /** When the file was last written by a program that says so. */
  modified: TakenTime | null;
  latitude: number | null;
  longitude: number | null;
  camera: string | null;
  lens: string | null;
  /** -1 (rejected) to 5. */
  rating: number | null;
  /** As stored, 1 to 8: how the pixels lie. */
  orientation: number;
  description: string | null;
}

const nothing: ExifFacts = {
  ...{ taken: null, modified: null, latitude: null, longitude: null },
  ...{ camera: null, lens: null, rating: null, orientation: 1, description: null },
};

const wanted = [
  ...['DateTimeOriginal', 'OffsetTimeOriginal', 'SubSecTimeOriginal'],
  ...['CreateDate', 'OffsetTimeDigitized', 'SubSecTimeDigitized'],
  ...['ModifyDate', 'OffsetTime', 'SubSecTime'],
  ...['GPSLatitude', 'GPSLatitudeRef', 'GPSLongitude', 'GPSLongitudeRef', 'GPSDateStamp', 'GPSTimeStamp'],
  ...['Make', 'Model', 'LensModel', 'Rating', 'Orientation', 'ImageDescription'],
];

type Tags = Record<string, unknown>;

/** @param block the EXIF block of the file, with or without its `Exif\0\0`; for TIFF, which is itself one, the path or the bytes of the file */
export async function readExif(block: Uint8Array | string | undefined): Promise<ExifFacts> {
  if (block === undefined) return nothing;
  const source = typeof block === 'string' ? block : withoutMarker(block);
  // Damage here is no failure of the photo: its pixels were decoded.
  const tags = (await exifr
    .parse(source, { pick: wanted, reviveValues: false, translateValues: false })
    .catch(() => undefined)) as Tags | undefined;
  return tags ? toFacts(tags) : nothing;
}

function withoutMarker(block: Uint8Array): Uint8Array {
  const hasMarker =
    Buffer.from(block.buffer, block.byteOffset, Math.min(6, block.length)).toString('latin1') === 'Exif\0\0';
  return hasMarker ? block.subarray(6) : block;
}

function toFacts(tags: Tags): ExifFacts {
  const orientation = Number(tags['Orientation']);
  const description = toText(tags['ImageDescription']);
  return {
    taken: whenTaken(tags),
    modified: timeOf(tags, { date: 'ModifyDate', offset: 'OffsetTime', fraction: 'SubSecTime' }),
    ...toPlace(toDegrees(tags['latitude'], 90), toDegrees(tags['longitude'], 180)),
    camera: cameraName(tags['Make'], tags['Model']),
    lens: lensName(tags['LensModel']),
    rating: toRating(tags['Rating']),
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    // What cameras put there unasked is no description.
    description:
      description !== null && /DIGITAL CAMERA|^(DCIM|SONY DSC|MINOLTA)/i.test(description) ? null : description,
  };
}

function whenTaken(tags: Tags): TakenTime | null {
  return (
    timeOf(tags, { date: 'DateTimeOriginal', offset: 'OffsetTimeOriginal', fraction: 'SubSecTimeOriginal' }) ??
    timeOf(tags, { date: 'CreateDate', offset: 'OffsetTimeDigitized', fraction: 'SubSecTimeDigitized' }) ??
    satelliteTime(tags)
  );
}

/** Without its own offset, the satellites tell the zone; else the offset of another time that the same camera wrote. */
function timeOf(tags: Tags, names: { date: string; offset: string; fraction: string }): TakenTime | null {
  const clock = parseExifClock(toText(tags[names.date]) ?? '', toText(tags[names.fraction]) ?? '');
  if (!clock) return null;
  const offset =
    offsetIn(tags, names.offset) ??
    offsetBySatellites(clock, satelliteTime(tags)) ??
    offsetIn(tags, 'OffsetTimeOriginal') ??
    offsetIn(tags, 'OffsetTime');
  return toMoment(clock, offset);
}

function offsetIn(tags: Tags, name: string): number | null {
  return parseOffset(toText(tags[name]) ?? '');
}

/** Always UTC. */
function satelliteTime(tags: Tags): TakenTime | null {
  const stamp = tags['GPSTimeStamp'];
  const parts = Array.isArray(stamp) ? stamp : typeof stamp === 'string' ? stamp.split(':') : [];
  const [hour = NaN, minute = NaN, second = NaN] = parts.map(Number);
  if (!Number.isFinite(hour + minute + second)) return null;
  const clock = parseExifClock(`${toText(tags['GPSDateStamp'])} 00:00:00`);
  if (!clock || hour > 23 || minute > 59) return null;
  const moment = toMoment({ ...clock, hour, minute, second: Math.floor(second) }, 0);
  return moment && { at: moment.at, offset: null };
}

/** Zones are whole quarters of an hour; a position may be some minutes older than the photo, a forgotten one hours. */
function offsetBySatellites(clock: ClockTime, satellites: TakenTime | null): number | null {
  if (!satellites) return null;
  const minutes = (asUtc(clock) - satellites.at) / 60_000;
  const offset = Math.round(minutes / 15) * 15;
  const isZone = Math.abs(minutes - offset) <= 3 && offset >= -12 * 60 && offset <= 14 * 60;
  return isZone ? offset : null;
}
