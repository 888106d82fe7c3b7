// `lab sweep`: indexes built with every combination of settings, each asked with every combination, as rows and figures.
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FigureName } from '../../../engine/lab/vectors/figures.ts';
import { figureNames, figures } from '../../../engine/lab/vectors/figures.ts';
import type { RecallRow } from '../../../engine/lab/vectors/lab-recall.ts';
import { measureRecall } from '../../../engine/lab/vectors/lab-recall.ts';
import type { Command, CommandCall, CommandResult, ParsedOptions } from '../command.ts';
import { noOperands, toPath, usage } from '../operands.ts';
import { recallLines } from '../recall-words.ts';
import { listOptions, readLists } from '../setting-options.ts';
import { readCount, readVectorFiles, vectorOptions } from '../vector-options.ts';

export const labSweepCommand: Command = {
  name: 'lab sweep',
  operands: '',
  summary: 'measure every combination of settings, as JSON lines, a table, and figures like those of the paper',
  options: {
    ...vectorOptions,
    ...listOptions,
    figure: { type: 'string', value: 'NAME', help: `settings of a figure of the paper: ${figureNames.join(', ')}` },
    errors: { type: 'boolean', help: 'of pq: also how far the estimated distances are from the true ones' },
    out: { type: 'string', value: 'FILE', help: 'write the rows as JSON lines (with --json they go to stdout)' },
    plots: { type: 'string', value: 'DIR', help: 'draw the curves as SVG files' },
  },
  async run(call: CommandCall): Promise<CommandResult | null> {
    noOperands(call.operands);
    const { options } = call;
    const figure = readFigure(options);
    const settings = readLists(options, figure?.settings ?? {});
    const k = readCount(options, 'k', 10_000) ?? 100;
    const withErrors = options.flag('errors') || figure?.withErrors === true;
    const files = readVectorFiles(call);
    const out = await startFile(options.text('out'));
    const rows: RecallRow[] = [];
    for await (const row of measureRecall({ ...files, settings, k, withErrors })) {
      rows.push(row);
      if (out !== null) await appendFile(out, `${JSON.stringify(row)}\n`);
      if (options.flag('json')) call.announce({ summary: row, lines: [] });
    }
    const drawn = await drawAll(rows, options.text('plots'));
    if (options.flag('json')) return null;
    return { summary: {}, lines: [...recallLines(rows), ...drawn.map((path) => `Drawn: ${path}`)] };
  },
};

function readFigure(options: ParsedOptions) {
  const name = options.text('figure');
  if (name === undefined) return undefined;
  if (Object.hasOwn(figures, name)) return figures[name as FigureName];
  throw usage(`--figure takes ${figureNames.join(', ')}; '${name}' is none of them.`);
}

/** Empty, so that it holds the rows of this sweep alone. */
async function startFile(text: string | undefined): Promise<string | null> {
  if (text === undefined) return null;
  const path = toPath(text);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '');
  return path;
}

/** @returns the files written */
async function drawAll(rows: readonly RecallRow[], text: string | undefined): Promise<string[]> {
  if (text === undefined) return [];
  // Loaded only here: what draws is larger than all the rest of the command line.
  const { drawCharts } = await import('../../../engine/lab/vectors/draw-chart.ts');
  const folder = toPath(text);
  await mkdir(folder, { recursive: true });
  const charts = drawCharts(rows).map(({ name, svg }) => ({ path: join(folder, `${name}.svg`), svg }));
  for (const { path, svg } of charts) await writeFile(path, svg);
  return charts.map(({ path }) => path);
}
