// The date in a file name. Phones, messengers and screenshot keys name files by the clock, and what was sent through a messenger
// has no other date left. Only names that begin as those programs begin them are believed: a number may be anything.
import { type TakenTime, toClock, toMoment } from './taken-time.ts';

interface NamePattern {
  pattern: RegExp;
  read: (groups: Record<string, string | undefined>) => TakenTime | null;
}

const date = String.raw`(?<year>\d{4})(?<dash>[-_.]?)(?<month>\d\d)\k<dash>(?<day>\d\d)`;
const time = String.raw`(?<hour>\d\d?)(?<colon>[-_.:]?)(?<minute>\d\d)\k<colon>(?<second>\d\d)(?:[-_.]?(?<fraction>\d{3}))?`;
const between = String.raw`(?:[-_ T]+|,? at )`;

const patterns: NamePattern[] = [
  // Pixel phones: the time is UTC, whatever the clock on the screen says.
  { pattern: new RegExp(`^PXL_${date}_${time}(?!\\d)`, 'i'), read: (groups) => utc(groups) },
  // 'IMG_20190714_123456', '2019-07-14 12.34.56', 'WhatsApp Image 2019-07-14 at 12.34.56', 'Screen Shot 2020-01-02 at 3.04.05 PM'
  {
    pattern: new RegExp(`^[\\p{L} ]{0,24}[-_ ]?${date}${between}${time}(?:\\s?(?<half>[AP]M))?(?!\\d)`, 'iu'),
    read: (groups) => local(groups),
  },
  // 'IMG-20190714-WA0001': WhatsApp keeps the day alone.
  { pattern: new RegExp(`^IMG-${date}-WA\\d+`, 'i'), read: (groups) => local(groups) },
  // '2019-07-14 Birthday', '20190714'
  { pattern: /^(?<year>\d{4})(?<dash>[-_.])(?<month>\d\d)\k<dash>(?<day>\d\d)(?!\d)/, read: (groups) => local(groups) },
  { pattern: new RegExp(`^(?:IMG[-_])?${date}$`, 'i'), read: (groups) => local(groups) },
  // WeChat and Facebook: milliseconds since 1970.
  { pattern: /^(?:mmexport|FB_IMG_)(?<epoch>\d{13})(?!\d)/i, read: ({ epoch }) => moment(Number(epoch)) },
];

/** Digital names have digital years: 1899 is a number. */
const firstYear = 1970;

/** A frame of a video says when the video was made. */
const videoName = /^(VID|MOV|VIDEO)[-_ \d]/i;

/** @param name with its extension */
export function dateInName(name: string): TakenTime | null {
  const stem = name.replace(/\.[^.]*$/, '');
  if (videoName.test(stem)) return null;
  for (const { pattern, read } of patterns) {
    const groups = pattern.exec(stem)?.groups;
    const taken = groups && isLikely(groups) ? read(groups) : null;
    if (taken) return taken;
  }
  return null;
}

function isLikely({ year }: Record<string, string | undefined>): boolean {
  return year === undefined || Number(year) >= firstYear;
}

/** A day without a time counts as its noon, so that no other time zone moves it to another day. */
function local({ year, month, day, hour = '12', minute, second, fraction, half }: Record<string, string | undefined>) {
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  return toMoment(toClock([year, month, day, String(hours), minute, second], fraction), null);
}

function utc({ year, month, day, hour, minute, second, fraction }: Record<string, string | undefined>) {
  const taken = toMoment(toClock([year, month, day, hour, minute, second], fraction), 0);
  return taken && { at: taken.at, offset: null };
}

function moment(epoch: number): TakenTime | null {
  return epoch >= Date.UTC(firstYear, 0) && epoch <= Date.now() ? { at: epoch, offset: null } : null;
}
