// `lab copies`: whether changed copies find their originals first.
import { measureCopies } from '../../../engine/lab/lab-copies.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { labOptions, timeLine } from '../lab-words.ts';
import { noOperands, required, toPath, usage } from '../operands.ts';

export const labCopiesCommand: Command = {
  name: 'lab copies',
  operands: '',
  summary: 'measure whether changed copies find their originals first (grouping of copies comes with a later release)',
  options: {
    base: {
      type: 'string',
      multiple: true,
      value: 'DIR',
      help: 'originals, and other photos to be lost among; may be repeated',
    },
    copies: { type: 'string', value: 'DIR', help: 'the folder with the copies' },
    truth: { type: 'string', value: 'CSV', help: 'columns file, original, transform' },
    exact: { type: 'boolean', help: 'compare every stored feature, without the index' },
    whole: { type: 'boolean', help: 'ask with the whole picture alone, without its turns and crops' },
  },
  async run({ operands, options, signal, progress }: CommandCall): Promise<CommandResult> {
    noOperands(operands);
    const base = options.texts('base').map(toPath);
    if (base.length === 0) throw usage('--base is missing: name the folder with the originals.');
    const report = await measureCopies({
      base,
      copies: toPath(required(options.text('copies'), 'copies')),
      truth: toPath(required(options.text('truth'), 'truth')),
      ...labOptions(options),
      signal,
      onProgress: progress,
    });
    return {
      summary: report,
      lines: [
        `recall@1 ${report.recallAt1.toFixed(4)} over ${report.queryCount} copies among ${report.photoCount} photos`,
        ...Object.entries(report.transforms).map(
          ([name, { recallAt1 }]) => `  ${name.padEnd(12)} ${recallAt1.toFixed(4)}`,
        ),
        timeLine(report),
      ],
    };
  },
};
