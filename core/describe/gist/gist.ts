// GIST: what a scene is like as a whole, as the mean structure of each size and direction in the 4 x 4 parts of the picture.
// Source: Oliva, Torralba, 'Modeling the shape of the scene: a holistic representation of the spatial envelope', IJCV 2001.
import { expectInteger, expectVector } from '../../checks.ts';
import { GaborBank } from './gabor-bank.ts';
import { Whitening } from './whiten.ts';

/** Parts a side. */
const PARTS = 4;
/** Pixels mirrored around the picture, or as many as it has. */
const BORDER = 32;

/** Four scales of eight directions: 512 numbers of a grey picture. */
export const GREY_GIST: readonly number[] = [8, 8, 8, 8];
/** 8, 8 and 4 directions, as in Douze and others, 'Evaluation of GIST descriptors for web-scale image search', CIVR 2009: 960 of three channels. */ // prettier-ignore
export const COLOUR_GIST: readonly number[] = [8, 8, 4];

/** Describes square pictures of one size; its filters take 4 (side + 64)^2 bytes each. */
export class GistDescriber {
  readonly side: number;
  private readonly whitening: Whitening;
  private readonly bank: GaborBank;

  /** @param side even, of the pictures in pixels: 128 as the authors', 32 as Douze's @throws CoreError `parameter` */
  constructor(side: number, orientations: readonly number[] = GREY_GIST) {
    expectInteger('half the side of a picture', side / 2, PARTS, 512);
    this.side = side;
    this.whitening = new Whitening(side);
    this.bank = new GaborBank(side, orientations, Math.min(BORDER, side));
  }

  /**
   * Channel by channel, filter by filter (finest scale first), part by part (row-major): channels filters 16 numbers.
   * @param channels (side, side) each, 0 to 255: one of grey, or red, green and blue. @throws CoreError `shape`, `not-finite`
   * Cost: a Fourier transform of (side + 64)^2 a filter: 0.2 s for 512 numbers at side 128.
   */
  describe(channels: readonly ArrayLike<number>[]): Float32Array {
    for (const channel of channels) expectVector('pixels of a channel', channel, this.side * this.side);
    const values: number[] = [];
    for (const channel of this.whitening.whiten(channels)) {
      for (const response of this.bank.responses(channel)) values.push(...partMeans(response, this.side));
    }
    return Float32Array.from(values);
  }
}

/** Where a side does not divide, parts differ by a pixel. */
export function partMeans(picture: Float64Array, side: number): number[] {
  const edges = Array.from({ length: PARTS + 1 }, (_, i) => Math.floor((i * side) / PARTS));
  const means: number[] = [];
  for (let row = 0; row < PARTS; row++) {
    for (let column = 0; column < PARTS; column++) {
      let sum = 0;
      for (let y = edges[row]!; y < edges[row + 1]!; y++) {
        for (let x = edges[column]!; x < edges[column + 1]!; x++) sum += picture[y * side + x]!;
      }
      means.push(sum / ((edges[row + 1]! - edges[row]!) * (edges[column + 1]! - edges[column]!)));
    }
  }
  return means;
}
