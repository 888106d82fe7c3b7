"""Makes opencv-sift.json: what OpenCV's SIFT finds on some of the sample photos, as a table to check core/local against.

    python test/core/local/make_opencv_sift.py && npx prettier --write test/core/local

needs opencv-python-headless and numpy.

The photos are made grey and small here, and their pixels are kept in the table (as a PNG), so that both sides see the
same numbers whatever decodes and resizes elsewhere. Positions are those of OpenCV with precise upscaling: without it
its keypoints lie a quarter of a pixel off.
"""

import base64
import json
from pathlib import Path

import cv2

HERE = Path(__file__).parent
PHOTOS = HERE.parents[2] / "resources" / "samples" / "photos"
NAMES = ["fig", "harbour", "nuthatch", "watchtower"]
LONGER_SIDE = 160
DESCRIBED = 10  # every so many keypoints carry their descriptor


def table_of(name: str) -> dict:
    grey = cv2.imread(str(PHOTOS / f"{name}.jpg"), cv2.IMREAD_GRAYSCALE)
    factor = LONGER_SIDE / max(grey.shape)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    sift = cv2.SIFT_create(enable_precise_upscale=True)
    keypoints, descriptors = sift.detectAndCompute(small, None)
    return {
        "name": name,
        "png": base64.b64encode(cv2.imencode(".png", small, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1]).decode(),
        # x, y, diameter (twice sigma), angle in degrees clockwise, strength
        "keypoints": [
            [round(k.pt[0], 3), round(k.pt[1], 3), round(k.size, 3), round(k.angle, 2), round(k.response, 5)]
            for k in keypoints
        ],
        "descriptors": {
            str(i): [int(value) for value in descriptors[i]] for i in range(0, len(keypoints), DESCRIBED)
        },
    }


tables = [table_of(name) for name in NAMES]
lines = ",\n".join(json.dumps(table, separators=(",", ":")) for table in tables)
(HERE / "opencv-sift.json").write_text(f'{{"opencv":"{cv2.__version__}","pictures":[\n{lines}\n]}}\n')
print({table["name"]: len(table["keypoints"]) for table in tables})
