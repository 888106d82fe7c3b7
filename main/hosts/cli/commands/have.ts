// `have FOLDER...`: which photos of a memory card or a folder the library has already. Nothing is added.
import type { HaveAnswer } from '../../../engine/api/duplicate-schemas.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { toPath, usage } from '../operands.ts';

export const haveCommand: Command = {
  name: 'have',
  operands: 'FOLDER...',
  summary: 'say which of these photos the library has already, as they are or changed',
  options: { new: { type: 'boolean', help: 'list only what the library has not' } },
  async run({ operands, options, libraryFolder, signal, progress }: CommandCall): Promise<CommandResult> {
    if (operands.length === 0) throw usage('Name a folder or a file.');
    return withEngine({ libraryFolder, read: false }, async (engine) => {
      const answers: (Pick<HaveAnswer, 'path' | 'kind' | 'sameAs'> & {
        photoPath: string | null;
        message: string | null;
      })[] = [];
      for await (const answer of engine.duplicates.have(operands.map(toPath), signal)) {
        const { path, kind, photo, failure, sameAs, doneCount, totalCount } = answer;
        progress(`Looking at ${doneCount} of ${totalCount} files`);
        const photoPath = photo === null ? null : (engine.catalogue.filesOf(photo.id)[0]?.path ?? null);
        answers.push({ path, kind, photoPath, message: failure?.message ?? null, sameAs });
      }
      const count = (...kinds: string[]): number => answers.filter(({ kind }) => kinds.includes(kind)).length;
      const counts = {
        fileCount: answers.length,
        haveCount: count('exact', 'same-picture', 'near-copy'),
        newCount: count('new'),
        unreadableCount: count('unreadable'),
      };
      const shown = options.flag('new') ? answers.filter(({ kind }) => kind === 'new') : answers;
      return {
        summary: { ...counts, files: shown },
        lines: [
          ...shown.map(({ path, kind, photoPath, message }) =>
            [kind.padEnd(12), path, photoPath ?? message].filter(Boolean).join('  '),
          ),
          `${counts.haveCount} of ${counts.fileCount} are in the library, ${counts.newCount} are new, ${counts.unreadableCount} could not be read.`,
        ],
      };
    });
  },
};
