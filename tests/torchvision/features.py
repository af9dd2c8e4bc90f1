"""Features of an image by torchvision's ResNet with the weights of an exported trunk.

    python3 features.py NAME TRUNK.safetensors IMAGE FEATURES

NAME is a model of torchvision (resnet50). IMAGE holds a normalised image, [3, side, side] float32,
little-endian; FEATURES gets what the average pool gives for it, in the same form. The file is read
without the package safetensors, so Debian's python3-torchvision is all that is needed.
"""

import json
import struct
import sys

import numpy
import torch
import torchvision

DTYPES = {"F32": "<f4", "I64": "<i8"}


def load_file(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(data[begin:end], DTYPES[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.copy()).reshape(entry["shape"])
    return tensors


def main(name, trunk, image, features):
    model = getattr(torchvision.models, name)()
    model.fc = torch.nn.Identity()
    model.load_state_dict(load_file(trunk), strict=True)
    pixels = torch.from_numpy(numpy.fromfile(image, "<f4"))
    side = round((pixels.numel() / 3) ** 0.5)
    with torch.no_grad():
        pooled = model.eval()(pixels.reshape(1, 3, side, side))
    pooled.numpy().astype("<f4").tofile(features)


main(*sys.argv[1:])
