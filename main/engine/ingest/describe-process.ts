// The child process that decodes and runs the CNN. A file may kill or hang it: the engine then starts another (describer.ts).
import { availableParallelism, constants, setPriority } from 'node:os';
import process from 'node:process';
import sharp from 'sharp';
import { luminancePrint } from '../../../core/describe/luminance-print.ts';
import { meanColour } from '../../../core/describe/mean-colour.ts';
import { toLikenessError } from '../api/errors.ts';
import type { Region } from '../api/search-schemas.ts';
import { alignWithThumbnails } from './align.ts';
import { compareWithThumbnails } from './compare.ts';
import { readContent } from './content-hash.ts';
import { decodePicture, renderJpeg, toGrey, toLuminance, toNetworkInput, toThumbnail } from './decode.ts';
import {
  type DescribedFeature,
  type DescribedParts,
  type DescribedPhoto,
  type DescribedQuery,
  type DescribeJob,
  type DescribeReply,
  type DescribeRequest,
  exitOverMemory,
  type PhotoFile,
  type PictureSource,
  type QueryOptions,
} from './describe-protocol.ts';
import { FeatureExtractor } from './feature-extractor.ts';
import { toFileError } from './file-errors.ts';
import { overlay } from './overlay.ts';
import { blocksBeside, findBlocks, type PictureBlocks } from './picture-blocks.ts';
import { cutsOfParts, makeVariants } from './query-variants.ts';
import { type PhotoMetadata, readMetadata } from '../metadata/photo-metadata.ts';
import { readSidecar } from '../metadata/sidecars.ts';

const [, , resources = '', memoryLimitBytes = '', priority = ''] = process.argv;
// Before there are threads, which take it over.
if (priority === 'low') setPriority(constants.priority.PRIORITY_LOW);

// libvips keeps decoded pictures for a second use that never comes here.
sharp.cache(false);
// Pictures are the unit of parallel work: one thread each, several at a time.
sharp.concurrency(1);

interface OpenedPhoto {
  hash: Uint8Array;
  source: PictureSource;
  release?: () => void;
}

async function openPhoto({ path, hash }: PhotoFile): Promise<OpenedPhoto> {
  if (hash) return { hash, source: { path } };
  try {
    const { bytes, ...content } = await readContent(path);
    return { ...content, source: { bytes } };
  } catch (thrown) {
    throw toFileError(thrown);
  }
}

async function describeMetadata(
  blocks: Promise<PictureBlocks>,
  sidecar: string | null | undefined,
): Promise<PhotoMetadata> {
  const [{ exif, xmp }, beside] = await Promise.all([blocks, sidecar ? readSidecar(sidecar) : undefined]);
  return readMetadata({ exif, xmp, sidecar: beside });
}

async function describePhoto(file: PhotoFile, extractor: FeatureExtractor): Promise<DescribedPhoto> {
  const { hash, source, release } = await openPhoto(file);
  try {
    const { working, exif, xmp, ...facts } = await decodePicture(source);
    const blocks = blocksBeside({ format: facts.format, exif, xmp }, source);
    const [thumbnail, input, metadata] = await Promise.all([
      toThumbnail(working),
      toNetworkInput(working, extractor.inputSize),
      describeMetadata(blocks, file.sidecar),
    ]);
    const square = { size: extractor.inputSize, data: input };
    return {
      ...{ hash, ...facts, thumbnail, metadata },
      colour: colourOf(square),
      print: luminancePrint(square),
      model: extractor.model,
      feature: await extractor.extract(input),
    };
  } finally {
    release?.();
  }
}

/** Of a photo that is known already, for another model. */
async function describeFeature(path: string, extractor: FeatureExtractor): Promise<DescribedFeature> {
  const { working } = await decodePicture({ path });
  const input = await toNetworkInput(working, extractor.inputSize);
  return { model: extractor.model, feature: await extractor.extract(input) };
}

