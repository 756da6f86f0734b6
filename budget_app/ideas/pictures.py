"""Pictures: taken in small, and without anything but the picture itself. No database here.

What is sent may be made to cost us dearly: a small file that unpacks to a wall of pixels, or that
asks for thousands of passes over them. Such a file is refused before it is unpacked, and of what is
unpacked there is one at a time, so that memory does not grow with how many people send something.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from budget_app.errors import Refusal
from budget_app.i18n import _l

LONGEST_SIDE = 1280  # pixels
MOST_PIXELS = 60_000_000
MOST_PIXELS_AS_SENT = 250_000_000  # a plain JPEG is unpacked at a fraction of its size
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_AS_SENT  # Pillow's own limit would stop phones of today
FORMATS = ("JPEG", "PNG", "WEBP")
# Cameras and editors write a JPEG in up to some ten passes; each costs time for every pixel.
MOST_PASSES = 40
PATIENCE = 10  # seconds to wait for pictures of others
# What Pillow shrinks well as it is; the rest first becomes full colour.
SHRINKS = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")
QUALITY = 82
JPEG, PASS, END = b"\xff\xd8", b"\xff\xda", b"\xff\xd9"
# Within the data of a pass an FF is followed by 00, or marks a place to start again.
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_turn = Lock()


class NotAPicture(Refusal):
    status = 400
    sentence = _l("Dit is geen foto die we kunnen lezen. Kies een JPEG, PNG of WebP.")


class PhoneFormat(NotAPicture):
    sentence = _l(
        "Dit is een foto in de vorm HEIC of AVIF. Die kunnen we niet lezen. Maak een schermafdruk "
        "van de foto op uw telefoon en kies die."
    )


class TooManyPixels(NotAPicture):
    sentence = _l(
        "Deze foto is te groot om te verkleinen. Maak een schermafdruk van de foto en kies die."
    )


class PictureTooLarge(Refusal):
    status = 413
    sentence = _l("Deze foto is te groot. Kies een foto van ten hoogste {megabytes} MB.")


class TooBusy(Refusal):
    status = 503
    sentence = _l("Er komen nu veel foto’s tegelijk binnen. Kies uw foto over een minuut opnieuw.")


@dataclass(frozen=True)
class Picture:
    """A re-encoded picture: JPEG bytes, and width and height in pixels."""

    content: bytes
    width: int
    height: int


def reencode(data: bytes) -> Picture:
    """A picture as a fresh JPEG of at most 1280 pixels a side.

    Only the pixels go over: place, time, camera and comments stay behind, and whatever else was in
    the file. Raises NotAPicture, TooBusy.
    """
    if data[4:8] == b"ftyp":  # the family of formats that phones use among themselves
        raise PhoneFormat
    if data.startswith(JPEG) and passes(data) > MOST_PASSES:
        raise NotAPicture
    try:
        with _one_at_a_time(), Image.open(BytesIO(data), formats=FORMATS) as source:
            upright = ImageOps.exif_transpose(_small(source)).convert("RGBA")
    except (Image.DecompressionBombError, MemoryError):
        raise TooManyPixels from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise NotAPicture from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    made = BytesIO()
    plain.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(made.getvalue(), plain.width, plain.height)


def passes(data: bytes) -> int:
    """How many passes over all its pixels a JPEG asks for, counted to its end or one too many."""
    found, at = 0, len(JPEG)
    while found <= MOST_PASSES and (marker := MARKER.search(data, at)) and marker[0] != END:
        found += marker[0] == PASS
        at = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2])
    return found


def read_limited(file: IO[bytes], most: int) -> bytes:
    """The content of an upload of at most `most` bytes. Raises PictureTooLarge."""
    data = file.read(most + 1)
    if len(data) > most:
        raise PictureTooLarge(megabytes=most // (1024 * 1024))
    return data


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _turn.acquire(timeout=PATIENCE):
        raise TooBusy
    try:
        yield
    finally:
        _turn.release()


def _small(source: Image.Image) -> Image.Image:
    """A picture of about twice the size that is kept, from one that may be as large as allowed."""
    # What comes in passes is unpacked whole, whatever size is asked for.
    whole = "progressive" in source.info
    _demand_size(source, MOST_PIXELS if whole else MOST_PIXELS_AS_SENT)
    most = (LONGEST_SIDE * 2, LONGEST_SIDE * 2)
    source.draft("RGB", most)
    _demand_size(source, MOST_PIXELS)
    if source.mode in SHRINKS:
        source.thumbnail(most)
        return source
    return _in_eight_bits(source)


def _demand_size(source: Image.Image, most: int) -> None:
    if source.width * source.height > most:
        raise TooManyPixels


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """A grey scan of sixteen bits a pixel in eight; without this it would come out white."""
    if not image.mode.startswith("I;16"):
        return image
    return image.convert("I").point(lambda value: value / 257).convert("L")
