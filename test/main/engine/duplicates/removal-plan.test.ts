import { describe, expect, it } from 'vitest';
import type { CopyKind } from '../../../../main/engine/api/duplicate-schemas.ts';
import { keepRulesSchema } from '../../../../main/engine/api/duplicate-schemas.ts';
import type { CopyPair } from '../../../../main/engine/duplicates/copy-rows.ts';
import type { CopyFile } from '../../../../main/engine/duplicates/keep-rules.ts';
import { planGroup } from '../../../../main/engine/duplicates/removal-plan.ts';
import { copyFile, copyPair } from './copy-fixture.ts';

interface Given {
  pairs?: CopyPair[];
  kinds?: CopyKind[];
  rules?: object;
  keep?: number[];
  bin?: number[];
  centre?: number;
}

function plan(
  files: CopyFile[],
  { pairs = [], kinds = ['exact', 'same-picture'], rules = {}, centre = 1, keep = [], bin = [] }: Given = {},
) {
  const pairOf = (one: number, other: number) =>
    pairs.find(({ firstId, secondId }) => firstId === Math.min(one, other) && secondId === Math.max(one, other));
  const chosen = { keep: new Set(keep), bin: new Set(bin) };
  const options = { rules: keepRulesSchema.parse(rules), kinds, chosen, centre, pairOf };
  const { kept, moved, staying } = planGroup(files, options);
  return {
    kept: kept?.id,
    moved: moved.map(({ file, kept }) => [file.id, kept.id]),
    staying: Object.fromEntries(staying.map(({ file, reason }) => [file.id, reason])),
  };
}

const large = { width: 100 };

describe('a plan', () => {
  it('keeps one of several exact copies and moves the others', () => {
    const files = [copyFile(1), copyFile(2, { photoId: 1 }), copyFile(3, { photoId: 1 })];
    expect(plan(files)).toEqual({ kept: 1, moved: [[2, 1], [3, 1]], staying: {} }); // prettier-ignore
    expect(plan(files, { kinds: [] }).moved).toEqual([]);
  });

  it('keeps what is offline, and what lies in a protected folder, even when another is kept', () => {
    const files = [
      copyFile(1),
      copyFile(2, { photoId: 1, offline: true }),
      copyFile(3, { photoId: 1, path: '/safe/3' }),
    ];
    const { moved, staying } = plan(files, { rules: { protectedFolders: ['/safe'] } });
    expect(moved).toEqual([]);
    expect(staying).toEqual({ 2: 'offline', 3: 'protected' });
  });

  it('follows what a person chose before rules and kinds', () => {
    const files = [copyFile(1, large), copyFile(2, { photoId: 1 }), copyFile(3)];
    const pairs = [copyPair(1, 3, { kind: 'near-copy' })];
    expect(plan(files, { pairs, keep: [2] })).toEqual({ kept: 2, moved: [[1, 2]], staying: { 3: 'kind-not-chosen' } });
    expect(plan(files, { pairs, keep: [1, 2], bin: [3] })).toEqual({ kept: 1, moved: [[3, 1]], staying: { 2: 'chosen' } }); // prettier-ignore
  });

  it('moves nothing of a group that was chosen for the bin as a whole, and nothing protected', () => {
    const files = [copyFile(1), copyFile(2, { photoId: 1 })];
    const both = { bin: [1, 2] };
    expect(plan(files, both)).toEqual({ kept: undefined, moved: [], staying: { 1: 'nothing-kept', 2: 'nothing-kept' } }); // prettier-ignore
    const safe = [copyFile(1, { path: '/safe/1' }), copyFile(2, { photoId: 1 })];
    expect(plan(safe, { ...both, rules: { protectedFolders: ['/safe'] } })).toMatchObject({ moved: [[2, 1]] });
  });

  it('never leaves the only copy on a drive that is away', () => {
    const files = [copyFile(1, { ...large, offline: true }), copyFile(2, { photoId: 1 })];
    expect(plan(files)).toMatchObject({ kept: 2, moved: [] });
    expect(plan([copyFile(1, { offline: true })])).toMatchObject({ kept: undefined, moved: [] });
  });

  it('moves only what was held against what is kept', () => {
    const files = [copyFile(1), copyFile(2, large), copyFile(3)];
    const pairs = [copyPair(1, 2), copyPair(1, 3)];
    // 2 is kept; 1 is its copy; 3 is a copy of 1 alone.
    expect(plan(files, { pairs })).toEqual({ kept: 2, moved: [[1, 2]], staying: { 3: 'not-compared' } });
  });

  it('moves small copies of a photo although a screenshot of it is kept for its size', () => {
    const files = [copyFile(1, { width: 50 }), copyFile(2, large), copyFile(3)];
    const pairs = [copyPair(1, 2, { kind: 'near-copy', share: 0.5 }), copyPair(1, 3)];
    expect(plan(files, { pairs })).toEqual({ kept: 2, moved: [[3, 1]], staying: { 1: 'kind-not-chosen' } });
  });

  it('moves a crop when asked to, and never the photo for its crop', () => {
    const crop = copyPair(1, 2, { kind: 'near-copy', part: 'second', share: 0.3 });
    const kinds: CopyKind[] = ['near-copy'];
    expect(plan([copyFile(1, large), copyFile(2)], { pairs: [crop], kinds }).moved).toEqual([[2, 1]]);
    const upscaled = [copyFile(1), copyFile(2, large)];
    expect(plan(upscaled, { pairs: [crop], kinds, centre: 2 })).toMatchObject({
      moved: [],
      staying: { 1: 'shows-more' },
    });
  });

  it('keeps the file with the camera record before one that lost it', () => {
    const pairs = [copyPair(1, 2, { kind: 'near-copy', part: 'second', share: 0.3 })];
    const files = [copyFile(1, large), copyFile(2, { hasCamera: true })];
    expect(plan(files, { pairs, kinds: ['near-copy'] }).staying).toEqual({ 2: 'from-camera' });
  });
});
