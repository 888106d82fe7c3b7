// The threads of the describing process that decode HEIC, JPEG XL and, at an eighth, JPEG: the main thread stays free to watch the memory, to run
// the CNN and to answer. A thread that failed or grew large is ended, and so are all when there is nothing to do.
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DecodedPixels, WasmJob, WasmReply } from './decoded-pixels.ts';

/** Beside this file, in the sources and in a bundle alike. */
const entry = join(import.meta.dirname, `wasm-decoder-worker${extname(import.meta.filename)}`);

/** Each holds a picture and its decoder's memory: about 150 MB for 12 megapixels. */
const mostWorkers = Math.min(4, availableParallelism());
/** Enough for 12 megapixels; a larger memory is given back after the picture. */
const keptHeapBytes = 96 * 2 ** 20;
const idleMs = 5_000;

interface Task {
  job: WasmJob;
  resolve: (pixels: DecodedPixels) => void;
  reject: (error: unknown) => void;
}

const waiting: Task[] = [];
const idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
let workerCount = 0;

/** @throws Error with the decoder's words */
export function decodePixels(job: WasmJob): Promise<DecodedPixels> {
  return new Promise((resolve, reject) => {
    waiting.push({ job, resolve, reject });
    startNext();
  });
}

function startNext(): void {
  const worker = waiting.length > 0 ? takeWorker() : null;
  if (worker) run(worker, waiting.shift()!);
}

function takeWorker(): Worker | null {
  const rested = idle.pop();
  if (rested) {
    clearTimeout(rested.timer);
    return rested.worker;
  }
  if (workerCount === mostWorkers) return null;
  workerCount++;
  return new Worker(entry);
}

function run(worker: Worker, { job, resolve, reject }: Task): void {
  const end = (isUsable: boolean): void => {
    worker.off('message', onReply).off('error', onError);
    if (isUsable) rest(worker);
    else dismiss(worker);
    startNext();
  };
  const onReply = (reply: WasmReply): void => {
    if (reply.kind === 'decoded') resolve(reply.pixels);
    else reject(new Error(reply.message));
    end(reply.kind === 'decoded' && reply.pixels.heapBytes <= keptHeapBytes);
  };
  const onError = (thrown: unknown): void => {
    reject(thrown);
    end(false);
  };
  worker.on('message', onReply).on('error', onError);
  worker.ref();
  worker.postMessage(job);
}

/** A thread at rest keeps no process alive. */
function rest(worker: Worker): void {
  worker.unref();
  const timer = setTimeout(() => {
    idle.splice(
      idle.findIndex((rested) => rested.worker === worker),
      1,
    );
    dismiss(worker);
  }, idleMs);
  idle.push({ worker, timer: timer.unref() });
}

function dismiss(worker: Worker): void {
  workerCount--;
  worker.on('error', () => undefined); // told already, or of no interest any more
  void worker.terminate();
}
