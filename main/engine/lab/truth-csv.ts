// The truth that the lab measures against: a CSV file with a heading line, read with its faults named.
import { readFile } from 'node:fs/promises';
import { LikenessError } from '../api/errors.ts';

/** A photo and the group it belongs to: those of one group should find one another. */
export interface GroupRow {
  readonly file: string;
  readonly group: string;
  /** Whether this photo asks; without a column `role` all do. */
  readonly asks: boolean;
}

export interface CopyRow {
  readonly file: string;
  readonly original: string;
  readonly transform: string;
}

/** Columns file, group, and if it likes role: only rows with the role `query` ask. @throws LikenessError `usage` */
export async function readGroups(path: string): Promise<GroupRow[]> {
  const rows = await readRows(path, ['file', 'group']);
  return rows.map((row) => {
    const role = row.get('role');
    return { file: row.get('file')!, group: row.get('group')!, asks: role === undefined || role === 'query' };
  });
}

/** Columns file, original, transform. @throws LikenessError `usage` */
export async function readCopies(path: string): Promise<CopyRow[]> {
  const rows = await readRows(path, ['file', 'original', 'transform']);
  return rows.map((row) => ({
    file: row.get('file')!,
    original: row.get('original')!,
    transform: row.get('transform')!,
  }));
}

async function readRows(path: string, required: readonly string[]): Promise<Map<string, string>[]> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw new LikenessError('usage', `The truth file ${path} cannot be read.`, { cause: thrown });
  });
  const [heading = [], ...records] = parseCsv(text);
  const missing = required.filter((column) => !heading.includes(column));
  if (missing.length > 0) {
    throw new LikenessError('usage', `${path} has no column '${missing[0]}'. It needs ${required.join(', ')}.`);
  }
  return records.map((record, i) => {
    if (record.length !== heading.length) {
      const expected = `${heading.length} fields, as in the heading`;
      throw new LikenessError('usage', `${path}, record ${i + 2} has ${record.length} fields instead of ${expected}.`);
    }
    return new Map(heading.map((column, at) => [column, record[at]!]));
  });
}

/** RFC 4180: fields between commas, in double quotes where they hold commas, quotes ("") or line ends. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  // One field, quoted or bare, and what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const source = text.replace(/^\uFEFF/, '');
  while (field.lastIndex < source.length) {
    const at = field.lastIndex;
    const match = field.exec(source);
    if (match === null) throw new LikenessError('usage', `The CSV breaks off after '${source.slice(at, at + 20)}'.`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') {
      if (field.lastIndex === source.length) record.push('');
      else continue;
    }
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  return records;
}
