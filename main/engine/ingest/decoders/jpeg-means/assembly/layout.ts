// What ../memory-layout.ts puts into the memory: fields of four bytes in the same order.

@unmanaged
export class Component {
  /** Blocks in an MCU. */
  across: u32;
  down: u32;
  /** Whether a block gives the means of its four quarters, not of the whole. */
  isQuartered: u32;
  /** Address and bytes a row of its samples. */
  plane: usize;
  stride: u32;
  /** What a DC coefficient is multiplied by. */
  quantiser: i32;
  /** Lookups of symbols, for the DC coefficient and for the others. */
  dcSymbols: usize;
  acSymbols: usize;
  /** Of as many symbols as the next bits hold; where blocks are quartered, of one and its value. */
  acLookup: usize;
  /** A factor and the offset of a sum for each coefficient (quarters.ts). */
  weights: usize;
  /** DC of the block before. */
  predicted: i32;
}

@unmanaged
export class Scan {
  mcusAcross: u32;
  mcusDown: u32;
  /** In MCUs; 0 where there are none. */
  restartInterval: u32;
  /** The file's bytes from the scan's first on. */
  source: usize;
  sourceEnd: usize;
  /** Room for as many bytes and 512 more. */
  unstuffed: usize;
  componentCount: u32;
  /** Of the first component; the others follow it. */
  components: usize;
}
