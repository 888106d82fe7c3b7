// Moments as metadata writes them: a time on some clock, with or without the zone that the clock was set to.

export interface TakenTime {
  /** Milliseconds since 1970. */
  at: number;
  /** Minutes that the camera's clock was ahead of UTC; null when nobody wrote it down. */
  offset: number | null;
}

/** A time on a clock; the month counts from 1. */
export interface ClockTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** The first photograph. Cameras without a clock write zeros, which lie before it, and so do years of two digits. */
const firstYear = 1826;
/** A clock may be ahead by a zone, not by a year. */
const dayMs = 24 * 3_600_000;

/**
 * The moment of a time on a clock. Without an offset it is read as this computer's, as the photographer most likely meant it.
 * @returns null for what no calendar has, for years before photography and for the future
 */
export function toMoment(clock: ClockTime, offset: number | null, now = Date.now()): TakenTime | null {
  if (clock.year < firstYear || !isOnCalendar(clock)) return null;
  const { year, month, day, hour, minute, second, millisecond } = clock;
  const at =
    offset === null
      ? new Date(year, month - 1, day, hour, minute, second, millisecond).getTime()
      : asUtc(clock) - offset * 60_000;
  return at <= now + dayMs ? { at, offset } : null;
}

export function asUtc({ year, month, day, hour, minute, second, millisecond }: ClockTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

/** Date reads the 31st of February as the 2nd of March, and 24 o'clock as the next day. */
function isOnCalendar(clock: ClockTime): boolean {
  const date = new Date(asUtc(clock));
  return (
    date.getUTCMonth() + 1 === clock.month &&
    date.getUTCDate() === clock.day &&
    date.getUTCHours() === clock.hour &&
    clock.minute < 60 &&
    clock.second <= 60
  );
}

/** `2019:07:14 12:34:56` as in EXIF, where any separator was met, and a fraction of a second in a tag of its own. */
export function parseExifClock(text: string, fraction = ''): ClockTime | null {
  const match = /^(\d{4})[:/. -](\d\d)[:/. -](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?/.exec(text);
  return match && toClock(match.slice(1), fraction);
}

/** `+02:00`, `-0330` or `Z`, in minutes; zones lie between -12 and +14 hours. */
export function parseOffset(text: string): number | null {
  if (text === 'Z') return 0;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text);
  if (!match) return null;
  const minutes = (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -1 : 1);
  return minutes >= -12 * 60 && minutes <= 14 * 60 ? minutes : null;
}

/** ISO 8601 as XMP has it, from a year alone to `2019-07-14T12:34:56.789+02:00`; what is left out is the beginning of it. */
export function parseIsoTime(text: string): TakenTime | null {
  const match =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/.exec(text);
  if (!match) return null;
  const [year, month = '01', day = '01', hour, minute, second, fraction, zone] = match.slice(1);
  const clock = toClock([year, month, day, hour, minute, second], fraction);
  return toMoment(clock, zone === undefined ? null : parseOffset(zone));
}

/** @param digits year, month, day, hour, minute, second; times that are missing are zero */
export function toClock(digits: readonly (string | undefined)[], fraction = ''): ClockTime {
  const [year = NaN, month = NaN, day = NaN, hour = 0, minute = 0, second = 0] = digits.map((each) =>
    Number(each ?? 0),
  );
  const millisecond = /^\d+/.test(fraction) ? Math.floor(Number(`0.${/^\d+/.exec(fraction)![0]}`) * 1000) : 0;
  return { year, month, day, hour, minute, second, millisecond };
}
