// Figures of recall from several seeds: their mean, and how far it lies from another side's.

export const MEASURES = ['recall@1', 'recall@10', 'recall@100', 'overlap10'] as const;
export type Recall = Readonly<Record<(typeof MEASURES)[number], number>>;

/** A row of faiss-reference.json, or of ours under FAISS's name for it. */
export interface SystemRow extends Recall {
  readonly system: string;
  readonly m?: number | undefined;
  readonly nlist?: number | undefined;
  readonly nprobe?: number | undefined;
}

/** What a row measures; the same for all seeds. */
export function nameOf({ system, m, nlist, nprobe }: SystemRow): string {
  const settings = Object.entries({ m, nlist, w: nprobe }).filter(([, value]) => value !== undefined);
  return [system, ...settings.map(([name, value]) => `${name}=${value}`)].join(' ');
}

/** The mean of each row over the runs, which all have the same rows. */
export function meansOf(runs: readonly (readonly SystemRow[])[]): SystemRow[] {
  return runs[0]!.map((row) => {
    const same = runs.map((run) => rowNamed(run, nameOf(row)));
    const mean = (name: keyof Recall): number => same.reduce((sum, each) => sum + each[name], 0) / same.length;
    return { ...row, ...(Object.fromEntries(MEASURES.map((name) => [name, mean(name)])) as Recall) };
  });
}

/** @throws Error when there is none */
export function rowNamed(rows: readonly SystemRow[], name: string): SystemRow {
  const found = rows.find((row) => nameOf(row) === name);
  if (found === undefined) throw new Error(`There is no row ${name}.`);
  return found;
}

/** Points of a hundred that each figure of `rows` lies above that of `others`. */
export function gapsOf(rows: readonly SystemRow[], others: readonly SystemRow[]): number[] {
  return rows.flatMap((row) => {
    const other = rowNamed(others, nameOf(row));
    return MEASURES.map((name) => 100 * (row[name] - other[name]));
  });
}

/** "70 of 72, from -1.6 to +1.9" */
export function inWords(gaps: readonly number[], allowed: number): string {
  const within = gaps.filter((gap) => Math.abs(gap) <= allowed + 1e-9).length;
  return `${within} of ${gaps.length}, from ${signed(Math.min(...gaps))} to ${signed(Math.max(...gaps))}`;
}

export function signed(points: number): string {
  return `${points >= 0 ? '+' : ''}${points.toFixed(1)}`;
}
