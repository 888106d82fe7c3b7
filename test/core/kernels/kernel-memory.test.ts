import { describe, expect, it } from 'vitest';
import { bytesAt, createKernelMemory, floatsAt, shortsAt } from '../../../core/kernels/kernel-memory.ts';
import { Random } from '../../../core/random.ts';

describe('kernel memory', () => {
  it('gives aligned blocks of zeros that do not overlap, whatever is taken and given back in between', () => {
    const { memory } = createKernelMemory();
    const random = new Random(1);
    const blocks: { address: number; length: number; mark: number }[] = [];
    for (let step = 0; step < 2000; step++) {
      if (blocks.length > 0 && random.next() < 0.45) {
        const [block] = blocks.splice(random.integer(blocks.length), 1);
        const bytes = bytesAt(memory, block!.address, block!.length);
        expect(bytes.every((byte) => byte === block!.mark)).toBe(true);
        memory.release(block!.address, block!.length);
      } else {
        const length = 1 + Math.floor(2 ** (random.next() * 18));
        const address = memory.allocate(length);
        const bytes = bytesAt(memory, address, length);
        expect(address % 64).toBe(0);
        expect(address).toBeGreaterThan(0);
        expect(bytes.every((byte) => byte === 0)).toBe(true);
        const mark = 1 + random.integer(255);
        bytes.fill(mark);
        blocks.push({ address, length, mark });
      }
    }
    expect(memory.allocated).toBe(blocks.reduce((sum, { length }) => sum + length, 0));
  });

  it('does not grow when what is asked for was given back before', () => {
    const { memory } = createKernelMemory();
    const sizes = [100, 5000, 70_000, 3_000_000];
    const takeAndGive = (): number => {
      const taken = sizes.map((length) => ({ address: memory.allocate(length), length }));
      for (const { address, length } of taken) memory.release(address, length);
      return memory.buffer.byteLength;
    };
    const first = takeAndGive();
    for (let round = 0; round < 50; round++) expect(takeAndGive()).toBe(first);
  });

  it('joins large neighbours, so that a block larger than each fits where they lay', () => {
    const { memory } = createKernelMemory();
    const length = 2 ** 20;
    const addresses = [0, 1, 2, 3].map(() => memory.allocate(length));
    const size = memory.buffer.byteLength;
    for (const place of [2, 0, 3, 1]) memory.release(addresses[place]!, length);
    expect(memory.allocate(4 * length)).toBe(addresses[0]);
    expect(memory.buffer.byteLength).toBe(size);
  });

  it('shows what lies at an address after it has grown', () => {
    const { memory } = createKernelMemory();
    const address = memory.allocate(8);
    floatsAt(memory, address, 2).set([1.5, -2]);
    memory.allocate(50_000_000);
    expect([...floatsAt(memory, address, 2)]).toEqual([1.5, -2]);
    expect(shortsAt(memory, address, 4)).toHaveLength(4);
  });

  it('says with a typed error that there is no more', () => {
    const { memory } = createKernelMemory();
    expect(() => memory.allocate(5 * 2 ** 30)).toThrow(expect.objectContaining({ code: 'memory' }));
    expect(memory.allocate(100), 'and goes on').toBeGreaterThan(0);
  });
});
