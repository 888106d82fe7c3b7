// What describing takes and gives: shared by the engine's side (describer.ts) and the child process (describe-process.ts).
import type { CopyEvidence, GreyPicture, Orientation, Overlay } from '../../../core/index.ts';
import type { ErrorCode } from '../api/errors.ts';
import type { Region } from '../api/search-schemas.ts';
import type { PhotoMetadata } from '../metadata/photo-metadata.ts';

/** A feature says which model made it: the model may have been replaced since. */
export interface DescribedFeature {
  /** SHA-256 of the model. */
  model: string;
  /** 512 dimensions, L2-normalised. */
  feature: Float32Array;
}

export interface DescribedPhoto extends DescribedFeature {
  /** SHA-256 of the file's bytes. */
  hash: Uint8Array;
  format: string;
  /** Upright pixels. */
  width: number;
  height: number;
  /** Of the file and its sidecar. */
  metadata: PhotoMetadata;
  /** Mean colour, 0xRRGGBB. */
  colour: number;
  /** 12 x 12 luminance print. */
  print: Uint8Array;
  /** JPEG, at most 512 pixels a side. */
  thumbnail: Uint8Array;
}

export type QueryVariant =
  | 'whole'
  | 'turned-90'
  | 'turned-180'
  | 'turned-270'
  | 'crop-centre'
  | 'crop-top-left'
  | 'crop-top-right'
  | 'crop-bottom-left'
  | 'crop-bottom-right';

export interface DescribedQuery {
  /** SHA-256 of the model that made the features. */
  model: string;
  /** Upright pixels of the whole picture, also when a region was asked. */
  width: number;
  height: number;
  /** Mean colour, 0xRRGGBB; of the region where one was asked. */
  colour: number;
  print: Uint8Array;
  /** What `align` lays over the thumbnails of photos. */
  grey: GreyPicture;
  /** The first one is 'whole'. */
  variants: { name: QueryVariant; feature: Float32Array }[];
}

export type PictureSource = { bytes: Uint8Array } | { path: string };

/** A file whose hash is not given is read whole, once, for the hash and the pixels. */
export interface PhotoFile {
  path: string;
  hash?: Uint8Array;
  /** Path of the XMP file beside it. */
  sidecar?: string | null;
}

export interface QueryOptions {
  region?: Region;
  /** Also the quarter turns and crops. */
  thorough: boolean;
}

export interface RenderOptions {
  maxSide: number;
}

/** How well one of query and photo, laid into the other at its best place, agrees with it. */
export interface PartAgreement {
  /** Normalised cross-correlation, up to 1. */
  similarity: number;
  /** Which of the two is the part. */
  part: 'query' | 'photo';
  /** The part's share of the whole's area. */
  share: number;
}

export interface AlignOptions {
  query: GreyPicture | { path: string };
  /** Paths of thumbnails. */
  thumbnails: string[];
}

/** A picture that may be made of several photos, or show one of them small. */
export interface DescribedParts {
  /** SHA-256 of the model that made the features. */
  model: string;
  /** Of halves, quarters and other windows of it. */
  features: Float32Array[];
  /** At most 1024 pixels a side. */
  grey: GreyPicture;
}

export interface CompareOptions {
  /** A JPEG thumbnail, or its path. */
  first: PictureSource;
  /** Paths of thumbnails, each with the orientation that the prints tell, if they do. */
  others: { path: string; orientation: Orientation | null }[];
}

/** What pixels tell of two pictures. */
export interface ComparedPictures {
  /** In which one may be a copy of the other. */
  ways: CopyEvidence[];
  /** Mean change of red and of blue against green, in levels; where both show the whole. */
  colourChange: number;
}

export interface OverlayOptions {
  /** Read whole, with its metadata. */
  first: PictureSource;
  /** A thumbnail will do. */
  second: PictureSource;
}

/** A picture over a photo, and what the picture's file tells of itself. */
export interface OverlaidPictures {
  facts: {
    format: string;
    /** Upright pixels. */
    width: number;
    height: number;
    /** As the file says it, milliseconds since 1970. */
    takenAt: number | null;
    camera: string | null;
  };
  /** Null where nothing comes near. */
  overlay: Overlay | null;
  /** Mean levels of red and blue beside green where they overlap, and how far those differ; null where they do not. */
  colours: { change: number; first: number; second: number } | null;
}

export type DescribeJob =
  | ({ kind: 'photo' } & PhotoFile)
  | { kind: 'query'; source: PictureSource; options: QueryOptions }
  | { kind: 'parts'; source: PictureSource; region: Region | undefined }
  | { kind: 'grey'; path: string }
  | { kind: 'feature'; path: string }
  | { kind: 'metadata'; path: string; sidecar: string | null }
  | { kind: 'render'; source: PictureSource; options: RenderOptions }
  | ({ kind: 'align' } & AlignOptions)
  | ({ kind: 'compare' } & CompareOptions)
  | ({ kind: 'overlay' } & OverlayOptions);

export type DescribeRequest = { id: number } & DescribeJob;

export type DescribeReply =
  | { kind: 'ready' }
  | { kind: 'unable'; error: WireError }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; error: WireError };

/** The exit code by which the process says that a picture needed too much memory. */
export const exitOverMemory = 77;

/** A LikenessError on its way between the processes. */
export interface WireError {
  code: ErrorCode;
  message: string;
}
