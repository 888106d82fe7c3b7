import { describe, expect, test } from 'vitest';
import { PhotoQuery } from '../../../renderer/state/query.svelte.ts';
import {
  addPicture,
  askWith,
  changeFilter,
  isFiltered,
  isFull,
  mostPictures,
  nothingAsked,
  removePicture,
  setRegion,
  setRole,
  toSearchInput,
  type Question,
} from '../../../renderer/state/question.ts';
import { photo } from '../fake-engine.ts';

const query = (id: number) => new PhotoQuery(photo(id));
const ids = (question: Question) =>
  question.pictures.map((picture) => (picture.query.source === 'photo' ? picture.query.photo.id : null));
const input = (question: Question) =>
  toSearchInput(question, (asked) => ({ photoId: asked.source === 'photo' ? asked.photo.id : 0 }));

describe('a question', () => {
  test('asks with the first picture, the others that are looked for beside it, and those looked away from', () => {
    let question = askWith(nothingAsked, [query(1)]);
    question = addPicture(question, query(2), 'like');
    question = addPicture(question, query(3), 'not');
    expect(input(question)).toEqual({ query: { photoId: 1 }, also: [{ photoId: 2 }], not: [{ photoId: 3 }] });
  });

  test('asks with the region of each picture', () => {
    const region = { x: 0, y: 0, width: 0.5, height: 0.5 };
    let question = askWith(nothingAsked, [query(1), query(2)]);
    for (const picture of question.pictures) question = setRegion(question, picture, region);
    expect(input(question)).toMatchObject({ region, also: [{ photoId: 2, region }] });
  });

  test('is not changed by a step: going back is keeping the one before', () => {
    const before = askWith(nothingAsked, [query(1)]);
    addPicture(before, query(2), 'like');
    expect(ids(before)).toEqual([1]);
  });

  test('takes each photo once, and gives it the new role', () => {
    let question = askWith(nothingAsked, [query(1), query(2)]);
    question = addPicture(question, query(2), 'not');
    expect(ids(question)).toEqual([1, 2]);
    expect(question.pictures[1]?.role).toBe('not');
  });

  test('never consists of pictures to look away from alone', () => {
    let question = addPicture(askWith(nothingAsked, [query(1)]), query(2), 'not');
    expect(setRole(question, question.pictures[0]!, 'not')).toBe(question);
    question = removePicture(question, question.pictures[0]!);
    expect(question.pictures).toEqual([]);
  });

  test('takes no more pictures than the tray holds', () => {
    const many = Array.from({ length: mostPictures + 3 }, (_, i) => query(i + 1));
    const question = askWith(nothingAsked, many);
    expect(question.pictures).toHaveLength(mostPictures);
    expect(isFull(question)).toBe(true);
    expect(addPicture(question, query(99), 'like')).toBe(question);
  });

  test('keeps its filter when another picture is shown, and loses it piece by piece', () => {
    let question = changeFilter(nothingAsked, { camera: 'Nikon', rating: 3 });
    question = askWith(question, [query(1)]);
    expect(input(question).filter).toEqual({ camera: 'Nikon', rating: 3 });
    question = changeFilter(question, { camera: undefined, rating: undefined });
    expect(isFiltered(question)).toBe(false);
    expect(input(question)).not.toHaveProperty('filter');
  });
});