async function describeQuery(
  source: PictureSource,
  { region, thorough }: QueryOptions,
  extractor: FeatureExtractor,
): Promise<DescribedQuery> {
  const { width, height, working } = await decodePicture(source, region);
  const size = extractor.inputSize;
  const whole = await toNetworkInput(working, size);
  const inputs = thorough ? await makeVariants(working, whole, size) : [{ name: 'whole' as const, input: whole }];
  const variants: DescribedQuery['variants'] = [];
  for (const { name, input } of inputs) variants.push({ name, feature: await extractor.extract(input) });
  const square = { size, data: whole };
  const facts = { width, height, colour: colourOf(square), print: luminancePrint(square) };
  return { model: extractor.model, ...facts, grey: await toGrey(working), variants };
}

/** Photos in a collage or a screenshot are small in it: four times as many pixels are looked at. */
const PARTS_SIDE = 1024;

async function describeParts(
  source: PictureSource,
  region: Region | undefined,
  extractor: FeatureExtractor,
): Promise<DescribedParts> {
  const { working } = await decodePicture(source, region, () => PARTS_SIDE);
  const features: Float32Array[] = [];
  for (const cut of cutsOfParts(working)) {
    features.push(await extractor.extract(await toNetworkInput(working, extractor.inputSize, cut)));
  }
  return { model: extractor.model, features, grey: await toLuminance(working) };
}

function colourOf(square: Parameters<typeof meanColour>[0]): number {
  const [red, green, blue] = meanColour(square);
  return (red << 16) | (green << 8) | blue;
}

class Extractors {
  /** One thread: while it runs, the other cores decode. */
  readonly photos: FeatureExtractor;
  private forQueries: FeatureExtractor | null = null;

  constructor(photos: FeatureExtractor) {
    this.photos = photos;
  }

  /**
   * Nothing else is to be done while a person waits: all cores up to four, beyond which a small network gains nothing. It is
   * loaded beside the first query: many runs only read photos.
   */
  get queries(): FeatureExtractor {
    if (this.forQueries === null) {
      this.forQueries = this.photos;
      const loading = FeatureExtractor.load(resources, Math.min(4, availableParallelism()));
      loading.then(
        (extractor) => (this.forQueries = extractor),
        () => undefined, // the one that read the same file before goes on
      );
    }
    return this.forQueries;
  }
}

function perform(job: DescribeJob, extractors: Extractors): Promise<unknown> {
  switch (job.kind) {
    case 'photo':
      return describePhoto(job, extractors.photos);
    case 'feature':
      return describeFeature(job.path, extractors.photos);
    case 'query':
      return describeQuery(job.source, job.options, extractors.queries);
    case 'parts':
      return describeParts(job.source, job.region, extractors.queries);
    case 'grey':
      return toLuminance({ path: job.path });
    case 'metadata':
      return describeMetadata(findBlocks({ path: job.path }), job.sidecar);
    case 'render':
      return renderJpeg(job.source, job.options.maxSide);
    case 'align':
      return alignWithThumbnails(job);
    case 'compare':
      return compareWithThumbnails(job);
    case 'overlay':
      return overlay(job);
  }
}

function reply(message: DescribeReply): void {
  if (process.connected) process.send?.(message);
}

async function answer({ id, ...job }: DescribeRequest, extractors: Extractors): Promise<void> {
  try {
    reply({ kind: 'done', id, value: await perform(job, extractors) });
  } catch (thrown) {
    const { code, message } = toLikenessError(thrown);
    reply({ kind: 'failed', id, error: { code, message } });
  }
}

/** A picture that needs absurd memory takes this process with it, not the computer. */
function guardMemory(): void {
  const limit = Number(memoryLimitBytes);
  setInterval(() => {
    if (process.memoryUsage.rss() > limit) process.exit(exitOverMemory);
  }, 200).unref();
}

// Ctrl+C in a terminal reaches every process at once; the photo in hand is not to blame, and the engine ends this one itself.
process.on('SIGINT', () => undefined);
// The engine died: nobody is left to answer.
process.on('disconnect', () => process.exit());
guardMemory();

try {
  const extractors = new Extractors(await FeatureExtractor.load(resources, 1));
  process.on('message', (request) => void answer(request as DescribeRequest, extractors));
  reply({ kind: 'ready' });
} catch (thrown) {
  const { code, message } = toLikenessError(thrown);
  reply({ kind: 'unable', error: { code, message } });
}
