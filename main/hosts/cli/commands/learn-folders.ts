// `learn folders`: learns which photos a person puts together, so that searches can name the folders that a picture would fit.
import { LikenessError } from '../../../engine/api/errors.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { noOperands } from '../operands.ts';

export const learnFoldersCommand: Command = {
  name: 'learn folders',
  operands: '',
  summary: 'learn from your folders which photos belong together',
  options: { forget: { type: 'boolean', help: 'remove what was learned' } },
  async run({ operands, options, libraryFolder, progress, signal }: CommandCall): Promise<CommandResult> {
    noOperands(operands);
    return withEngine({ libraryFolder, read: false }, async ({ folderLearning }) => {
      if (options.flag('forget')) {
        await folderLearning.forget();
        return { summary: folderLearning.state(), lines: ['What was learned from the folders is removed.'] };
      }
      for await (const { progress: share } of folderLearning.learn(signal)) {
        progress(`Learning from the folders: ${Math.round(100 * share)} %`);
      }
      const state = folderLearning.state();
      if (state.lesson === null) throw new LikenessError('cancelled', 'Stopped; nothing was learned.');
      const { photoCount, folderCount, heldBackCount, learned, unlearned, isUseful } = state.lesson;
      const percent = (share: number): string => `${Math.round(100 * share)} %`;
      return {
        summary: state,
        lines: [
          `Learned from ${photoCount} photos in ${folderCount} folders.`,
          `Of ${heldBackCount} photos held back the right folder came first for ${percent(learned.namedFirst)}; ` +
            `by look alone for ${percent(unlearned.namedFirst)}. mAP ${learned.precision.toFixed(3)}; by look alone ${unlearned.precision.toFixed(3)}.`,
          isUseful
            ? 'Searches name the folders that a picture would fit.'
            : 'That is not worth it: searches name no folders.',
        ],
      };
    });
  },
};
