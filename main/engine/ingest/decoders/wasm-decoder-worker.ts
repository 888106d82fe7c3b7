// One thread that decodes what sharp cannot, or not as fast, a file at a time. Its memory never shrinks, so it is ended rather than kept large
// (wasm-decoders.ts).
import { parentPort } from 'node:worker_threads';
import type { DecodedPixels, WasmFormat, WasmJob, WasmReply } from './decoded-pixels.ts';
import { HeifDecoder } from './heif-decoder.ts';
import { JpegMeansDecoder } from './jpeg-means/jpeg-means-decoder.ts';
import { JxlDecoder } from './jxl-decoder.ts';

interface Decoder {
  decode(job: WasmJob): DecodedPixels;
}

const loaders: Record<WasmFormat, () => Promise<Decoder>> = {
  heif: () => HeifDecoder.load(),
  jxl: () => JxlDecoder.load(),
  jpeg: () => JpegMeansDecoder.load(),
};
const decoders = new Map<WasmFormat, Decoder>();

async function decoderOf(format: WasmFormat): Promise<Decoder> {
  const decoder = decoders.get(format) ?? (await loaders[format]());
  decoders.set(format, decoder);
  return decoder;
}

async function perform(job: WasmJob): Promise<void> {
  try {
    const decoder = await decoderOf(job.format);
    const pixels = decoder.decode(job);
    const reply: WasmReply = { kind: 'decoded', pixels };
    parentPort?.postMessage(reply, [pixels.tiff.buffer]);
  } catch (thrown) {
    const reply: WasmReply = { kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) };
    parentPort?.postMessage(reply);
  }
}

parentPort?.on('message', (job: WasmJob) => void perform(job));
