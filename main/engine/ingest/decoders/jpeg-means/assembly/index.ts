// The means of a JPEG's blocks, in AssemblyScript (compiled by main/hosts/build-kernels.ts). The header is read, and everything
// laid into this memory, by ../means-reader.ts; all arguments are addresses in it.
export { readScan } from './scan';
export { toRgb } from './colours';
