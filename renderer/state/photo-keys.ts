// What keys do with the photo that has the focus, on every wall: with all that are selected, where it is one of them.
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { PhotoAction } from '../components/photo-action.ts';
import { wording } from '../wording.ts';
import { ratingKeys } from '../input/rating-keys.ts';
import type { PageState } from './page-state.svelte.ts';
import { mostExamples } from './photo-commands.ts';

export function findLike(page: PageState, photo: PhotoSummary): void {
  if (page.selection.has(photo.id)) void page.commands.findLike(page.selection.ids(mostExamples));
  else void page.find([{ photo }]);
}

/** Two selected photos are held against each other. @returns whether two are */
export function comparePair({ selection, commands }: PageState): boolean {
  if (selection.count !== 2) return false;
  void commands.compare(selection.ids(2));
  return true;
}

export function photoKeys(page: PageState): PhotoAction[] {
  const words = wording.selection;
  const { selection, commands } = page;
  return [
    {
      key: 'e',
      label: words.showInFolder,
      act: ({ id }) => page.library.status?.host.canShowInFolder && void commands.showInFolder(id),
    },
    {
      key: 'Mod+Enter',
      label: words.openFile,
      act: ({ id }) => page.library.status?.host.canOpenFile && void commands.openFile(id),
    },
    { key: 'Mod+c', label: words.copy, act: ({ id }) => void commands.copy(id) },
    {
      key: 'Delete',
      label: words.moveToBin,
      act: ({ id }) => (selection.has(id) ? page.binSelected() : void commands.moveToBin([id])),
    },
    ...ratingKeys.map((key, stars) => ({
      key,
      label: wording.rating.stars(stars),
      act: ({ id }: PhotoSummary) => void page.ratings.rate(selection.has(id) ? selection.ids() : [id], stars),
    })),
  ];
}
