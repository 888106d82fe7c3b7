"""Answers each line, {"width", "height", "pixels" (base64)}, with what OpenCV's SIFT finds: one thread, its own defaults, but
precise upscaling, without which its keypoints lie a quarter of a pixel off."""

import base64
import json
import sys
import time

import cv2
import numpy

cv2.setNumThreads(1)
sift = cv2.SIFT_create(enable_precise_upscale=True)

for line in sys.stdin:
    request = json.loads(line)
    pixels = numpy.frombuffer(base64.b64decode(request["pixels"]), numpy.uint8)
    picture = pixels.reshape(request["height"], request["width"])
    started = time.process_time()
    keypoints, descriptors = sift.detectAndCompute(picture, None)
    seconds = time.process_time() - started
    rows = b"" if descriptors is None else descriptors.astype(numpy.uint8).tobytes()
    answer = {
        "seconds": seconds,
        "keypoints": [[*k.pt, k.size / 2, numpy.radians(k.angle), k.response] for k in keypoints],
        "descriptors": base64.b64encode(rows).decode(),
    }
    print(json.dumps(answer), flush=True)
