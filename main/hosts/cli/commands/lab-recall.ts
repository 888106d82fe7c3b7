// `lab recall`: one index on given vectors, measured against their true neighbours.
import type { RecallRow } from '../../../engine/lab/vectors/lab-recall.ts';
import { measureRecall } from '../../../engine/lab/vectors/lab-recall.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { noOperands } from '../operands.ts';
import { recallLines } from '../recall-words.ts';
import { readCount, readVectorFiles, resultOptions, vectorOptions } from '../vector-options.ts';
import { readSettings, settingOptions } from '../setting-options.ts';

export const labRecallCommand: Command = {
  name: 'lab recall',
  operands: '',
  summary:
    'measure a search method on vectors: recall@1/10/100, overlap of the first 10, ms a query, bytes, build time',
  options: { ...vectorOptions, ...resultOptions, ...settingOptions },
  async run(call: CommandCall): Promise<CommandResult> {
    noOperands(call.operands);
    const rows: RecallRow[] = [];
    const settings = readSettings(call.options);
    const k = readCount(call.options, 'k', 10_000) ?? 100;
    for await (const row of measureRecall({ ...readVectorFiles(call), settings, k })) rows.push(row);
    return { summary: rows.length === 1 ? rows[0]! : { rows }, lines: recallLines(rows) };
  },
};
