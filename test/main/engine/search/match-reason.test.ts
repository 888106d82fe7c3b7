import { describe, expect, test } from 'vitest';
import type { PrintComparison } from '../../../../core/index.ts';
import type { PartAgreement } from '../../../../main/engine/ingest/describe-protocol.ts';
import { COPIED_PRINT } from '../../../../main/engine/search/closeness.ts';
import { type MatchEvidence, matchReasons } from '../../../../main/engine/search/match-reason.ts';
import type { PictureLook } from '../../../../main/engine/search/picture-look.ts';

const unlike: PrintComparison = { similarity: 0, quarterTurns: 0, mirrored: false };
const turned: PrintComparison = { similarity: 1, quarterTurns: 1, mirrored: false };
const mirrored: PrintComparison = { similarity: COPIED_PRINT, quarterTurns: 0, mirrored: true };
const noon = new Date(2019, 6, 31, 12).getTime();
const hour = 3_600_000;
const look: PictureLook = { width: 1200, height: 900, colour: 0x804020, shotAt: null };

function codes(evidence: Partial<MatchEvidence>): string[] {
  const second = { print: null, agreement: null };
  const whole = { variant: 'whole', second, kind: 'near-copy', shown: look, photo: look, ...evidence } as const;
  return matchReasons(whole).map(({ code }) => code);
}

const withPrint = (print: PrintComparison) => codes({ second: { print, agreement: null } });

describe('a copy', () => {
  test('is named by how it lies', () => {
    expect(withPrint(turned)).toEqual(['rotated']);
    expect(withPrint(mirrored)).toEqual(['mirrored']);
    expect(withPrint({ ...mirrored, quarterTurns: 3 })).toEqual(['rotated-mirrored']);
  });

  test('is named with its share, and a photo inside a screenshot as that', () => {
    const cut: PartAgreement = { similarity: 0.99, part: 'query', share: 0.36 };
    const of = (agreement: PartAgreement) =>
      matchReasons({
        variant: 'whole',
        second: { print: unlike, agreement },
        kind: 'near-copy',
        shown: look,
        photo: look,
      });
    expect(of(cut)).toEqual([{ code: 'cropped', share: 0.36 }]);
    expect(of({ ...cut, part: 'photo' })).toEqual([{ code: 'inside-picture' }]);
    expect(of({ ...cut, share: 1 })).toEqual([]);
  });

  test('is black and white when it has no colour and the picture has', () => {
    const grey = { ...look, colour: 0x606060 };
    expect(codes({ photo: grey })).toEqual(['black-and-white']);
    expect(codes({ photo: grey, shown: grey })).toEqual([]);
    expect(codes({ shown: grey })).toEqual([]);
    expect(codes({ photo: { ...look, colour: 0x605048 } })).toEqual([]);
  });

  test('is small at a quarter of the pixels, but not where one is a part of the other', () => {
    const photo = { ...look, width: 600, height: 450 };
    expect(codes({ photo, kind: 'same-picture' })).toEqual(['small']);
    expect(codes({ photo: { ...photo, width: 700 } })).toEqual([]);
    const agreement: PartAgreement = { similarity: 0.99, part: 'photo', share: 0.2 };
    expect(codes({ photo, second: { print: unlike, agreement } })).toEqual(['inside-picture']);
  });

  test('names all that holds, and nothing of several pictures', () => {
    const photo = { width: 300, height: 225, colour: 0x707070, shotAt: noon };
    expect(codes({ photo, second: { print: turned, agreement: null } })).toEqual([
      'rotated',
      'black-and-white',
      'small',
    ]);
    expect(codes({ photo, shown: null })).toEqual([]);
  });
});

describe('another photo', () => {
  test('names the form of the picture that came nearest', () => {
    expect(codes({ variant: 'turned-90', kind: 'same-scene' })).toEqual(['rotated']);
    expect(codes({ variant: 'crop-centre', kind: 'alike' })).toEqual(['part']);
    expect(codes({ variant: 'crop-centre', kind: 'no-match' })).toEqual([]);
  });

  test('was taken on the same day only when both cameras say so', () => {
    const at = (shotAt: number | null) => ({ ...look, shotAt });
    const days = (shown: number | null, photo: number | null) =>
      codes({ kind: 'same-scene', shown: at(shown), photo: at(photo) });
    expect(days(noon, noon + 6 * hour)).toEqual(['same-day']);
    expect(days(noon, noon + 13 * hour)).toEqual([]);
    expect(days(noon, null)).toEqual([]);
    expect(days(null, noon)).toEqual([]);
  });
});
