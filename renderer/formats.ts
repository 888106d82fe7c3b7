// Numbers, dates and sizes as the person's locale writes them.
const integers = new Intl.NumberFormat();
const oneDecimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const plurals = new Intl.PluralRules('en');

export const formatCount = (count: number) => integers.format(count);
export const formatDate = (time: number) => date.format(time);
export const formatDateAndTime = (time: number) => dateAndTime.format(time);
export const formatMonth = (time: number) => month.format(time);

/** 'Saturday, 14 September', with the year unless it is this one. */
export function formatDay(time: number, now: number = Date.now()): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? day : dayOfYear).format(time);
}

/** '1 photo', '1,204 photos'. */
export function countOf(count: number, one: string, other: string): string {
  return `${formatCount(count)} ${plurals.select(count) === 'one' ? one : other}`;
}

export const photoCount = (count: number) => countOf(count, 'photo', 'photos');

/** 'less than a minute', 'about 7 minutes', 'about 2 hours'. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return 'less than a minute';
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${countOf(minutes, 'minute', 'minutes')}`;
  return `about ${countOf(Math.round(minutes / 60), 'hour', 'hours')}`;
}

/** '812 kB', '3.4 MB'. */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${formatCount(Math.max(1, Math.round(bytes / 1e3)))} kB`;
  return `${oneDecimal.format(bytes / 1e6)} MB`;
}

export const formatPixels = (width: number, height: number) => `${formatCount(width)} × ${formatCount(height)}`;
