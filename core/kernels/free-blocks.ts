// What was given back to the kernel memory: small blocks by size, for inverted lists that grow and shrink one by one;
// large ones by address, so that neighbours join and a later index of another shape fits where an earlier one lay.

const ALIGNMENT = 64;
const LARGE = 2 ** 16;
const LARGE_STEP = 2 ** 12;
const CHUNK = 2 ** 20;

/**
 * The bytes that a block of `byteLength` takes: a multiple of 64; below 64 KiB one of eight sizes to each doubling, so
 * that there are few sizes and no more than an eighth is lost.
 */
export function blockBytes(byteLength: number): number {
  const eighth = 2 ** (Math.floor(Math.log2(byteLength || 1)) - 3);
  const step = Math.min(LARGE_STEP, Math.max(ALIGNMENT, eighth));
  return Math.max(ALIGNMENT, Math.ceil(byteLength / step) * step);
}

interface Span {
  address: number;
  length: number;
}

export class FreeBlocks {
  private readonly small = new Map<number, number[]>();
  /** By address; no two touch. */
  private readonly large: Span[] = [];
  /** Rest of the chunk that small blocks are cut from; what is left when it does not fit is given up. */
  private rest: Span = { address: 0, length: 0 };

  take(length: number): number | undefined {
    if (length >= LARGE) return this.takeLarge(length);
    return this.small.get(length)?.pop() ?? this.takeFromRest(length);
  }

  give(address: number, length: number): void {
    if (length >= LARGE) {
      this.giveLarge({ address, length });
      return;
    }
    const same = this.small.get(length);
    if (same) same.push(address);
    else this.small.set(length, [address]);
  }

  /** The length to fetch when nothing free fits `length`. */
  chunkFor(length: number): number {
    return length >= LARGE ? length : CHUNK;
  }

  /** `length` bytes of a new chunk are used; what follows serves the next small blocks. */
  cut(address: number, chunkLength: number, length: number): void {
    this.rest = { address: address + length, length: chunkLength - length };
  }

  /** First fit. Cost O(free large blocks), of which there are few. */
  takeLarge(length: number): number | undefined {
    const at = this.large.findIndex((span) => span.length >= length);
    const span = this.large[at];
    if (!span) return undefined;
    const { address } = span;
    span.address += length;
    span.length -= length;
    if (span.length === 0) this.large.splice(at, 1);
    return address;
  }

  private takeFromRest(length: number): number | undefined {
    if (this.rest.length < length) return undefined;
    const { address } = this.rest;
    this.rest = { address: address + length, length: this.rest.length - length };
    return address;
  }

  private giveLarge(span: Span): void {
    const found = this.large.findIndex(({ address }) => address > span.address);
    const at = found < 0 ? this.large.length : found;
    const next = this.large[at];
    if (next && span.address + span.length === next.address) {
      span.length += next.length;
      this.large.splice(at, 1);
    }
    const previous = this.large[at - 1];
    if (previous && previous.address + previous.length === span.address) previous.length += span.length;
    else this.large.splice(at, 0, span);
  }
}
