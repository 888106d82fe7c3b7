"""FAISS's recall on sift100k with one seed of its k-means, for recall.bench.ts: each line {"folder", "seed"} is answered by
a line with the rows of faiss-reference.json's ADC, SDC and IVFADC."""

import json
import sys

import faiss
import numpy as np

D = 128


def vectors(folder, name):
    rows = np.fromfile(f"{folder}/{name}", dtype=np.uint8).reshape(-1, D + 4)
    return np.ascontiguousarray(rows[:, 4:]).astype("float32")


def measures(found, truth):
    row = {f"recall@{R}": float((found[:, :R] == truth[:, :1]).any(1).mean()) for R in (1, 10, 100)}
    shared = [len(set(found[i, :10]) & set(truth[i, :10])) / 10 for i in range(len(found))]
    return {**row, "overlap10": float(np.mean(shared))}


def rows_of(folder, seed):
    base, learn, query = (vectors(folder, f"{name}.bvecs") for name in ("base", "learn", "query"))
    truth = np.fromfile(f"{folder}/groundtruth.ivecs", dtype="int32")
    truth = truth.reshape(-1, truth[0] + 1)[:, 1:]
    for m in (4, 8, 16):
        index = faiss.IndexPQ(D, m, 8)
        index.pq.cp.seed = seed
        index.train(learn)
        index.add(base)
        yield {"system": "ADC", "m": m, **measures(index.search(query, 100)[1], truth)}
        index.pq.compute_sdc_table()
        index.search_type = faiss.IndexPQ.ST_SDC
        yield {"system": "SDC", "m": m, **measures(index.search(query, 100)[1], truth)}
    for m in (8, 16):
        for nlist in (256, 1024):
            coarse = faiss.IndexFlatL2(D)
            index = faiss.IndexIVFPQ(coarse, D, nlist, m, 8)
            index.cp.seed = seed
            index.pq.cp.seed = seed
            index.train(learn)
            index.add(base)
            for nprobe in (1, 8, 64):
                index.nprobe = nprobe
                found = index.search(query, 100)[1]
                yield {"system": "IVFADC", "m": m, "nlist": nlist, "nprobe": nprobe, **measures(found, truth)}


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(list(rows_of(request["folder"], request["seed"]))), flush=True)
