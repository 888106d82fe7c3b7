"""FAISS's side of `npm run bench -- kernels`: one thread, the same sizes, seconds on request.

Each line of standard input names a work and its numbers, as `adc 8`; each answer is the seconds that one run took.
Everything is prepared on the first request.
"""

import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

import faiss  # noqa: E402
import numpy as np  # noqa: E402

faiss.omp_set_num_threads(1)
random = np.random.default_rng(1)
CODES = 1 << 20
POINTS, DIMENSION, ROWS = 20_000, 128, 50_000


def floats(*shape):
    return random.standard_normal(shape, dtype=np.float32)


def adc(m):
    """Look through 2^20 codes of m bytes for the nearest 10, without an inverted file."""
    index = faiss.IndexPQ(8 * m, m, 8)
    faiss.copy_array_to_vector(floats(m * 256 * 8).ravel(), index.pq.centroids)
    codes = random.integers(0, 256, CODES * m, dtype=np.uint8)
    faiss.copy_array_to_vector(codes, index.codes)
    index.is_trained, index.ntotal = True, CODES
    query = floats(1, 8 * m)
    return lambda: index.search(query, 10)


def fastscan(m, k):
    """The nearest k of 2^20 codes of m times 4 bits."""
    index = faiss.IndexPQFastScan(2 * m, m, 4)
    index.train(floats(5000, 2 * m))
    index.add(floats(CODES, 2 * m))
    query = floats(1, 2 * m)
    return lambda: index.search(query, k)


def assign(centroids):
    """The nearest centroid of each of the points: what k-means repeats."""
    index = faiss.IndexFlatL2(DIMENSION)
    index.add(floats(centroids, DIMENSION))
    points = floats(POINTS, DIMENSION)
    return lambda: index.search(points, 1)


def encode(m):
    """Product-quantiser codes of the points."""
    quantiser = faiss.ProductQuantizer(DIMENSION, m, 8)
    faiss.copy_array_to_vector(floats(256 * DIMENSION).ravel(), quantiser.centroids)
    points = floats(POINTS, DIMENSION)
    return lambda: quantiser.compute_codes(points)


def flat(dimension):
    """Exact search of one query among the rows."""
    index = faiss.IndexFlatL2(dimension)
    index.add(floats(ROWS, dimension))
    query = floats(1, dimension)
    return lambda: index.search(query, 10)


def bytes8(dimension):
    """The same with a byte a component."""
    index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit_direct_signed)
    rows = random.integers(-127, 128, (ROWS, dimension)).astype(np.float32)
    index.train(rows)
    index.add(rows)
    query = rows[:1]
    return lambda: index.search(query, 10)


kinds = {"adc": adc, "fastscan": fastscan, "assign": assign, "encode": encode, "flat": flat, "bytes": bytes8}
works = {}
for line in sys.stdin:
    if line not in works:
        name, *numbers = line.split()
        works[line] = kinds[name](*map(int, numbers))
    start = time.perf_counter()
    works[line]()
    print(time.perf_counter() - start, flush=True)
