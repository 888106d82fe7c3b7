// Loaded into the describing process by a test (NODE_OPTIONS): decoders of HEIC and JPEG XL that do what the end of a file says,
// where real ones do it by accident. The thread, the process and its guards are the real ones.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Goes into the decoders' own sources. The trap is (module (func (export "f") unreachable)). */
const misbehave = `
function misbehave(file) {
  const order = String.fromCharCode(...file.slice(-5));
  if (order === ':hang') for (;;);
  if (order === ':dies') process.kill(process.pid, 'SIGSEGV');
  const trap = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  if (order === ':trap') new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(trap))).exports.f();
  if (order === ':gigs') {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65535 });
    for (;;) {
      const start = 65536 * memory.grow(1000);
      new Uint8Array(memory.buffer, start).fill(1);
    }
  }
}
`;

const changes: Record<string, (source: string) => string> = {
  'jxl_dec.js': (source) =>
    `${source.replace(/export default (\w+);/, '')}
    export default async (options) => {
      const decoder = await Module(options);
      return { ...decoder, HEAPU8: decoder.HEAPU8, decode: (file) => (misbehave(file), decoder.decode(file)) };
    };`,
  'libheif.js': (source) =>
    `${source}
    const create = module.exports;
    module.exports = (options) => {
      const heif = create(options);
      const read = heif._heif_context_read_from_memory_without_copy;
      heif._heif_context_read_from_memory_without_copy = (error, context, start, size, none) => {
        misbehave(heif.HEAPU8.subarray(start, start + size));
        return read(error, context, start, size, none);
      };
      return heif;
    };`,
};

registerHooks({
  load(url, context, next) {
    const change = changes[url.split('/').at(-1)!];
    if (!change) return next(url, context);
    const source = change(misbehave + readFileSync(fileURLToPath(url), 'utf8'));
    return { format: url.endsWith('jxl_dec.js') ? 'module' : 'commonjs', source, shortCircuit: true };
  },
});
