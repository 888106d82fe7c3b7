"""Cuts each photograph into tiles of several scales: few large photographs become thousands of small ones.

A tile is stored as the application's decoder would hand it on: fitted inside 512 pixels.
"""

import os
import random
import sys

from PIL import Image

import photos

# Rows x columns of the cuts; the uneven ones give upright and square tiles too.
GRIDS = [(1, 1), (1, 2), (2, 2), (1, 3), (2, 3), (3, 3), (3, 5), (4, 4), (5, 7)]
SMALLEST_CELL = 300
FIT_INSIDE = 512


def cells(width, height):
    """Boxes of every grid whose cells stay large enough; the whole photograph always."""
    boxes = [(0, 0, width, height)]
    for rows, columns in GRIDS[1:]:
        wide, high = width // columns, height // rows
        if min(wide, high) >= SMALLEST_CELL:
            boxes += [(x * wide, y * high, (x + 1) * wide, (y + 1) * high) for y in range(rows) for x in range(columns)]
    return boxes


def cut(packages, out):
    os.makedirs(out, exist_ok=True)
    for index, (package, name, most_tiles, picture) in enumerate(photos.open_photos(packages)):
        boxes = cells(*picture.size)
        chance = random.Random(f"{package}/{name}")
        kept = boxes[:1] + chance.sample(boxes[1:], min(len(boxes) - 1, most_tiles - 1))
        for box in kept:
            tile = picture.crop(box)
            tile.thumbnail((FIT_INSIDE, FIT_INSIDE), Image.Resampling.BICUBIC, reducing_gap=None)
            corner = "-".join(str(edge) for edge in box)
            tile.save(os.path.join(out, f"{index:04d}_{package}_{corner}.jpg"), quality=95, subsampling=0)


if __name__ == "__main__":
    cut(sys.argv[1], sys.argv[2])
