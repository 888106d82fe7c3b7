// What a part of the filter is set to, in words: on its chip, in the list of values, and in sentences.
import type { PhotoFilter } from '../../main/engine/api/filter-schemas.ts';
import type { FilterPart } from '../state/filters-state.svelte.ts';
import { filters as words } from './filters.ts';

export function labelOfPart(part: FilterPart, filter: PhotoFilter): string {
  switch (part) {
    case 'date':
      return words.dates(filter.after, filter.before);
    case 'place':
      return words.near(filter.near?.kilometres ?? 0, filter.near?.name);
    case 'folder':
      return filter.folder?.split(/[\\/]/).filter(Boolean).at(-1) ?? '';
    case 'format':
      return filter.format?.toUpperCase() ?? '';
    case 'camera':
      return filter.camera ?? '';
    case 'lens':
      return filter.lens ?? '';
    case 'rating':
      return words.rating(filter.rating ?? 1);
    case 'online':
      return words.names.online;
    case 'text':
      return words.words(filter.text ?? '');
  }
}
