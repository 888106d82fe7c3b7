// Dates in what a person types, in English and in Chinese: 'summer 2019', 'May 2018', '2015 to 2017', '2019年夏天'. What is left
// are words to look for.

export interface Span {
  /** Milliseconds since 1970, inclusive. */
  after: number;
  /** Milliseconds since 1970, exclusive. */
  before: number;
}

export interface TypedFilter {
  span: Span | null;
  /** Without the date; '' when nothing else was typed. */
  words: string;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthName = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const year = '((?:18|19|20)\\d\\d)';
/** First month of the season in the northern half of the world, and how many months it has; winter ends in the next year. */
const seasons: Readonly<Record<string, number>> = {
  ...{ spring: 2, summer: 5, autumn: 8, fall: 8, winter: 11 },
  ...{ 春: 2, 夏: 5, 秋: 8, 冬: 11 },
};

interface Form {
  pattern: RegExp;
  /** @param parts what the pattern's groups hold */
  read: (parts: string[], now: Date) => Span;
}

/** The longer a form, the earlier it stands: 'May 2019' would else be read as a year. */
const forms: readonly Form[] = [
  { pattern: word(`${year}-(\\d\\d)-(\\d\\d)`), read: ([y, m, d]) => days(Number(y), Number(m) - 1, Number(d)) },
  {
    pattern: /((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/,
    read: ([y, m, d]) => days(+y!, +m! - 1, +d!),
  },
  { pattern: word(`(\\d{1,2})\\s+${monthName}\\s+${year}`), read: ([d, m, y]) => days(+y!, monthOf(m!), +d!) },
  { pattern: word(`${monthName}\\s+(\\d{1,2}),?\\s+${year}`), read: ([m, d, y]) => days(+y!, monthOf(m!), +d!) },
  { pattern: word(`${monthName}\\s+${year}`), read: ([m, y]) => span(+y!, monthOf(m!), 1) },
  { pattern: /((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月/, read: ([y, m]) => span(+y!, +m! - 1, 1) },
  { pattern: word(`(spring|summer|autumn|fall|winter)\\s+(?:of\\s+)?${year}`), read: ([s, y]) => season(s!, y!) },
  { pattern: /((?:19|20)\d\d)\s*年?\s*([春夏秋冬])[天季]?/, read: ([y, s]) => season(s!, y!) },
  { pattern: word(`${year}\\s*(?:to|until|-|–)\\s*${year}`), read: ([y, z]) => years(+y!, +z!) },
  { pattern: /((?:19|20)\d\d)\s*年?\s*(?:到|至|~)\s*((?:19|20)\d\d)\s*年?/, read: ([y, z]) => years(+y!, +z!) },
  { pattern: word('((?:18|19|20)\\d)0s'), read: ([decade]) => years(+`${decade}0`, +`${decade}9`) },
  { pattern: /((?:19|20)\d\d)\s*年/, read: ([y]) => years(+y!, +y!) },
  { pattern: word(year), read: ([y]) => years(+y!, +y!) },
  { pattern: spoken('today', '今天'), read: (_, now) => daysFrom(now, 0) },
  { pattern: spoken('yesterday', '昨天'), read: (_, now) => daysFrom(now, -1) },
  { pattern: spoken('this month', '这个月|本月'), read: (_, now) => span(now.getFullYear(), now.getMonth(), 1) },
  { pattern: spoken('last month', '上个月|上月'), read: (_, now) => span(now.getFullYear(), now.getMonth() - 1, 1) },
  { pattern: spoken('this year', '今年'), read: (_, now) => years(now.getFullYear(), now.getFullYear()) },
  { pattern: spoken('last year', '去年'), read: (_, now) => years(now.getFullYear() - 1, now.getFullYear() - 1) },
];

/** Text in quotes is never read as a date: "2019" finds names. */
export function readTyped(text: string, now = new Date()): TypedFilter {
  for (const { pattern, read } of forms) {
    const match = pattern.exec(text);
    if (match === null || isQuoted(text, match.index)) continue;
    const rest = text.slice(0, match.index) + ' ' + text.slice(match.index + match[0].length);
    return { span: read(match.slice(1), now), words: tidy(rest) };
  }
  return { span: null, words: tidy(text) };
}

function word(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_.-])${pattern}(?![\\p{L}\\p{N}_.-])`, 'iu');
}

function spoken(english: string, chinese: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${english.replace(' ', '\\s+')}(?![\\p{L}\\p{N}])|${chinese}`, 'iu');
}

function isQuoted(text: string, index: number): boolean {
  return (text.slice(0, index).match(/["“”]/g)?.length ?? 0) % 2 === 1;
}

function tidy(text: string): string {
  return text
    .replace(/["“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^ ?(in|from|of) | (in|from|of) ?$/gi, ' ')
    .trim();
}

function monthOf(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase());
}

function season(name: string, ofYear: string): Span {
  return span(Number(ofYear), seasons[name.toLowerCase()]!, 3);
}

function years(first: number, last: number): Span {
  return span(Math.min(first, last), 0, 12 * (Math.abs(last - first) + 1));
}

function span(ofYear: number, month: number, monthCount: number): Span {
  return { after: new Date(ofYear, month).getTime(), before: new Date(ofYear, month + monthCount).getTime() };
}

function days(ofYear: number, month: number, day: number): Span {
  return { after: new Date(ofYear, month, day).getTime(), before: new Date(ofYear, month, day + 1).getTime() };
}

function daysFrom(now: Date, offset: number): Span {
  return days(now.getFullYear(), now.getMonth(), now.getDate() + offset);
}
