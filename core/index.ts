// The public surface of core: what the engine, the workers and the lab may use. Everything else is inside.
export type { Abort } from './abort.ts';
export { CoreError } from './errors.ts';
export type { CoreErrorCode } from './errors.ts';
export { Random } from './random.ts';

export { asMatrix, pickRows, row, rowRange, zeroMatrix } from './linalg/matrix.ts';
export type { Matrix } from './linalg/matrix.ts';
export { dot, squaredNorm } from './linalg/dot.ts';
export { normalise } from './linalg/normalise.ts';
export { PrincipalComponents, trainPrincipalComponents } from './linalg/principal-components.ts';
export { randomRotation } from './linalg/random-rotation.ts';
export { Permutation, Rotation } from './linalg/orthogonal-transform.ts';
export type { OrthogonalTransform } from './linalg/orthogonal-transform.ts';
export { squaredDistance } from './linalg/squared-distance.ts';

export { ALIGNED_SIDE, alignPart } from './describe/aligned-part.ts';
export type { AlignedPart } from './describe/aligned-part.ts';
export { COMPARED_SIDE, compareCopies } from './describe/compare-copies.ts';
export type { CopyEvidence } from './describe/compare-copies.ts';
export { OVERLAID_SIDE, overlayPictures } from './describe/overlay-pictures.ts';
export type { Overlay, SizedPicture } from './describe/overlay-pictures.ts';
export type { GreyPicture } from './describe/summed-area.ts';
export { meanColour } from './describe/mean-colour.ts';
export { PRINT_LENGTH, comparePrints, luminancePrint } from './describe/luminance-print.ts';
export type { Orientation, PrintComparison } from './describe/luminance-print.ts';
export type { SquarePicture } from './describe/square-picture.ts';

export { createOneLane, laneRanges, runRange, scratchBytes } from './parallel.ts';
export type { Parallel, ParallelTask, ScanWork } from './parallel.ts';
export { CONTROL_BYTES, closeScan, joinScan, leadScan, openScan } from './scan-lanes.ts';
export type { ScanShare } from './scan-lanes.ts';
export { assignAll } from './cluster/assign-all.ts';
export { assignByGroups } from './cluster/assign-by-groups.ts';
export { CentroidGroups } from './cluster/centroid-groups.ts';
export { kMeans } from './cluster/k-means.ts';
export type { KMeansIteration, KMeansOptions, KMeansResult } from './cluster/k-means.ts';
export { twoLevelKMeans } from './cluster/two-level-k-means.ts';
export type { PartStatistics, TwoLevelKMeansOptions, TwoLevelKMeansResult } from './cluster/two-level-k-means.ts';
export { ProductQuantiser } from './quantise/product-quantiser.ts';
export { trainProductQuantiser } from './quantise/train-product-quantiser.ts';
export type { Grouping, QuantiserTraining } from './quantise/train-product-quantiser.ts';
export { trainOptimisedQuantiser } from './quantise/train-optimised-quantiser.ts';
export type { OptimisationRound, OptimisedTraining } from './quantise/train-optimised-quantiser.ts';
export { encodeAll } from './quantise/encode-all.ts';
export { SymmetricDistances } from './quantise/symmetric-distances.ts';
export { measureDistortions } from './quantise/distortions.ts';
export { PqSearcher } from './index/pq-searcher.ts';
export type { Estimate, PqSearcherOptions } from './index/pq-searcher.ts';
export { fromBytes, toBytes } from './quantise/scalar-quantiser.ts';
export type { ByteVector } from './quantise/scalar-quantiser.ts';

export { crc32 } from './index/crc-32.ts';
export { Generation } from './index/generation.ts';
export type { CellCode, TrainingRecord } from './index/generation.ts';
export { parseGeneration, serialiseGeneration } from './index/generation-format.ts';
export { encodeFeatures } from './index/encode-features.ts';
export { FeatureEncoder } from './index/feature-encoder.ts';
export { trainGeneration } from './index/train-generation.ts';
export type { GenerationTraining } from './index/train-generation.ts';
export { RecentError, quantisationError } from './index/quantisation-error.ts';
export { chooseProbes, chooseSizes, DRIFT, PHOTOS_FOR_OWN_GENERATION, shouldRetrain } from './index/sizes.ts';
export type { GenerationAge, IndexSizes } from './index/sizes.ts';

export { rocchioQuestion } from './feedback/rocchio.ts';

export { tune } from './index/tune.ts';
export type { Trial, TuneOptions, Tuned } from './index/tune.ts';
export { tuneFastScan } from './index/tune-fast-scan.ts';
export type { FastScanTrial, FastScanTuneOptions, FastScanTuned } from './index/tune-fast-scan.ts';

export { IdSet } from './index/id-set.ts';
export type { SearchOptions, SearchResult, Searcher } from './index/searcher.ts';
export { InvertedFile } from './index/inverted-file.ts';
export type { CellCodes } from './index/cell-lists.ts';
export type { InvertedList } from './index/inverted-file.ts';
export { BlockFile } from './index/block-file.ts';
export { FastScanSearcher } from './index/fast-scan-searcher.ts';
export { FlatRanking } from './index/cell-ranking.ts';
export type { CellRanking } from './index/cell-ranking.ts';
export { TwoLevelRanking } from './index/two-level-ranking.ts';
export type { TwoLevelOptions } from './index/two-level-ranking.ts';
export { IvfadcSearcher } from './index/ivfadc-searcher.ts';
export { ExactSearcher } from './index/exact-searcher.ts';
export { ByteRows, FloatRows } from './index/feature-rows.ts';
export type { FeatureRows } from './index/feature-rows.ts';
export { emptyHeap, heapBytes, heapCount, heapThreshold, takeSorted } from './kernels/heap.ts';
export { bytesAt, floatsAt, integersAt, shortsAt, signedBytesAt, wordsAt } from './kernels/kernel-memory.ts';
export type { KernelMemory } from './kernels/kernel-memory.ts';
export { KernelRoom } from './kernels/kernel-room.ts';
export { assignScratchBytes, byteTableBytes, encodeScratchBytes } from './kernels/kernels.ts';
export type { Kernels, KernelsHandle } from './kernels/kernels.ts';
export { attachKernels, loadKernels } from './kernels/load-kernels.ts';
export type { KernelCode } from './kernels/load-kernels.ts';
export { createPlainKernels } from './kernels/plain/plain-kernels.ts';

export { averagePrecision, leaveOut, precisionAt, recallAt } from './evaluate/ranking-measures.ts';
