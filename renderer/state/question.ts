// What is asked: the pictures in the tray and what photos must be to pass. A value that is never changed: each step makes a
// new one, so that undoing is going back to the one before.
import type { PhotoFilter } from '../../main/engine/api/filter-schemas.ts';
import type { AskedPicture, Region, SearchInput } from '../../main/engine/api/search-schemas.ts';
import type { Query } from './query.svelte.ts';

/** like: looked for; not: looked away from. */
export type Role = 'like' | 'not';

export interface TrayPicture {
  readonly query: Query;
  readonly role: Role;
  /** The part that is asked with; null for the whole picture. */
  readonly region: Region | null;
}

export interface Question {
  /** In the order in which they came; the first that is looked for also asks with its turns and crops. */
  readonly pictures: readonly TrayPicture[];
  readonly filter: PhotoFilter;
}

/** More would not fit the tray; the engine takes twice as many. */
export const mostPictures = 8;

export const nothingAsked: Question = { pictures: [], filter: {} };

/** A new search keeps the filter: it stands on the screen and says what it leaves out. */
export function askWith(question: Question, queries: readonly Query[]): Question {
  const pictures = queries.slice(0, mostPictures).map((query): TrayPicture => ({ query, role: 'like', region: null }));
  return { ...question, pictures };
}

/** Adds a picture, or gives it the role when it is in the tray already. Says nothing when the tray is full. */
export function addPicture(question: Question, query: Query, role: Role): Question {
  const present = question.pictures.find((picture) => isSame(picture.query, query));
  if (present) return setRole(question, present, role);
  if (isFull(question)) return question;
  return { ...question, pictures: [...question.pictures, { query, role, region: null }] };
}

export function isFull(question: Question): boolean {
  return question.pictures.length >= mostPictures;
}

/** Without a picture that is looked for nothing can be asked: those looked away from go with the last one. */
export function removePicture(question: Question, picture: TrayPicture): Question {
  const pictures = question.pictures.filter((other) => other !== picture);
  return { ...question, pictures: pictures.some(isLike) ? pictures : [] };
}

/** The last picture that is looked for keeps its role. */
export function setRole(question: Question, picture: TrayPicture, role: Role): Question {
  if (picture.role === role) return question;
  const changed = replace(question, picture, { ...picture, role });
  return changed.pictures.some(isLike) ? changed : question;
}

/** @param region null for the whole picture again */
export function setRegion(question: Question, picture: TrayPicture, region: Region | null): Question {
  return replace(question, picture, { ...picture, region });
}

/** A picture in another one's place, in its role. */
export function replaceQuery(question: Question, picture: TrayPicture, query: Query): Question {
  return replace(question, picture, { query, role: picture.role, region: null });
}

/** What is undefined in `change` no longer filters. */
export function changeFilter(
  question: Question,
  change: { [Key in keyof PhotoFilter]: PhotoFilter[Key] | undefined },
): Question {
  const kept = Object.entries({ ...question.filter, ...change }).filter(([, value]) => value !== undefined);
  return { ...question, filter: Object.fromEntries(kept) };
}

export function isLike(picture: TrayPicture): boolean {
  return picture.role === 'like';
}

export function isFiltered({ filter }: Question): boolean {
  return Object.keys(filter).length > 0;
}

/**
 * What the engine is asked, once each picture has the engine's name for it.
 * @param asked the engine's name of a tray picture
 */
export function toSearchInput(
  question: Question,
  asked: (query: Query) => { pictureId: string } | { photoId: number },
): Pick<SearchInput, 'query' | 'region' | 'also' | 'not' | 'filter'> {
  const [first, ...also] = question.pictures.filter(isLike);
  if (first === undefined) throw new Error('a question needs a picture that is looked for');
  const name = ({ query, region }: TrayPicture): AskedPicture => ({ ...asked(query), ...(region ? { region } : {}) });
  return {
    query: asked(first.query),
    ...(first.region ? { region: first.region } : {}),
    also: also.map(name),
    not: question.pictures.filter((picture) => !isLike(picture)).map(name),
    ...(isFiltered(question) ? { filter: question.filter } : {}),
  };
}

function replace(question: Question, picture: TrayPicture, by: TrayPicture): Question {
  return { ...question, pictures: question.pictures.map((other) => (other === picture ? by : other)) };
}

function isSame(one: Query, other: Query): boolean {
  if (one === other) return true;
  return one.source === 'photo' && other.source === 'photo' && one.photo.id === other.photo.id;
}
