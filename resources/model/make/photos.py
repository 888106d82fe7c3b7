"""The licence-clean photographs the head is fitted on: Debian 12 packages, and which of their files are photographs.

Each row: package, version, licence as the package's copyright file states it, most tiles to cut from one photograph,
patterns of the files below the unpacked package. Renders, drawings, icons and screenshots are left out by name.
"""

import glob
import io
import os
import re

from PIL import Image

# The landscapes are many and alike: fewer tiles of each keep them from outweighing all other subjects.
SOURCES = [
    (
        "endless-sky-high-dpi",
        "0.9.8-1",
        "public domain, CC0, CC-BY-2.0/3.0/4.0, CC-BY-SA-2.0/3.0/4.0, file by file",
        7,
        ["**/images/land/*.jpg"],
    ),
    (
        "gcompris-qt-data",
        "3.1-2",
        "public domain, CC0, CC-BY-1.0/2.0/3.0, CC-BY-SA-2.0/2.5/3.0/4.0, GFDL-1.2+, GPL-3+, file by file",
        24,
        ["**/categorization.rcc", "**/details.rcc", "**/erase.rcc", "**/explore_*.rcc"],
    ),
    (
        "plasma-workspace-wallpapers",
        "4:5.27.5-2",
        "GPL-2+",
        24,
        [
            f"**/wallpapers/{name}/contents/images/2560x1600.jpg"
            for name in (
                "Autumn BytheWater ColdRipple ColorfulCups EveningGlow FallenLeaf Grey Kite OneStandsOut Path summer_1am"
            ).split()
        ],
    ),
    (
        "mate-backgrounds",
        "1.26.0-1",
        "GPL-2+",
        24,
        ["**/nature/*.jpg", "**/desktop/GreenTraditional.jpg"],
    ),
    (
        "lomiri-wallpapers-16.04",
        "20.04.0-2",
        "CC0, CC-BY-4.0, CC-BY-SA-4.0, file by file",
        24,
        [
            f"**/{name}*.jpg"
            for name in (
                "Bridge Dragonfly Picture Wine aitzgorri free_ friends greentock life picosdeeuropa seeding sunset"
            ).split()
        ],
    ),
    ("lomiri-wallpapers-20.04", "20.04.0-2", "CC-BY-SA-4.0", 24, ["**/Infinite-Sea*.jpg", "**/Kleiber*.jpg"]),
    ("gnome-taquin", "3.38.1-2", "CC-BY-SA-3.0, public domain", 24, ["**/cats/*.jpg"]),
    ("kphotoalbum", "5.9.1-1", "GPL-2+", 24, ["**/demo/*.jpg"]),
    ("palapeli-data", "4:22.12.3-1", "GPL-2+", 24, ["**/collection/*.jpg"]),
    ("tuxpaint-data", "1:0.9.28-sdl2-1", "GPL-2+", 24, ["**/templates/*.jpg"]),
]
LEFT_OUT = {"qt-logo.jpg"}
SMALLEST_FILE = 12_000
SMALLEST_SIDE = 200


def carve_resource_file(path):
    """Photographs inside a Qt resource file: each entry is a big-endian length and the file's own bytes."""
    with open(path, "rb") as file:
        data = file.read()
    for match in re.finditer(rb"\xff\xd8\xff|RIFF....WEBP", data, re.DOTALL):
        start = match.start()
        size = int.from_bytes(data[start - 4 : start], "big")
        entry = data[start : start + size]
        whole = len(entry) == size and (entry[:1] == b"R" or entry[-2:] == b"\xff\xd9")
        if whole and size > SMALLEST_FILE:
            yield io.BytesIO(entry)


def open_photos(folder):
    """Yields (package, name, most tiles, RGB picture) of every photograph under the folder of unpacked packages."""
    Image.MAX_IMAGE_PIXELS = None
    for package, _, _, most_tiles, patterns in SOURCES:
        paths = {path for pattern in patterns for path in glob.glob(f"{folder}/{package}/{pattern}", recursive=True)}
        if not paths:
            raise ValueError(f"No photograph of the package {package} under {folder}: unpack it there first.")
        for path in sorted(paths):
            name = os.path.basename(path)
            if name in LEFT_OUT:
                continue
            for part, source in enumerate(carve_resource_file(path) if path.endswith(".rcc") else [path]):
                picture = Image.open(source).convert("RGB")
                if min(picture.size) >= SMALLEST_SIDE:
                    yield package, f"{name}-{part}", most_tiles, picture
