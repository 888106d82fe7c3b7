// The similarity or affine map that carries points of one picture to points of another with the least squared error.
import type { AffineMap } from '../describe/affine-map.ts';
import { solveLinear } from '../linalg/solve-linear.ts';

/** A place of the first picture and the one of the second that looks like it, in pixels. */
export interface PlacePair {
  readonly x: number;
  readonly y: number;
  readonly toX: number;
  readonly toY: number;
  /** How the place itself has grown (a factor) and turned (radians, clockwise); for `verifyGeometry`, where it is known. */
  readonly change?: { readonly scale: number; readonly turn: number };
}

/** `similarity`: moved, turned and scaled, of 2 pairs; `affine`: stretched and skewed too, of 3. */
export type MapModel = 'similarity' | 'affine';

export const PAIRS_NEEDED: Readonly<Record<MapModel, number>> = { similarity: 2, affine: 3 };

/** Null when the pairs lie on one point, or for an affine map on one line. Cost O(pairs) */
export function fitMap(pairs: readonly PlacePair[], model: MapModel): AffineMap | null {
  if (pairs.length < PAIRS_NEEDED[model]) return null;
  const middle = middleOf(pairs);
  const turn = model === 'similarity' ? similarityAbout(pairs, middle) : affineAbout(pairs, middle);
  if (turn === null) return null;
  const [xx, xy, yx, yy] = turn;
  return {
    ...{ xx, xy, x0: middle.toX - xx * middle.x - xy * middle.y },
    ...{ yx, yy, y0: middle.toY - yx * middle.x - yy * middle.y },
  };
}

/** Least squares lead through the middles of both sides; about them the map is linear. */
function middleOf(pairs: readonly PlacePair[]): PlacePair {
  const mean = (key: 'x' | 'y' | 'toX' | 'toY') => pairs.reduce((sum, pair) => sum + pair[key], 0) / pairs.length;
  return { x: mean('x'), y: mean('y'), toX: mean('toX'), toY: mean('toY') };
}

type Linear = readonly [xx: number, xy: number, yx: number, yy: number];

/** Umeyama, 'Least-squares estimation of transformation parameters', PAMI 1991, for two dimensions: one complex number. */
function similarityAbout(pairs: readonly PlacePair[], middle: PlacePair): Linear | null {
  let [spread, along, across] = [0, 0, 0];
  for (const pair of pairs) {
    const [x, y] = [pair.x - middle.x, pair.y - middle.y];
    const [u, v] = [pair.toX - middle.toX, pair.toY - middle.toY];
    spread += x * x + y * y;
    along += x * u + y * v;
    across += x * v - y * u;
  }
  if (spread < 1e-9 || along ** 2 + across ** 2 < 1e-18) return null;
  return [along / spread, -across / spread, across / spread, along / spread];
}

function affineAbout(pairs: readonly PlacePair[], middle: PlacePair): Linear | null {
  const squares = new Float64Array(4);
  const rights = [new Float64Array(2), new Float64Array(2)] as const;
  for (const pair of pairs) {
    const from = [pair.x - middle.x, pair.y - middle.y] as const;
    const to = [pair.toX - middle.toX, pair.toY - middle.toY] as const;
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 2; j++) {
        squares[2 * i + j]! += from[i]! * from[j]!;
        rights[i]![j]! += to[i]! * from[j]!;
      }
    }
  }
  const isSolved = solveLinear(squares.slice(), rights[0]) && solveLinear(squares, rights[1]);
  return isSolved ? [rights[0][0]!, rights[0][1]!, rights[1][0]!, rights[1][1]!] : null;
}
