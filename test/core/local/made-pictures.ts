// Pictures made for tests of local features: spots on a plain ground, and pictures seen turned and scaled.
import { type AffineMap, inverted, seenThrough } from '../../../core/describe/affine-map.ts';
import type { LightPicture } from '../../../core/describe/light-picture.ts';
import { KernelRoom } from '../../../core/kernels/kernel-room.ts';
import type { Kernels } from '../../../core/kernels/kernels.ts';
import { createPlainKernels } from '../../../core/kernels/plain/plain-kernels.ts';
import { gaussianBlur } from '../../../core/local/gaussian-blur.ts';
import { pixelsOf, type PlacedPicture, roomFor } from '../../../core/local/placed-picture.ts';

/** A round Gaussian spot of that sigma on grey. */
export function spot(side: number, x: number, y: number, sigma: number): LightPicture {
  const data = Float32Array.from({ length: side * side }, (_, p) => {
    const [across, down] = [(p % side) - x, Math.floor(p / side) - y];
    return 60 + 150 * Math.exp(-(across ** 2 + down ** 2) / (2 * sigma ** 2));
  });
  return { width: side, height: side, data };
}

/** About the middle, clockwise; what lies outside is grey. Places move by `map`. */
export function turned(
  picture: LightPicture,
  degrees: number,
  scale = 1,
): { readonly picture: LightPicture; readonly map: AffineMap } {
  const angle = (degrees * Math.PI) / 180;
  // Rounded, so that a quarter turn is exact and loses no border.
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)].map((value) => scale * Number(value.toFixed(12))) as [
    number,
    number,
  ];
  const width = Math.ceil(Math.abs(picture.width * cosine) + Math.abs(picture.height * sine));
  const height = Math.ceil(Math.abs(picture.width * sine) + Math.abs(picture.height * cosine));
  const [x, y] = [(picture.width - 1) / 2, (picture.height - 1) / 2];
  const map = {
    ...{ xx: cosine, xy: -sine, x0: (width - 1) / 2 - cosine * x + sine * y },
    ...{ yx: sine, yy: cosine, y0: (height - 1) / 2 - sine * x - cosine * y },
  };
  const data = seenThrough(inverted(map), picture, { width, height }).map((value) =>
    Number.isNaN(value) ? 128 : value,
  );
  return { picture: { width, height, data }, map };
}

const plain = createPlainKernels();

/** A picture in the kernel memory. */
export function placed(picture: LightPicture, kernels: Kernels = plain): PlacedPicture {
  const place = roomFor(picture.width, picture.height, new KernelRoom(kernels.memory));
  pixelsOf(place, kernels.memory).data.set(picture.data);
  return place;
}

export function blurred(picture: LightPicture, sigma: number, kernels: Kernels = plain): LightPicture {
  const room = new KernelRoom(kernels.memory);
  try {
    const place = roomFor(picture.width, picture.height, room);
    pixelsOf(place, kernels.memory).data.set(picture.data);
    gaussianBlur(kernels, place, sigma, place);
    const { data } = pixelsOf(place, kernels.memory);
    return { width: picture.width, height: picture.height, data: data.slice() };
  } finally {
    room.release();
  }
}
