#!/usr/bin/python3
"""Writes the images of this folder: a test image, what Pillow makes of it at each stage of the
augmentation, and small files in every format that is decoded or refused.

Written with Debian's python3-pil 9.4.0 and python3-numpy. The operations are the ones that
torchvision's transforms call for a PIL image. The parameters of a stage are in its file's name;
the tests read them from there.
"""

import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

HERE = os.path.dirname(os.path.abspath(__file__))


def save(image, *path, **options):
    name = os.path.join(HERE, *path)
    os.makedirs(os.path.dirname(name), exist_ok=True)
    image.save(name, **options)


def write(data, *path):
    name = os.path.join(HERE, *path)
    os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, "wb") as file:
        file.write(data)


def photo(width=240, height=180):
    """Soft light, two textures, discs with smooth edges and a little noise, as in a photograph."""
    random = np.random.RandomState(7)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    light = 60 + 120 * x / width + 40 * np.sin(y / 23)
    image = np.stack([light, 0.8 * light + 0.2 * y, 190 - 0.6 * light], axis=2)
    image += (18 * np.sin(x / 2.7 + y / 4.1))[:, :, None] * (y > height / 2)[:, :, None]
    for _ in range(24):
        cx, cy, radius = random.rand(3) * (width, height, 28) + (0, 0, 4)
        edge = 1 / (1 + np.exp(np.hypot(x - cx, y - cy) - radius))
        image += edge[:, :, None] * (random.rand(3) * 255 - image)
    image += random.randn(height, width, 1) * 4
    return Image.fromarray(np.clip(image, 0, 255).astype(np.uint8))


def resize(image, x, y, width, height, side):
    return image.crop((x, y, x + width, y + height)).resize((side, side), Image.BILINEAR)


def hue(image, shift):
    h, s, v = image.convert("HSV").split()
    turned = np.array(h, dtype=np.uint8) + np.uint8(int(shift * 255) & 255)
    return Image.merge("HSV", (Image.fromarray(turned), s, v)).convert("RGB")


def evaluation(image, side, scaled):
    width, height = image.size
    shorter = min(width, height)
    width, height = int(scaled * width / shorter), int(scaled * height / shorter)
    left, top = int(round((width - side) / 2.0)), int(round((height - side) / 2.0))
    resized = image.resize((width, height), Image.BILINEAR)
    return resized.crop((left, top, left + side, top + side))


def stages(image):
    boxes = [
        (30, 20, 32, 32, 64),
        (100, 90, 48, 48, 48),
        (51, 33, 70, 66, 56),
        (64, 40, 96, 96, 64),
        (11, 7, 144, 141, 64),
        (0, 0, 160, 170, 64),
        (40, 10, 167, 161, 48),
        (0, 0, 240, 180, 32),
    ]
    for box in boxes:
        save(resize(image, *box), "stages", "resize_%d_%d_%d_%d_%d.png" % box)
    view = resize(image, 20, 40, 128, 112, 64)
    save(view, "stages", "view.png")
    enhancers = {
        "brightness": ImageEnhance.Brightness,
        "contrast": ImageEnhance.Contrast,
        "saturation": ImageEnhance.Color,
    }
    for name, enhancer in enhancers.items():
        for factor in (0.25, 0.7, 1.7):
            save(enhancer(view).enhance(factor), "stages", "%s_%s.png" % (name, factor))
    for shift in (-0.2, 0.05, 0.17):
        save(hue(view, shift), "stages", "hue_%s.png" % shift)
    save(view.convert("L").convert("RGB"), "stages", "grayscale.png")
    save(view.transpose(Image.FLIP_LEFT_RIGHT), "stages", "mirror.png")
    for sigma in (0.1, 0.3, 0.6, 1.0, 1.5, 2.0):
        save(view.filter(ImageFilter.GaussianBlur(sigma)), "stages", "blur_%s.png" % sigma)
    save(chain(image), "stages", "chain.png")
    save(evaluation(image, 32, 32), "stages", "evaluation_32.png")
    save(evaluation(image, 112, 128), "stages", "evaluation_112.png")


def decodings():
    for jpeg in ("photo.jpg", "formats/progressive.jpg", "formats/gray.jpg", "formats/cmyk.jpg"):
        name = os.path.splitext(os.path.basename(jpeg))[0]
        decoded = Image.open(os.path.join(HERE, jpeg)).convert("RGB")
        save(decoded, "stages", "decoded_%s.png" % name)


def chain(image):
    view = resize(image, 20, 40, 128, 112, 64).transpose(Image.FLIP_LEFT_RIGHT)
    view = ImageEnhance.Color(view).enhance(1.4)
    view = hue(view, -0.1)
    view = ImageEnhance.Brightness(view).enhance(0.8)
    view = ImageEnhance.Contrast(view).enhance(1.3)
    return view.filter(ImageFilter.GaussianBlur(0.9))


def chunk(kind, data):
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


def png(width, height, bits, color, rows, animation=b"", frames=b""):
    header = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + animation
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + frames
        + chunk(b"IEND", b"")
    )


def unfiltered(image):
    return b"".join(b"\0" + row.tobytes() for row in np.array(image))


