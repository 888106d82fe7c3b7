// The options that say which photos may answer, and what they mean.
import type { PhotoFilter } from '../../engine/api/filter-schemas.ts';
import type { CommandCall } from './command.ts';
import { toCount, toNear, toPath, toPictureType, toTime } from './operands.ts';

export const filterOptions = {
  after: { type: 'string', value: 'DATE', help: 'only photos taken from this day, month or year on' },
  before: { type: 'string', value: 'DATE', help: 'only photos taken before it' },
  near: { type: 'string', value: 'LAT,LON,KM', help: 'only photos taken so near to a place' },
  folder: { type: 'string', value: 'DIR', help: 'only photos in this folder or below' },
  type: { type: 'string', value: 'TYPE', help: 'only photos of this type, such as jpeg, png, heic or dng' },
  camera: { type: 'string', value: 'NAME', help: 'only photos of a camera with this in its name' },
  lens: { type: 'string', value: 'NAME', help: 'only photos taken through a lens with this in its name' },
  rating: { type: 'string', value: 'N', help: 'only photos with at least so many stars (1 to 5)' },
  text: {
    type: 'string',
    value: 'WORDS',
    help: 'only photos with these words in names, folders, camera, lens, title, description or keywords',
  },
  online: { type: 'boolean', help: 'only photos that can be opened now, on drives that are connected' },
} as const;

/** @returns undefined when no photo is left out. @throws LikenessError `usage` */
export function readFilter(options: CommandCall['options']): PhotoFilter | undefined {
  const read = <T>(name: string, toValue: (text: string) => T): T | undefined => {
    const text = options.text(name);
    return text === undefined ? undefined : toValue(text);
  };
  const filter: PhotoFilter = {
    after: read('after', (text) => toTime(text, 'after')),
    before: read('before', (text) => toTime(text, 'before')),
    near: read('near', toNear),
    folder: read('folder', toPath),
    format: read('type', toPictureType),
    camera: options.text('camera'),
    lens: options.text('lens'),
    rating: read('rating', (text) => toCount(text, 'rating', 5)),
    text: options.text('text'),
    online: options.flag('online') || undefined,
  };
  return Object.values(filter).some((value) => value !== undefined) ? filter : undefined;
}
