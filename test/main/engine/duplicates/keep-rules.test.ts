import { describe, expect, it } from 'vitest';
import { keepRulesSchema } from '../../../../main/engine/api/duplicate-schemas.ts';
import { type CopyFile, isProtected, orderByRules } from '../../../../main/engine/duplicates/keep-rules.ts';
import { copyFile } from './copy-fixture.ts';

const rules = (given: object) => keepRulesSchema.parse(given);
const first = (files: CopyFile[], given: object) => orderByRules(files, rules(given))[0]!.id;

describe('the rules to keep by', () => {
  it('keep the largest by pixels, then by bytes', () => {
    const files = [copyFile(1, { width: 10 }), copyFile(2, { width: 20 }), copyFile(3, { width: 20, sizeBytes: 9000 })];
    expect(first(files, { order: ['largest'] })).toBe(3);
  });

  it('keep the oldest by the photo, then by the file', () => {
    const files = [
      copyFile(1, { takenAt: 5 }),
      copyFile(2, { takenAt: 3, modifiedAt: 9 }),
      copyFile(3, { takenAt: 3 }),
    ];
    expect(first(files, { order: ['oldest'] })).toBe(3);
  });

  it('keep what lies in the preferred folder, or below it, and not in one with a longer name', () => {
    const files = [copyFile(1, { path: '/photos/best2/a.jpg' }), copyFile(2, { path: '/photos/best/sub/a.jpg' })];
    expect(first(files, { order: ['folder'], folders: ['/photos/best'] })).toBe(2);
    expect(first(files, { order: ['folder'], folders: ['/photos/best2', '/photos/best'] })).toBe(1);
  });

  it('keep the preferred format', () => {
    const files = [copyFile(1, { format: 'jpeg' }), copyFile(2, { format: 'heic' })];
    expect(first(files, { order: ['format'], formats: ['heic', 'jpeg'] })).toBe(2);
    expect(first(files, { order: ['format'], formats: ['nef'] })).toBe(1);
  });

  it('ask the next rule only where the one before makes no difference', () => {
    const files = [
      copyFile(1, { width: 20, takenAt: 5 }),
      copyFile(2, { width: 20, takenAt: 4 }),
      copyFile(3, { width: 10, takenAt: 1 }),
    ];
    expect(first(files, { order: ['largest', 'oldest'] })).toBe(2);
    expect(first(files, { order: ['oldest', 'largest'] })).toBe(3);
    expect(orderByRules(files, rules({ order: [] })).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('protect a folder and what is below it', () => {
    const protecting = rules({ protectedFolders: ['/photos/master'] });
    expect(isProtected(copyFile(1, { path: '/photos/master/2019/a.jpg' }), protecting)).toBe(true);
    expect(isProtected(copyFile(2, { path: '/photos/masters/a.jpg' }), protecting)).toBe(false);
  });
});
