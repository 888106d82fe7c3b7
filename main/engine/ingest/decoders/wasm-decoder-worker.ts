// One thread that decodes what sharp cannot, a file at a time. Its memory never shrinks, so it is ended rather than kept large
// (wasm-decoders.ts).
import { parentPort } from 'node:worker_threads';
import type { WasmFormat, WasmJob, WasmReply } from './decoded-pixels.ts';
import { HeifDecoder } from './heif-decoder.ts';
import { JxlDecoder } from './jxl-decoder.ts';

type Decoder = HeifDecoder | JxlDecoder;

const loaders: Record<WasmFormat, () => Promise<Decoder>> = {
  heif: () => HeifDecoder.load(),
  jxl: () => JxlDecoder.load(),
};
const decoders = new Map<WasmFormat, Decoder>();

async function decoderOf(format: WasmFormat): Promise<Decoder> {
  const decoder = decoders.get(format) ?? (await loaders[format]());
  decoders.set(format, decoder);
  return decoder;
}

async function perform({ format, bytes }: WasmJob): Promise<void> {
  try {
    const decoder = await decoderOf(format);
    const pixels = decoder.decode(bytes);
    const reply: WasmReply = { kind: 'decoded', pixels };
    parentPort?.postMessage(reply, [pixels.tiff.buffer]);
  } catch (thrown) {
    const reply: WasmReply = { kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) };
    parentPort?.postMessage(reply);
  }
}

parentPort?.on('message', (job: WasmJob) => void perform(job));
