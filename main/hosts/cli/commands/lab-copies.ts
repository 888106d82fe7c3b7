// `lab copies`: whether changed copies find their originals first, and are grouped with them as duplicates.
import type { CopyGrouping } from '../../../engine/lab/copy-grouping.ts';
import { measureCopies } from '../../../engine/lab/lab-copies.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { labOptions, timeLine } from '../lab-words.ts';
import { noOperands, required, toPath, usage } from '../operands.ts';

export const labCopiesCommand: Command = {
  name: 'lab copies',
  operands: '',
  summary: 'measure whether changed copies find their originals first, and are grouped with them alone',
  options: {
    base: {
      type: 'string',
      multiple: true,
      value: 'DIR',
      help: 'originals, and other photos to be lost among; may be repeated',
    },
    copies: { type: 'string', value: 'DIR', help: 'the folder with the copies' },
    truth: { type: 'string', value: 'CSV', help: 'columns file, original, transform' },
    'no-grouping': { type: 'boolean', help: 'only ask: do not read the copies and group duplicates' },
    locate: { type: 'boolean', help: 'also look through the nearest photos for the picture, or parts of it' },
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
      grouping: !options.flag('no-grouping'),
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
        ...(report.grouping ? groupingLines(report.grouping) : []),
      ],
    };
  },
};

function groupingLines({ photoCount, transforms, ...grouping }: CopyGrouping): string[] {
  const { groupedShare, falseGroupCount, falseGroupsPer1000, falseGroups, seconds } = grouping;
  const rate = ((1000 * seconds) / photoCount).toFixed(0);
  return [
    `grouped with their original ${groupedShare.toFixed(4)}, false groups per 1,000 ${falseGroupsPer1000.toFixed(2)} ` +
      `(${falseGroupCount} among ${photoCount} photos; ${rate} ms a photo)`,
    ...Object.entries(transforms).map(([name, share]) => `  ${name.padEnd(12)} ${share.toFixed(4)}`),
    ...falseGroups.map((paths) => `false: ${paths.join(', ')}`),
  ];
}
