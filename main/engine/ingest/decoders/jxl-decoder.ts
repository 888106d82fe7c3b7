// JPEG XL, by libjxl in WebAssembly: the first picture, upright and in sRGB, as the library gives it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DecodedPixels, WasmJob } from './decoded-pixels.ts';
import { readJxlExif } from './jxl-exif.ts';
import { makeTiffPicture } from './tiff-picture.ts';

interface JxlModule {
  decode(file: Uint8Array): ImagePixels | null;
  HEAPU8: Uint8Array;
}

interface JxlPackage {
  default: (options: object) => Promise<JxlModule>;
}

const folder = '@jsquash/jxl/codec/dec';

/** What the decoder makes by the browser's name for it. */
class ImagePixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

export class JxlDecoder {
  private readonly jxl: JxlModule;

  private constructor(jxl: JxlModule) {
    this.jxl = jxl;
  }

  static async load(): Promise<JxlDecoder> {
    Object.assign(globalThis, { ImageData: ImagePixels });
    // By require: a bundler that followed an import would lose the binary beside it.
    const require = createRequire(import.meta.url);
    const { default: create } = require(`${folder}/jxl_dec.js`) as JxlPackage;
    const wasmBinary = await readFile(require.resolve(`${folder}/jxl_dec.wasm`));
    const silence = { print: () => undefined, printErr: () => undefined };
    return new JxlDecoder(await create({ wasmBinary, noInitialRun: true, ...silence }));
  }

  decode({ bytes: file }: Pick<WasmJob, 'bytes'>): DecodedPixels {
    const picture = this.jxl.decode(file);
    if (!picture) throw new Error('JPEG XL: cannot be decoded');
    const { data, width, height } = picture;
    const { bytes, pixels } = makeTiffPicture({ width, height, channels: 4 });
    pixels.set(data);
    return { tiff: bytes, exif: readJxlExif(file), heapBytes: this.jxl.HEAPU8.length };
  }
}
