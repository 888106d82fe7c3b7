// The files that a lab command writes beside its table: rows as JSON lines, and plots.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Chart } from '../../engine/lab/vectors/curves.ts';
import { toPath } from './operands.ts';

/** Empty, so that it holds the rows of this run alone. @returns its path, or null where none is named */
export async function startFile(text: string | undefined): Promise<string | null> {
  if (text === undefined) return null;
  const path = toPath(text);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '');
  return path;
}

/** @param text the folder; nothing is drawn where none is named @returns the files written */
export async function drawInto(text: string | undefined, charts: readonly Chart[]): Promise<string[]> {
  if (text === undefined) return [];
  // Loaded only here: what draws is larger than all the rest of the command line.
  const { drawCharts } = await import('../../engine/lab/vectors/draw-chart.ts');
  const folder = toPath(text);
  await mkdir(folder, { recursive: true });
  const drawn = drawCharts(charts).map(({ name, svg }) => ({ path: join(folder, `${name}.svg`), svg }));
  for (const { path, svg } of drawn) await writeFile(path, svg);
  return drawn.map(({ path }) => path);
}
