"""Files that are made to cost us dearly, or to be more than a picture."""

import struct
import zlib
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image

from budget_app.ideas import pictures
from budget_app.ideas.pictures import MOST_PASSES, NotAPicture, TooManyPixels, reencode


def jpeg(progressive: bool = True, size: tuple[int, int] = (64, 48), **more: object) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, "JPEG", progressive=progressive, **more)
    return made.getvalue()


def in_passes(count: int) -> bytes:
    """The last pass over a picture, over and over: a small file that takes hours."""
    whole = jpeg()
    last = whole.rindex(pictures.PASS)
    return whole[:-2] + whole[last:-2] * count + pictures.END


def png(width: int, height: int) -> bytes:
    """A grey wall of this size in a few bytes."""
    rows = zlib.compressobj(9)
    data = b"".join(rows.compress(b"\0" * (width + 1)) for _ in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        jpeg()[:300],
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"
        b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7\n",
        b"II*\x00" + b"\0" * 40,
        in_passes(MOST_PASSES),
    ],
    ids=["nothing", "a head", "cut off", "gif", "svg", "pdf", "tiff", "passes without end"],
)
def test_what_is_no_picture_for_us_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        reencode(data)


def test_a_picture_in_the_usual_number_of_passes_is_taken() -> None:
    assert pictures.passes(jpeg(progressive=False)) == 1
    assert 1 < pictures.passes(jpeg()) < MOST_PASSES / 2
    assert reencode(in_passes(5)).width == 64


def test_what_phones_put_after_a_picture_counts_for_nothing() -> None:
    """A moving photo is a JPEG with a film behind it, in which any bytes may stand."""
    film = pictures.PASS * 500
    assert reencode(jpeg() + film).width == 64


def test_only_the_picture_goes_over() -> None:
    """A file that is a picture and a page at once, whichever way it is looked at."""
    page = b"<html><script>alert(1)</script></html>"
    kept = reencode(jpeg(comment=page) + page + b"PK\x03\x04").content
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept
    assert kept.startswith(pictures.JPEG)


@pytest.mark.parametrize(("turned", "size"), [(1, (64, 48)), (6, (48, 64))])
def test_a_picture_that_was_taken_upright_stays_so(turned: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    made = reencode(jpeg(exif=exif))
    assert (made.width, made.height) == size
    big = reencode(jpeg(False, (6400, 4800), exif=exif))
    assert (big.width > big.height) == (turned == 1)


def test_a_wall_of_pixels_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(TooManyPixels):
        reencode(png(9_000, 7_000))
    whole = jpeg(size=(8_000, 7_600))  # in passes, so drawing it small does not help
    with pytest.raises(TooManyPixels):
        reencode(whole)


def test_who_waits_too_long_for_pictures_of_others_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    refused: list[BaseException] = []

    def send() -> None:
        try:
            reencode(jpeg())
        except pictures.TooBusy as busy:
            refused.append(busy)

    with pictures._one_at_a_time():
        other = Thread(target=send)
        other.start()
        other.join()
    assert len(refused) == 1
    assert reencode(jpeg()).width == 64, "its turn came back"
