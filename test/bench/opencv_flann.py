"""FLANN's side of `npm run bench -- trees`: OpenCV's k-d forest, single queries, on request.

Each line of standard input is a JSON object that names what to do; each answer is one JSON object.
"""

import json
import sys
import time

import cv2
import numpy as np

cv2.setNumThreads(1)
held = {}
K_D_FOREST = 1


def read_vectors(path):
    """An fvecs file: each row is led by its length."""
    columns = int(np.fromfile(path, dtype=np.int32, count=1)[0])
    rows = np.memmap(path, dtype=np.float32, mode="r").reshape(-1, columns + 1)
    return np.ascontiguousarray(rows[:, 1:])


def timed(index, i, k, checks):
    started = time.perf_counter()
    found, _ = index.knnSearch(held["queries"][i : i + 1], k, params={"checks": checks})
    return found[0].tolist(), 1000 * (time.perf_counter() - started)


def build(base, queries, trees):
    held.update(base=read_vectors(base), queries=read_vectors(queries))
    held["index"] = cv2.flann_Index(held["base"], {"algorithm": K_D_FOREST, "trees": trees})
    small = cv2.flann_Index(held["base"][:16], {"algorithm": K_D_FOREST, "trees": 1})
    call = float(np.median([timed(small, 0, 1, 1)[1] for _ in range(2000)]))
    return {"version": cv2.__version__, "callMs": call}


def search(checks, k, first, count):
    answers = [timed(held["index"], i, k, checks) for i in range(first, first + count)]
    return {"ids": [ids for ids, _ in answers], "milliseconds": [ms for _, ms in answers]}


WORKS = {"build": build, "search": search}

for line in sys.stdin:
    request = json.loads(line)
    work = WORKS[request.pop("do")]
    print(json.dumps(work(**request)), flush=True)