def frame_control(number, image, disposal=0):
    return chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, *image.size, 0, 0, 1, 10, disposal, 0))


def frame_data(number, rows):
    return chunk(b"fdAT", struct.pack(">I", number) + zlib.compress(rows, 9))


TWO_FRAMES = chunk(b"acTL", struct.pack(">II", 2, 0))


def broken_frame(image):
    """An image that is no frame of its animation, whose first frame has a filter 9."""
    rows = unfiltered(image)
    frame = frame_control(0, image) + frame_data(1, b"\x09" + rows[1:])
    return png(*image.size, 8, 2, rows, TWO_FRAMES, frame)


def cleared_gray(gray):
    """A frame that is cleared after its time; Pillow 9.4 does not write this of grayscale."""
    rows = unfiltered(gray)
    first = frame_control(0, gray, disposal=1)
    second = frame_control(1, gray) + frame_data(2, rows)
    return png(*gray.size, 8, 0, rows, TWO_FRAMES + first, second)


def segment(marker, data):
    return struct.pack(">HH", marker, 2 + len(data)) + data


def lossless_jpeg(image):
    """Process 14 of ITU T.81, which Pillow neither reads nor writes: each sample is predicted by
    the one to its left, in the first column by the one above."""
    width, height = image.size
    pixels = np.array(image).astype(int)
    predicted = np.roll(pixels, 1, axis=1)
    predicted[1:, 0] = pixels[:-1, 0]
    predicted[0, 0] = 128
    bits = ""
    for difference in (pixels - predicted).flatten().tolist():
        length = abs(difference).bit_length()
        value = difference if difference >= 0 else difference + (1 << length) - 1
        bits += format(length, "04b") + (format(value, "0%db" % length) if length else "")
    bits += "1" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    components = b"".join(bytes((i, 0x11, 0)) for i in (1, 2, 3))
    return (
        b"\xff\xd8"
        + segment(0xFFC3, struct.pack(">BHHB", 8, height, width, 3) + components)
        + segment(0xFFC4, bytes((0, 0, 0, 0, 9)) + bytes(12) + bytes(range(9)))
        + segment(0xFFDA, bytes((3, 1, 0, 2, 0, 3, 0, 1, 0, 0)))
        + data
        + b"\xff\xd9"
    )


def os2_bmp(image):
    """The 16-bit header of OS/2, which Pillow reads but does not write."""
    width, height = image.size
    pixels = image.tobytes("raw", "BGR", (width * 3 + 3) // 4 * 4, -1)
    header = struct.pack("<IHHHH", 12, width, height, 1, 24)
    return b"BM" + struct.pack("<IHHI", 26 + len(pixels), 0, 0, 26) + header + pixels


def formats(image):
    small = image.resize((40, 30), Image.BILINEAR)
    save(small, "formats", "expected.png")
    gray = small.convert("L")
    save(gray.convert("RGB"), "formats", "expected-gray.png")
    save(small, "formats", "rgb.bmp")
    write(os2_bmp(small), "formats", "os2.bmp")
    save(small, "formats", "lossless.webp", lossless=True)
    save(small, "formats", "lossy.webp", quality=95)
    with_alpha = small.copy()
    with_alpha.putalpha(gray)
    save(with_alpha, "formats", "alpha.png")
    save(with_alpha, "formats", "alpha.webp", lossless=True, exact=True)
    save(with_alpha, "formats", "extended.webp", quality=95, exact=True)
    save(gray, "formats", "gray.png")
    save(gray, "formats", "gray.jpg", quality=98)
    save(small.quantize(200), "formats", "palette.png")
    save(small, "formats", "rgb.jpg", quality=98, subsampling=0)
    save(small, "formats", "progressive.jpg", quality=98, subsampling=0, progressive=True)
    save(small.convert("CMYK"), "formats", "cmyk.jpg", quality=98)
    write(lossless_jpeg(small), "formats", "lossless.jpg")
    wide = np.array(small).astype(">u2") * 257
    write(png(40, 30, 16, 2, unfiltered(wide)), "formats", "rgb16.png")
    wide = np.array(gray).astype(">u2") * 257
    write(png(40, 30, 16, 0, unfiltered(wide)), "formats", "gray16.png")
    frames = {"save_all": True, "duration": 100, "append_images": [small.rotate(180)]}
    save(small, "formats", "animated.png", **frames)
    save(small, "formats", "animated.webp", lossless=True, **frames)
    frames["append_images"] = [gray.rotate(180)]
    save(gray, "formats", "animated-gray.png", **frames)
    write(broken_frame(small), "formats", "broken-frame.png")
    write(cleared_gray(gray), "formats", "cleared-gray.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = small.transpose(Image.ROTATE_90)
    save(turned, "formats", "exif6.jpg", quality=98, subsampling=0, exif=exif.tobytes())
    save(turned, "formats", "exif6.png", exif=exif)
    save(turned, "formats", "exif6.webp", lossless=True, exif=exif)
    save(small, "formats", "refused.gif")
    save(small, "formats", "refused.tif")


if __name__ == "__main__":
    test_image = photo()
    save(test_image, "photo.png")
    save(test_image, "photo.jpg", quality=90)
    stages(test_image)
    formats(test_image)
    decodings()
