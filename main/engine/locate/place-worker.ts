// A worker thread of `PlaceThreads`: finds the places of photos, and looks for the present picture among them.
import { parentPort } from 'node:worker_threads';
import type { GreyPicture, MatchedArea, PhotoPlaces } from '../../../core/index.ts';
import { describePhotoPlaces, PhotoLocator } from '../../../core/index.ts';
import { openKernels } from '../index/kernel-files.ts';

export type PlaceWork =
  /** What is looked for from now on. */
  | { readonly picture: GreyPicture }
  /** Its pixels, or what was found of them before. */
  | { readonly photo: GreyPicture | PhotoPlaces };

export interface PlaceFindings {
  readonly places: PhotoPlaces;
  readonly area: MatchedArea | null;
}

export type PlaceReply = { readonly findings: PlaceFindings | null } | { readonly failure: string };

const kernels = await openKernels();
let locator: PhotoLocator | null = null;

function work(order: PlaceWork): PlaceFindings | null {
  if ('picture' in order) {
    locator?.release();
    locator = new PhotoLocator(kernels, toLight(order.picture));
    return null;
  }
  const places = 'places' in order.photo ? order.photo : describePhotoPlaces(kernels, toLight(order.photo));
  return { places, area: locator?.locate(places) ?? null };
}

function toLight({ width, height, data }: GreyPicture): { width: number; height: number; data: Float32Array } {
  return { width, height, data: Float32Array.from(data) };
}

parentPort!.on('message', (order: PlaceWork) => {
  let reply: PlaceReply;
  try {
    reply = { findings: work(order) };
  } catch (thrown) {
    reply = { failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  parentPort!.postMessage(reply);
});
