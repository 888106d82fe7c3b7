// `lab photos DIR`: the quality and speed of the whole pipeline on photos whose groups are known.
import { measurePhotos } from '../../../engine/lab/lab-photos.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { onlyOperand, required, toCount, toPath } from '../operands.ts';
import { labOptions, timeLine } from '../lab-words.ts';

export const labPhotosCommand: Command = {
  name: 'lab photos',
  operands: 'DIR',
  summary: 'measure how well photos of one group find one another: mAP, recall@1, precision@N, ms a query, photos/s',
  options: {
    truth: {
      type: 'string',
      value: 'CSV',
      help: "columns file, group, and if it likes role ('query' rows ask; else all)",
    },
    distractors: {
      type: 'string',
      multiple: true,
      value: 'DIR',
      help: 'other photos to be lost among; may be repeated',
    },
    'precision-at': { type: 'string', value: 'N', help: 'the N of precision@N (10)' },
    exact: { type: 'boolean', help: 'compare every stored feature, without the index' },
    whole: { type: 'boolean', help: 'ask with the whole picture alone, without its turns and crops' },
  },
  async run({ operands, options, signal, progress }: CommandCall): Promise<CommandResult> {
    const report = await measurePhotos({
      folder: toPath(onlyOperand(operands, 'folder of photos')),
      truth: toPath(required(options.text('truth'), 'truth')),
      distractors: options.texts('distractors').map(toPath),
      precisionCount: toCount(options.text('precision-at') ?? '10', 'precision-at', 1000),
      ...labOptions(options),
      signal,
      onProgress: progress,
    });
    const { mAP, recallAt1, precision, queryCount, photoCount, failureCount, missingCount } = report;
    return {
      summary: report,
      lines: [
        `mAP ${mAP.toFixed(4)}, recall@1 ${recallAt1.toFixed(4)}, precision@${precision.at} ${precision.value.toFixed(4)}`,
        `${queryCount} queries among ${photoCount} photos (${failureCount} could not be read)`,
        ...(missingCount === 0 ? [] : [`${missingCount} files of the truth are not there or could not be read`]),
        timeLine(report),
      ],
    };
  },
};
