// Locality-sensitive hashing by several tables, built to be measured. Nothing is learned.
import { LshSearcher, Random, row } from '../../../../core/index.ts';
import type { Building, BuiltIndex, Settings } from './building.ts';
import { probing } from './building.ts';

/** What an id costs in each table beside its code: an entry of a bucket, and its share of the map of buckets. */
const TABLE_ENTRY_BYTES = 40;

export function fillLshTables({ bits, tables, seed }: Settings<'lsh-tables'>, { base }: Building): Promise<BuiltIndex> {
  const searcher = new LshSearcher(base.columns, { bits, tables, random: new Random(seed) });
  for (let id = 0; id < base.rows; id++) searcher.add(id, row(base, id));
  return Promise.resolve({
    tableBytes: base.rows * tables * (bits / 8 + TABLE_ENTRY_BYTES),
    asked: (asked) => (query, k) => searcher.search(query, { ...probing(asked), k }),
    release: () => undefined,
  });
}
