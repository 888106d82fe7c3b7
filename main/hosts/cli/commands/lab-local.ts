// `lab local DIR`: image search by the places of photos, three ways on the same descriptors.
import type { LocalFigures } from '../../../engine/lab/local/lab-local.ts';
import { measureLocal } from '../../../engine/lab/local/lab-local.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { onlyOperand, required, toCount, toPath } from '../operands.ts';

export const labLocalCommand: Command = {
  name: 'lab local',
  operands: 'DIR',
  summary: 'measure image search by local descriptors: bag of features, Hamming embedding and IVFADC, and geometry',
  options: {
    truth: {
      type: 'string',
      value: 'CSV',
      help: "columns file, group, and if it likes role ('query' rows ask; else all)",
    },
    side: { type: 'string', value: 'PIXELS', help: 'the longer side at which photos are described (400)' },
    most: { type: 'string', value: 'COUNT', help: 'keypoints of a photo that are kept (500)' },
    nlist: { type: 'string', value: 'COUNT', help: 'cells of both indexes (256)' },
    nprobe: { type: 'string', value: 'COUNT', help: 'cells looked into (8)' },
    m: { type: 'string', value: 'BYTES', help: 'bytes of a code (8)' },
    words: { type: 'string', value: 'COUNT', help: 'words of the bag of features (1024)' },
    k: { type: 'string', value: 'COUNT', help: 'nearest descriptors that vote (100)' },
    verified: { type: 'string', value: 'COUNT', help: 'answers that geometry looks at (50)' },
  },
  async run({ operands, options, signal, progress }: CommandCall): Promise<CommandResult> {
    const count = (name: string, usual: number): number => toCount(options.text(name) ?? String(usual), name, 100_000);
    const report = await measureLocal({
      folder: toPath(onlyOperand(operands, 'folder of photos')),
      truth: toPath(required(options.text('truth'), 'truth')),
      ...{ side: count('side', 400), most: count('most', 500), nlist: count('nlist', 256) },
      ...{ nprobe: count('nprobe', 8), m: count('m', 8), words: count('words', 1024) },
      ...{ k: count('k', 100), verified: count('verified', 50), signal, onProgress: progress },
    });
    const { photoCount, missingCount, queryCount, descriptorsPerPhoto, describeMilliseconds, rows } = report;
    return {
      summary: report,
      lines: [
        `${queryCount} queries among ${photoCount} photos (${missingCount} could not be read), ` +
          `${descriptorsPerPhoto} descriptors and ${describeMilliseconds} CPU ms a photo`,
        ...rows.map(rowLine),
      ],
    };
  },
};

function rowLine({ method, mAP, recallAt1, bytesPerPhoto, milliseconds }: LocalFigures): string {
  const figures = `mAP ${mAP.toFixed(4)}, recall@1 ${recallAt1.toFixed(4)}`;
  return `${method}: ${figures}, ${bytesPerPhoto} bytes a photo, ${milliseconds} CPU ms a query`;
}
