// `search IMAGE`: the photos most like a picture, or like several and unlike others, one line per file.
import type { AskedPicture, Match } from '../../../engine/api/search-schemas.ts';
import { MOST_PICTURES } from '../../../engine/api/search-schemas.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { filterOptions, readFilter } from '../filter-options.ts';
import { onlyOperand, toCount, toPath, toRegion, usage } from '../operands.ts';

interface FoundFile {
  readonly path: string;
  /** ADC estimate of the squared distance between unit features. */
  readonly distance: number;
  /** Cosine that belongs to the distance: 1 for the same, about 0 for unrelated pictures. */
  readonly score: number;
  readonly closeness: number;
  readonly kind: Match['kind'];
  readonly reason: string | null;
  /** Files with exactly this content, this one included; they follow each other. */
  readonly copies: number;
  readonly offline: boolean;
  /** Where both show the same, with --locate; in fractions of the sides. */
  readonly area: Match['area'] | null;
}

const MOST_RESULTS = 1000;

export const searchCommand: Command = {
  name: 'search',
  operands: 'IMAGE',
  summary: 'find the photos most like a picture, or like several',
  options: {
    top: { type: 'string', value: 'N', help: 'how many results (20)' },
    region: { type: 'string', value: 'X,Y,W,H', help: 'search with this part of the picture (fractions of it)' },
    also: {
      type: 'string',
      multiple: true,
      value: 'IMAGE',
      help: 'a further example of what is meant; may be repeated',
    },
    not: { type: 'string', multiple: true, value: 'IMAGE', help: 'an example of what is not meant; may be repeated' },
    exact: { type: 'boolean', help: 'compare every stored feature, without the index' },
    locate: {
      type: 'boolean',
      help: 'look for the picture, or parts of it, in the nearest photos: for crops, collages, screenshots',
    },
    whole: { type: 'boolean', help: 'the whole picture alone, without its turns and crops' },
    ...filterOptions,
  },
  async run({ operands, options, libraryFolder, signal }: CommandCall): Promise<CommandResult> {
    const query = toPath(onlyOperand(operands, 'picture to search with'));
    const { also, not } = readExamples({ options });
    const limit = toCount(options.text('top') ?? '20', 'top', MOST_RESULTS);
    const region = options.text('region');
    const mode = options.flag('whole') ? 'quick' : 'thorough';
    const asked = { mode, limit, ...(region === undefined ? {} : { region: toRegion(region) }) } as const;
    const filter = readFilter(options);
    const extras = { exact: options.flag('exact') };
    return withEngine({ libraryFolder, read: false }, async (engine) => {
      const { id: pictureId } = await engine.queries.openPath(query, { thorough: mode === 'thorough' });
      const feedback = { also: await openPictures(engine, also), not: await openPictures(engine, not) };
      const input = { ...asked, ...feedback, ...(filter && { filter }), query: { pictureId } };
      const answer = options.flag('locate')
        ? await engine.locating.locateAll(input, signal)
        : await engine.search.run(input, signal, extras);
      const results = answer.matches.flatMap((match) => filesOf(engine, match)).slice(0, limit);
      const { searchedCount: searched, totalCount: total, milliseconds: ms } = answer;
      return {
        summary: {
          query,
          also,
          not,
          results,
          folders: answer.folders,
          ms,
          mode: answer.mode,
          searched,
          total,
          offlineFolders: answer.offlineRootCount,
        },
        lines: [
          ...results.map(
            ({ closeness, kind, path }) => `${String(Math.floor(closeness)).padStart(3)}  ${words[kind]}  ${path}`,
          ),
          ...answer.folders.map(({ path, share }) => `Would fit ${path} (${Math.round(100 * share)} % of the nearest)`),
          ...(results.length === 0 && filter ? ['No photo passes the filters.'] : []),
          `${searched} of ${total} photos searched in ${Math.round(ms.total)} ms.`,
        ],
      };
    });
  },
};

const words: Record<Match['kind'], string> = {
  'same-picture': 'Same picture',
  'near-copy': 'Near-copy   ',
  'same-scene': 'Same scene  ',
  alike: 'Alike       ',
  'no-match': 'No match    ',
};

/** As scripts read it; the page has its own, in its language. */
function reasonWords(reason: Match['reasons'][number]): string {
  switch (reason.code) {
    case 'cropped':
      return `cropped to ${Math.round(100 * reason.share)} %`;
    case 'part-inside':
      return `${Math.round(100 * reason.share)} % of it is in the picture`;
    case 'rotated-mirrored':
      return 'rotated and mirrored';
    case 'part':
      return 'part of it';
    case 'inside-picture':
      return 'inside the picture';
    case 'black-and-white':
      return 'black and white';
    case 'same-day':
      return 'same day';
    case 'rotated':
    case 'mirrored':
    case 'small':
      return reason.code;
  }
}

function readExamples({ options }: Pick<CommandCall, 'options'>): { also: string[]; not: string[] } {
  const also = options.texts('also').map(toPath);
  const not = options.texts('not').map(toPath);
  if (1 + also.length + not.length > MOST_PICTURES) {
    throw usage(`--also and --not take up to ${MOST_PICTURES - 1} pictures together, not ${also.length + not.length}.`);
  }
  return { also, not };
}

/** Further pictures are asked with as they are, without turns and crops. */
async function openPictures(engine: Engine, paths: readonly string[]): Promise<AskedPicture[]> {
  const opened: AskedPicture[] = [];
  for (const path of paths) opened.push({ pictureId: (await engine.queries.openPath(path, { thorough: false })).id });
  return opened;
}

function filesOf(engine: Engine, { photo, distance, closeness, kind, reasons, area }: Match): FoundFile[] {
  const files = engine.catalogue.filesOf(photo.id);
  const score = 1 - distance / 2;
  return files.map(({ path, offline }) => ({
    path,
    distance,
    score,
    closeness,
    kind,
    reason: reasons.map(reasonWords).join(', ') || null,
    copies: files.length,
    offline,
    area: area ?? null,
  }));
}
