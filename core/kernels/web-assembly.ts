// The little of WebAssembly that core uses. It belongs to every engine that runs core, but not to the `es2023` library.

export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  /** Adds pages of 64 KiB. @throws RangeError beyond the maximum, or when the system has no more */
  grow(pages: number): number;
}

/** Compiled code, which may be posted to worker threads. */
export type WasmModule = object;

interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

declare const WebAssembly: {
  readonly Memory: new (descriptor: { initial: number; maximum: number; shared: boolean }) => WasmMemory;
  readonly Instance: new (module: WasmModule, imports: { env: { memory: WasmMemory } }) => WasmInstance;
  validate(bytes: Uint8Array): boolean;
  compile(bytes: Uint8Array): Promise<WasmModule>;
};

/** Whether this engine understands the code: how a capability such as relaxed SIMD is found out. */
export function canRun(bytes: Uint8Array): boolean {
  return WebAssembly.validate(bytes);
}

export function compile(bytes: Uint8Array): Promise<WasmModule> {
  return WebAssembly.compile(bytes);
}

/** The functions of a module, working in the given memory. */
export function instantiate(module: WasmModule, memory: WasmMemory): Readonly<Record<string, unknown>> {
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}

export const PAGE_BYTES = 65_536;
const FOUR_GIB = 65_536;
const ONE_GIB = 16_384;

/** Memory that can grow up to 4 GiB, or to 1 GiB where no more addresses can be had; shared by threads if possible. */
export function createWasmMemory(): WasmMemory {
  for (const shared of [true, false]) {
    for (const maximum of [FOUR_GIB, ONE_GIB]) {
      try {
        return new WebAssembly.Memory({ initial: 1, maximum, shared });
      } catch {
        continue; // less is tried next
      }
    }
  }
  return new WebAssembly.Memory({ initial: 1, maximum: ONE_GIB / 16, shared: false });
}
