"""Makes gist-reference.json: GIST of a small photo by numpy's Fourier transform, step by step as in the authors' MATLAB program
(prefilt, createGabor, gistGabor of http://people.csail.mit.edu/torralba/code/spatialenvelope), to check core/describe/gist against.

    python test/core/describe/gist/make_gist_reference.py && npx prettier --write test/core/describe/gist

needs opencv-python-headless (to read the photo) and numpy. The pixels are kept in the table, as a PNG.
"""

import base64
import json
from pathlib import Path

import cv2
import numpy as np

HERE = Path(__file__).parent
PHOTO = HERE.parents[3] / "resources" / "samples" / "photos" / "petra-rocks.jpg"
SIDE = 44


def prefilter(image: np.ndarray, cycles: int = 4, border: int = 5) -> np.ndarray:
    """image (side, side, channels), 0 to 255"""
    logarithm = np.pad(np.log(image + 1), ((border, border), (border, border), (0, 0)), mode="symmetric")
    n = logarithm.shape[0]
    fx, fy = np.meshgrid(np.arange(-n // 2, n // 2), np.arange(-n // 2, n // 2))
    s1 = cycles / np.sqrt(np.log(2))
    low = np.fft.fftshift(np.exp(-(fx**2 + fy**2) / s1**2))[:, :, None]
    output = logarithm - np.real(np.fft.ifft2(np.fft.fft2(logarithm, axes=(0, 1)) * low, axes=(0, 1)))
    squares = output.mean(axis=2) ** 2
    local = np.sqrt(np.abs(np.fft.ifft2(np.fft.fft2(squares) * low[:, :, 0])))
    return (output / (0.2 + local[:, :, None]))[border:-border, border:-border]


def gabors(orientations: list[int], n: int) -> list[np.ndarray]:
    fx, fy = np.meshgrid(np.arange(-n // 2, n // 2), np.arange(-n // 2, n // 2))
    fr = np.fft.fftshift(np.sqrt(fx**2 + fy**2))
    t = np.fft.fftshift(np.angle(fx + 1j * fy))
    bank = []
    for scale, count in enumerate(orientations):
        for j in range(count):
            frequency, width = 0.3 / 1.85**scale, 16 * count**2 / 32**2
            tr = t + np.pi / count * j
            tr = tr + 2 * np.pi * (tr < -np.pi) - 2 * np.pi * (tr > np.pi)
            bank.append(np.exp(-10 * 0.35 * (fr / n / frequency - 1) ** 2 - 2 * width * np.pi * tr**2))
    return bank


def gist(image: np.ndarray, orientations: list[int]) -> list[float]:
    border = min(32, SIDE)
    bank = gabors(orientations, SIDE + 2 * border)
    values = []
    for channel in np.moveaxis(prefilter(image), 2, 0):
        spectrum = np.fft.fft2(np.pad(channel, border, mode="symmetric"))
        for filter_ in bank:
            response = np.abs(np.fft.ifft2(spectrum * filter_))[border:-border, border:-border]
            step = SIDE // 4
            for y in range(4):
                for x in range(4):
                    values.append(response[y * step : (y + 1) * step, x * step : (x + 1) * step].mean())
    return [float(f"{value:.6g}") for value in values]


colour = cv2.resize(cv2.imread(str(PHOTO)), (SIDE, SIDE), interpolation=cv2.INTER_AREA)[:, :, ::-1]
grey = colour.astype(float).mean(axis=2, keepdims=True)
table = {
    "side": SIDE,
    "png": base64.b64encode(cv2.imencode(".png", colour[:, :, ::-1])[1]).decode(),
    "grey": gist(grey, [8, 8, 8, 8]),
    "colour": gist(colour.astype(float), [8, 8, 4]),
}
(HERE / "gist-reference.json").write_text(json.dumps(table) + "\n")
print(len(table["grey"]), len(table["colour"]))
