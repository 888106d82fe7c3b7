// Reading what was typed: paths, numbers, dates, regions and places, each with a sentence for what cannot be read.
import { resolve } from 'node:path';
import { LikenessError } from '../../engine/api/errors.ts';
import type { Region } from '../../engine/api/search-schemas.ts';
import { regionSchema } from '../../engine/api/search-schemas.ts';

/** npm runs its scripts in the project's folder; a path is meant from where the person stood. */
export function toPath(text: string): string {
  const isOwnScript = process.env['npm_lifecycle_event'] === 'likeness';
  return resolve((isOwnScript ? process.env['INIT_CWD'] : undefined) ?? process.cwd(), text);
}

export function onlyOperand(operands: readonly string[], what: string): string {
  const [first, ...rest] = operands;
  if (first === undefined || rest.length > 0) throw usage(`Name one ${what}.`);
  return first;
}

export function noOperands(operands: readonly string[]): void {
  if (operands.length > 0) throw usage(`'${operands[0]}' means nothing here.`);
}

export function required(value: string | undefined, option: string): string {
  if (value === undefined) throw usage(`--${option} is missing.`);
  return value;
}

/** A whole number from 1 on, up to `most`. */
export function toCount(text: string, option: string, most: number): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw usage(`--${option} takes a whole number from 1 to ${most}, not '${text}'.`);
  }
  return count;
}

/** `x,y,w,h` as fractions of the upright picture. */
export function toRegion(text: string): Region {
  const [x, y, width, height, ...rest] = toNumbers(text);
  const parsed = regionSchema.safeParse({ x, y, width, height });
  if (!parsed.success || rest.length > 0) {
    throw usage(
      `--region takes x,y,w,h as fractions of the picture, such as 0.25,0,0.5,1; '${text}' is no such region in it.`,
    );
  }
  return parsed.data;
}

/** `LAT,LON,KM`. */
export function toNear(text: string): { latitude: number; longitude: number; kilometres: number } {
  const [latitude, longitude, kilometres, ...rest] = toNumbers(text);
  if (
    latitude === undefined ||
    longitude === undefined ||
    kilometres === undefined ||
    rest.length > 0 ||
    !(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && kilometres > 0)
  ) {
    throw usage(`--near takes LAT,LON,KM, such as 48.86,2.35,5, not '${text}'.`);
  }
  return { latitude, longitude, kilometres };
}

/** `2024`, `2024-07` or `2024-07-14`, with a time of day if it likes; the beginning of it in local time, in ms. */
export function toTime(text: string, option: string): number {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?$/.exec(text);
  const [, year, month = '01', day = '01', hour = '00', minute = '00'] = match ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:00`);
  // Date reads the 31st of February as the 2nd of March.
  if (match === null || date.getDate() !== Number(day)) {
    throw usage(`--${option} takes a date such as 2024-07-14, not '${text}'.`);
  }
  return date.getTime();
}

const pictureTypes = 'jpeg png webp avif gif tiff heic jxl cr2 cr3 nef arw dng raf orf rw2'.split(' ');

export function toPictureType(text: string): string {
  const type = { jpg: 'jpeg', tif: 'tiff', heif: 'heic' }[text.toLowerCase()] ?? text.toLowerCase();
  if (!pictureTypes.includes(type)) throw usage(`--type takes one of ${pictureTypes.join(', ')}, not '${text}'.`);
  return type;
}

export function usage(sentence: string): LikenessError {
  return new LikenessError('usage', sentence);
}

function toNumbers(text: string): number[] {
  return text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
}
