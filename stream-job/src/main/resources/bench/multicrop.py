# The authors' augmentation (multicropdataset.py) with torchvision and Pillow, up to the bytes of the views.
import io
import random
import time

import numpy
import torch
from PIL import Image, ImageFilter
from torchvision import transforms

clock = time.process_time


class Blur:
    def __call__(self, image):
        if random.random() >= 0.5:
            return image
        return image.filter(ImageFilter.GaussianBlur(radius=random.uniform(0.1, 2)))


def views(side, smallest, largest):
    return transforms.Compose(
        [
            transforms.RandomResizedCrop(side, scale=(smallest, largest)),
            transforms.RandomHorizontalFlip(p=0.5),
            transforms.RandomApply([transforms.ColorJitter(0.8, 0.8, 0.8, 0.2)], p=0.8),
            transforms.RandomGrayscale(p=0.2),
            Blur(),
            numpy.asarray,
        ]
    )


def prepare(arguments):
    path, images, large, small = arguments
    random.seed(1)
    torch.manual_seed(1)
    all_views = [views(int(large), 0.14, 1)] * 2 + [views(int(small), 0.05, 0.14)] * 6
    with open(path, "rb") as file:
        encoded = file.read()

    def work():
        for _ in range(int(images)):
            image = Image.open(io.BytesIO(encoded)).convert("RGB")
            for view in all_views:
                view(image)

    return work
