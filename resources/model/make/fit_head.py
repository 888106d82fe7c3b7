"""Fits the learned head in closed form: whiten what augmentation changes, keep what tells photos apart.

After learned whitening (Mikolajczyk and Matas 2007; Radenovic, Tolias and Chum 2018, section III-D), with shrinkage and
with exponents below one half on the second rotation. Input: descriptors of describe.py; output: head.npz.
"""

import sys

import numpy as np

DIMENSION = 512
SHRINKAGE = 0.1
# Exponents of the two spectra: full whitening of the noise, a light one of the signal.
NOISE_EXPONENT = 0.5
SIGNAL_EXPONENT = 0.12


def covariances(descriptors):
    """Cw: mean of (augmented - clean)(augmented - clean)^T / 2. Cb: covariance of the clean views."""
    clean = descriptors[:, 0].astype(np.float64)
    changes = (descriptors[:, 1:] - descriptors[:, :1]).reshape(-1, clean.shape[1]).astype(np.float64)
    return changes.T @ changes / (2 * len(changes)), np.cov(clean.T, bias=True), clean.mean(0)


def descending(symmetric):
    values, vectors = np.linalg.eigh(symmetric)
    return values[::-1], vectors[:, ::-1]


def fit_head(descriptors, dimension=DIMENSION):
    """Returns (P, m) of feature = l2((x - m) P); P is scaled to a largest entry of one, which the norm undoes."""
    within, between, mean = covariances(descriptors)
    size = len(mean)
    shrunk = (1 - SHRINKAGE) * within + SHRINKAGE * np.trace(within) / size * np.eye(size)
    noise, directions = descending(shrunk)
    whiten = directions * noise**-NOISE_EXPONENT
    signal, rotation = descending(whiten.T @ between @ whiten)
    projection = whiten @ rotation[:, :dimension] * signal[:dimension] ** -SIGNAL_EXPONENT
    return projection / np.abs(projection).max(), mean


if __name__ == "__main__":
    *sources, out = sys.argv[1:]
    head, centre = fit_head(np.concatenate([np.load(source) for source in sources]))
    np.savez(out, projection=head, mean=centre)
