// The reader of block means as one of the decoders that run in threads (../wasm-decoder-worker.ts).
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DecodedPixels, WasmJob } from '../decoded-pixels.ts';
import { makeTiffPicture } from '../tiff-picture.ts';
import { MeansReader } from './means-reader.ts';

const file = 'kernels/jpeg-means.wasm';
/** The bundled engine has a copy beside itself; from source it is what the build made, if it was built. */
const code = ['.', '../../../../../build'].map((folder) => join(import.meta.dirname, folder, file)).find(existsSync);

/** Whether the threads could load it. */
export const canReadMeans = code !== undefined;

export class JpegMeansDecoder {
  private readonly reader: MeansReader;

  private constructor(reader: MeansReader) {
    this.reader = reader;
  }

  static async load(): Promise<JpegMeansDecoder> {
    if (code === undefined) throw new Error('JPEG: the reader of means was not built');
    return new JpegMeansDecoder(await MeansReader.load(await readFile(code)));
  }

  /** The picture at an eighth of its sides. @throws Error where the file is for another decoder */
  decode({ bytes, orientation, profile }: WasmJob): DecodedPixels {
    const picture = this.reader.read(bytes);
    if (!picture) throw new Error('JPEG: not of the kind whose means are read, or damaged');
    const { width, height, data } = picture;
    const { bytes: tiff, pixels } = makeTiffPicture({ width, height, channels: 3, orientation, profile });
    pixels.set(data);
    return { tiff, exif: undefined, heapBytes: this.reader.heapBytes };
  }
}
