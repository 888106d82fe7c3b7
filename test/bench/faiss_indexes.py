"""FAISS's and LanceDB's side of `npm run bench -- faiss`: one thread, the same vectors, one measurement on request.

Each line of standard input is a JSON object that names what to do; each answer is one JSON object.
"""

import json
import os
import sys
import tempfile
import time

THREADS = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"]
# LanceDB waits for itself for ever where its reading has no thread of its own: computing alone is held to one.
for name in THREADS + ["LANCE_CPU_THREADS"]:
    os.environ[name] = "1"

import faiss  # noqa: E402
import numpy as np  # noqa: E402

faiss.omp_set_num_threads(1)
held = {}


def read_vectors(path):
    """An fvecs file: each row is led by its length."""
    columns = int(np.fromfile(path, dtype=np.int32, count=1)[0])
    rows = np.memmap(path, dtype=np.float32, mode="r").reshape(-1, columns + 1)
    return np.ascontiguousarray(rows[:, 1:])


def load(base, queries):
    held.update(base=read_vectors(base), queries=read_vectors(queries))
    return {"version": faiss.__version__, "rows": len(held["base"])}


def build(factory):
    base = held["base"]
    index = faiss.index_factory(base.shape[1], factory)
    started = time.process_time()
    index.train(base)
    trained = time.process_time()
    index.add(base)
    added = time.process_time()
    held["index"] = index
    return {
        "trainSeconds": trained - started,
        "addSeconds": added - trained,
        "megabytes": faiss.serialize_index(index).nbytes / 1e6,
    }


def search(nprobe, k, first, count, refine=None):
    """Single queries; the ids of each, and the milliseconds that each took."""
    index, queries = held["index"], held["queries"]
    if refine is None:
        parameters = faiss.SearchParametersIVF(nprobe=nprobe)
    else:
        inner = faiss.SearchParametersIVF(nprobe=nprobe)
        parameters = faiss.IndexRefineSearchParameters(k_factor=refine, base_index_params=inner)
    ids, milliseconds = [], []
    for i in range(first, first + count):
        started = time.perf_counter()
        _, found = index.search(queries[i : i + 1], k, params=parameters)
        milliseconds.append(1000 * (time.perf_counter() - started))
        ids.append(found[0].tolist())
    return {"ids": ids, "milliseconds": milliseconds}


def call_overhead():
    """Milliseconds of a search that finds one vector among one: what calling from Python costs."""
    index = faiss.IndexFlatL2(held["base"].shape[1])
    index.add(held["base"][:1])
    times = []
    for i in range(2000):
        started = time.perf_counter()
        index.search(held["queries"][:1], 1)
        times.append(1000 * (time.perf_counter() - started))
    return {"milliseconds": float(np.median(times))}


def build_lance(parts, nlist):
    import lancedb
    import lancedb.index
    import pyarrow as pa

    base = held["base"]
    held["folder"] = tempfile.TemporaryDirectory(prefix="likeness-lance-")
    vectors = pa.FixedSizeListArray.from_arrays(pa.array(base.reshape(-1)), base.shape[1])
    started = time.process_time()
    table = lancedb.connect(held["folder"].name).create_table("vectors", pa.table({"vector": vectors}))
    config = lancedb.index.IvfPq(distance_type="l2", num_partitions=nlist, num_sub_vectors=parts)
    table.create_index("vector", config=config)
    held["table"] = table
    return {"version": lancedb.__version__, "seconds": time.process_time() - started}


def search_lance(nprobe, k, first, count, refine):
    ids, milliseconds = [], []
    for i in range(first, first + count):
        query = held["table"].search(held["queries"][i]).nprobes(nprobe).refine_factor(refine)
        query = query.with_row_id(True).select(["_rowid", "_distance"]).limit(k)
        started = time.perf_counter()
        found = query.to_arrow()
        milliseconds.append(1000 * (time.perf_counter() - started))
        ids.append(found["_rowid"].to_pylist())
    return {"ids": ids, "milliseconds": milliseconds}


WORKS = {
    "load": load,
    "build": build,
    "search": search,
    "callOverhead": call_overhead,
    "buildLance": build_lance,
    "searchLance": search_lance,
}

for line in sys.stdin:
    request = json.loads(line)
    work = WORKS[request.pop("do")]
    print(json.dumps(work(**request)), flush=True)
