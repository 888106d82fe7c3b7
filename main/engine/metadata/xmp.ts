// What people and programs wrote about a photo in XMP, inside the file or in a sidecar beside it.
// (ISO 16684-1; the properties: Adobe, XMP Specification Part 2, and CIPA DC-010 for those of EXIF)
import exifr from 'exifr';
import { cameraName, lensName, toDegrees, toPlace, toRating, toText } from './field-values.ts';
import { parseIsoTime, type TakenTime } from './taken-time.ts';

export interface XmpFacts {
  taken: TakenTime | null;
  latitude: number | null;
  longitude: number | null;
  camera: string | null;
  lens: string | null;
  /** -1 (rejected), 0 (none, said expressly) to 5. */
  rating: number | null;
  title: string | null;
  description: string | null;
  /** Separated by commas. */
  keywords: string | null;
}

const namespaces = {
  exif: 'http://ns.adobe.com/exif/1.0/',
  exifEx: 'http://cipa.jp/exif/1.0/',
  aux: 'http://ns.adobe.com/exif/1.0/aux/',
  tiff: 'http://ns.adobe.com/tiff/1.0/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  dc: 'http://purl.org/dc/elements/1.1/',
};

type Properties = Record<string, Record<string, unknown>>;

/** @returns null when it is no XMP, or a damaged one */
export async function readXmp(packet: Uint8Array): Promise<XmpFacts | null> {
  const parsed = (await exifr
    .sidecar(Buffer.from(toUtf8(packet)), { mergeOutput: false }, 'xmp')
    .catch(() => undefined)) as Properties | undefined;
  return parsed ? toFacts(parsed) : null;
}

/** A packet may be UTF-8 or UTF-16, told by its byte order mark. (ISO 16684-1, section 7.3.2) */
function toUtf8(packet: Uint8Array): Uint8Array {
  const [first, second] = packet;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  return encoding === null ? packet : new TextEncoder().encode(new TextDecoder(encoding).decode(packet));
}

function toFacts(parsed: Properties): XmpFacts {
  // A prefix is the writer's choice; the namespace it stands for is not.
  const prefixes = Object.entries(parsed['xmlns'] ?? {});
  const of = (name: keyof typeof namespaces): Record<string, unknown> => {
    const prefix = prefixes.find(([, namespace]) => namespace === namespaces[name])?.[0];
    return (prefix !== undefined && parsed[prefix]) || {};
  };
  const [exif, exifEx, aux, tiff, xmp, dc] = [of('exif'), of('exifEx'), of('aux'), of('tiff'), of('xmp'), of('dc')];
  const times = [
    exif['DateTimeOriginal'],
    of('photoshop')['DateCreated'],
    xmp['CreateDate'],
    exif['DateTimeDigitized'],
  ];
  return {
    taken: times.map((time) => parseIsoTime(toText(time) ?? '')).find((time) => time !== null) ?? null,
    ...toPlace(toCoordinate(exif['GPSLatitude'], 90), toCoordinate(exif['GPSLongitude'], 180)),
    camera: cameraName(tiff['Make'], tiff['Model']),
    lens: lensName(exifEx['LensModel']) ?? lensName(aux['Lens']),
    rating: toRating(xmp['Rating']),
    title: toText(firstLanguage(dc['title'])),
    description: toText(firstLanguage(dc['description'])),
    keywords: toText([dc['subject']].flat().map(toText).filter(Boolean).join(', ')),
  };
}

/** A text may be given in several languages, the default one first. */
function firstLanguage(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'object' && first !== null && 'value' in first ? first.value : first;
}

/** `40,14.078645N` or `40,14,4.7N`: degrees, minutes and seconds. (XMP Specification Part 2, section 1.2.7.4) */
function toCoordinate(value: unknown, limit: number): number | null {
  const match = /^(\d+),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?([NSEW])$/i.exec(toText(value) ?? '');
  if (!match) return null;
  const [, degrees, minutes, seconds = '0', direction] = match;
  const absolute = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  return toDegrees(/[SW]/i.test(direction!) ? -absolute : absolute, limit);
}
