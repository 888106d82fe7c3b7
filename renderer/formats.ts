// Numbers, dates, sizes and counts as the language of the page writes them.
import { inLanguages } from './wording/in-languages.ts';
import { locale } from './wording/language.ts';

const integers = new Intl.NumberFormat(locale);
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
const plurals = new Intl.PluralRules(locale);

export const formatCount = (count: number) => integers.format(count);
export const formatDate = (time: number) => date.format(time);
export const formatDateAndTime = (time: number) => dateAndTime.format(time);
export const formatMonth = (time: number) => month.format(time);

const mediumDate = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
/** 'Jun 1 – Aug 31, 2019'; one day as one day. */
export const formatDateRange = (first: number, last: number) => mediumDate.formatRange(first, last);

/** '2019', '2015 – 2019' or 'June 2019' where the time from first to last is whole years or one month; else null. */
export function formatYears(first: number, last: number): string | null {
  const [from, after] = [new Date(first), new Date(last + 1)];
  if (from.getTime() !== new Date(from.getFullYear(), from.getMonth()).getTime()) return null;
  if (after.getTime() !== new Date(after.getFullYear(), after.getMonth()).getTime()) return null;
  const monthCount = 12 * (after.getFullYear() - from.getFullYear()) + after.getMonth() - from.getMonth();
  if (monthCount === 1) return formatMonth(first);
  if (from.getMonth() !== 0 || after.getMonth() !== 0) return null;
  const lastYear = after.getFullYear() - 1;
  return from.getFullYear() === lastYear ? String(lastYear) : `${from.getFullYear()} – ${lastYear}`;
}

/** 'Saturday, 14 September', with the year unless it is this one. */
export function formatDay(time: number, now: number = Date.now()): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? day : dayOfYear).format(time);
}

/** The form that goes with a number. Only for languages that have these two: in Chinese nothing changes with the number. */
export function pluralOf(count: number, one: string, other: string): string {
  return plurals.select(count) === 'one' ? one : other;
}

/** '1 photo', '1,204 photos'. */
export function countOf(count: number, one: string, other: string): string {
  return `${formatCount(count)} ${pluralOf(count, one, other)}`;
}

const counts = inLanguages({
  english: {
    photos: (count: number) => countOf(count, 'photo', 'photos'),
    minutes: (count: number) => countOf(count, 'minute', 'minutes'),
    hours: (count: number) => countOf(count, 'hour', 'hours'),
    lessThanAMinute: 'less than a minute',
    about: (length: string) => `about ${length}`,
  },
  chinese: {
    photos: (count) => `${formatCount(count)} 张照片`,
    minutes: (count) => `${formatCount(count)} 分钟`,
    hours: (count) => `${formatCount(count)} 小时`,
    lessThanAMinute: '不到 1 分钟',
    about: (length) => `约 ${length}`,
  },
});

export const photoCount = counts.photos;

/** '7 minutes', '2 hours': as exact as a time to come can be known; null for less than a minute. */
export function formatLength(seconds: number): string | null {
  if (seconds < 60) return null;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? counts.minutes(minutes) : counts.hours(Math.round(minutes / 60));
}

/** 'less than a minute', 'about 7 minutes', 'about 2 hours'. */
export function formatDuration(seconds: number): string {
  const length = formatLength(seconds);
  return length === null ? counts.lessThanAMinute : counts.about(length);
}

const bytesIn = (unit: 'kilobyte' | 'megabyte' | 'gigabyte' | 'terabyte', maximumFractionDigits: number) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits });
const byteUnits = [
  { size: 1e12, format: bytesIn('terabyte', 1) },
  { size: 1e9, format: bytesIn('gigabyte', 1) },
  { size: 1e6, format: bytesIn('megabyte', 1) },
];
const kilobytes = bytesIn('kilobyte', 0);

/** '812 kB', '3.4 MB', '1.2 GB'. */
export function formatBytes(bytes: number): string {
  const unit = byteUnits.find(({ size }) => bytes >= size);
  return unit ? unit.format.format(bytes / unit.size) : kilobytes.format(Math.max(1, bytes / 1e3));
}

const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
/** '22%'. @param share 0 to 1 */
export const formatShare = (share: number) => shares.format(share);

const milliseconds = new Intl.NumberFormat(locale, {
  ...{ style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumSignificantDigits: 2 },
});
/** '14 ms', '0.35 ms': a measured time is not known better. */
export const formatMilliseconds = (time: number) => milliseconds.format(time);

const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
/** A share out of a hundred: '97'; from 99 on '99.4', and '100' only for all. */
export function formatOfHundred(share: number): string {
  return share > 0.99 && share < 1
    ? tenths.format(Math.floor(share * 1000) / 10)
    : formatCount(Math.round(share * 100));
}

const changes = new Intl.NumberFormat(locale, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
/** '+7%' for 1.07. */
export const formatChange = (ratio: number) => changes.format(ratio - 1);

export const formatPixels = (width: number, height: number) => `${formatCount(width)} × ${formatCount(height)}`;
