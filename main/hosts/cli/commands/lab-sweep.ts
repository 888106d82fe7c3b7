// `lab sweep`: indexes built with every combination of settings, each asked with every combination, as rows and figures.
import { appendFile } from 'node:fs/promises';
import { chartsOf } from '../../../engine/lab/vectors/curves.ts';
import type { FigureName } from '../../../engine/lab/vectors/figures.ts';
import { figureNames, figures } from '../../../engine/lab/vectors/figures.ts';
import type { RecallRow } from '../../../engine/lab/vectors/lab-recall.ts';
import { measureRecall } from '../../../engine/lab/vectors/lab-recall.ts';
import type { Command, CommandCall, CommandResult, ParsedOptions } from '../command.ts';
import { drawInto, startFile } from '../lab-files.ts';
import { noOperands, usage } from '../operands.ts';
import { recallLines } from '../recall-words.ts';
import { listOptions, readLists } from '../setting-options.ts';
import { readCount, readVectorFiles, resultOptions, vectorOptions } from '../vector-options.ts';

export const labSweepCommand: Command = {
  name: 'lab sweep',
  operands: '',
  summary: 'measure every combination of settings, as JSON lines, a table, and figures like those of the paper',
  options: {
    ...vectorOptions,
    ...resultOptions,
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
    const drawn = await drawInto(options.text('plots'), chartsOf(rows));
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
