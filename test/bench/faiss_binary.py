"""FAISS's side of `npm run bench -- hamming`: IndexBinaryFlat, one thread, single queries.

Each line of standard input is a JSON object that names what to do; each answer is one JSON object.
"""

import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"

import faiss  # noqa: E402
import numpy as np  # noqa: E402

faiss.omp_set_num_threads(1)
held = {}


def load(bits, codes, queries):
    held["queries"] = np.fromfile(queries, dtype=np.uint8).reshape(-1, bits // 8)
    held["index"] = faiss.IndexBinaryFlat(bits)
    held["index"].add(np.fromfile(codes, dtype=np.uint8).reshape(-1, bits // 8))
    return {"version": faiss.__version__, "options": faiss.get_compile_options().strip()}


def search(k, first, count, by_heap):
    """The distances of each query's answers, the milliseconds that each query took, and those of the processor together."""
    index, distances, milliseconds = held["index"], [], []
    index.use_heap = by_heap
    processor = 0.0
    for i in range(first, first + count):
        started, worked = time.perf_counter(), time.process_time()
        found, _ = index.search(held["queries"][i : i + 1], k)
        processor += 1000 * (time.process_time() - worked)
        milliseconds.append(1000 * (time.perf_counter() - started))
        distances.append(found[0].tolist())
    return {"distances": distances, "milliseconds": milliseconds, "processor": processor}


WORKS = {"load": load, "search": search}

for line in sys.stdin:
    request = json.loads(line)
    work = WORKS[request.pop("do")]
    print(json.dumps(work(**request)), flush=True)
