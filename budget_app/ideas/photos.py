"""Photos: taken in small, and without anything but the picture itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import IO

import sqlalchemy as sa
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlmodel import Session, col, delete, select

from budget_app.clock import local_date
from budget_app.errors import NotFound, Refusal
from budget_app.i18n import _l
from budget_app.ideas.models import Idea, IdeaAuthor, Photo

LONGEST_SIDE = 1280  # pixels
MOST_PIXELS = 60_000_000  # refused before it is unpacked: a small file can hold a huge picture
MOST_PIXELS_AS_SENT = 250_000_000  # a JPEG is unpacked at a fraction of its size
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_AS_SENT  # Pillow's own limit would stop phones of today
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82
UNUSED_DAYS = 2


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


@dataclass(frozen=True)
class Picture:
    """A re-encoded picture: JPEG bytes, and width and height in pixels."""

    content: bytes
    width: int
    height: int


def reencode(data: bytes) -> Picture:
    """A picture as a fresh JPEG of at most 1280 pixels a side.

    Only the pixels go over: place, time, camera and comments stay behind. Raises NotAPicture.
    """
    if data[4:8] == b"ftyp":  # the family of formats that phones use among themselves
        raise PhoneFormat
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as source:
            _demand_size(source, MOST_PIXELS_AS_SENT)
            source.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
            _demand_size(source, MOST_PIXELS)
            upright = _in_eight_bits(ImageOps.exif_transpose(source)).convert("RGBA")
    except Image.DecompressionBombError:
        raise TooManyPixels from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise NotAPicture from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    made = BytesIO()
    plain.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(made.getvalue(), plain.width, plain.height)


def _demand_size(source: Image.Image, most: int) -> None:
    if source.width * source.height > most:
        raise TooManyPixels


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """A grey scan of sixteen bits a pixel in eight; without this it would come out white."""
    if not image.mode.startswith("I;16"):
        return image
    return image.convert("I").point(lambda value: value / 257).convert("L")


def read_limited(file: IO[bytes], most: int) -> bytes:
    """The content of an upload of at most `most` bytes. Raises PictureTooLarge."""
    data = file.read(most + 1)
    if len(data) > most:
        raise PictureTooLarge(megabytes=most // (1024 * 1024))
    return data


def keep(
    session: Session, picture: Picture, account_id: int, now: datetime, description: str = ""
) -> Photo:
    """Store a picture; re-encode it first, outside the transaction, because that takes time."""
    photo = Photo(
        content=picture.content,
        width=picture.width,
        height=picture.height,
        description=description,
        uploaded_on=local_date(now),
        uploaded_by_id=account_id,
    )
    session.add(photo)
    session.flush()
    return photo


def own(session: Session, photo_id: int | None, account_id: int) -> int | None:
    """The id of a photo that this account uploaded itself; None for any other."""
    if photo_id is None:
        return None
    query = select(Photo.id).where(Photo.id == photo_id, Photo.uploaded_by_id == account_id)
    return session.exec(query).first()


def visible(session: Session, photo_id: int, account_id: int | None) -> Photo:
    """A photo as this visitor may see it. Raises NotFound.

    A photo that is not shown anywhere yet is for who uploaded it and for the makers of its draft.
    """
    photo = session.get(Photo, photo_id)
    if photo is None:
        raise NotFound
    if account_id is not None and photo.uploaded_by_id == account_id:
        return photo
    if not _shown(session, photo_id) and not _in_draft_of(session, photo_id, account_id):
        raise NotFound
    return photo


def forget(session: Session, account_id: int) -> None:
    """Remove what this account uploaded and nobody can see; take it off what stays with an idea."""
    mine = select(Photo.id).where(Photo.uploaded_by_id == account_id)
    for photo_id in session.exec(mine).all():
        if _in_use(session, photo_id):
            session.connection().execute(
                sa.update(Photo).where(col(Photo.id) == photo_id).values(uploaded_by_id=None)
            )
        else:
            session.exec(delete(Photo).where(col(Photo.id) == photo_id))


def _in_use(session: Session, photo_id: int | None) -> bool:
    in_idea = session.exec(select(Idea.id).where(Idea.photo_id == photo_id)).first()
    return in_idea is not None or _shown(session, photo_id)


def sweep(session: Session, now: datetime) -> None:
    """Forget photos that were uploaded with a form that nobody finished."""
    used = [select(Idea.photo_id).where(col(Idea.photo_id).is_not(None))]
    used.append(sa.select(_UPDATES.c.photo_id).where(_UPDATES.c.photo_id.is_not(None)))  # type: ignore[arg-type]
    session.exec(
        delete(Photo).where(
            col(Photo.uploaded_on) < local_date(now - timedelta(days=UNUSED_DAYS)),
            *(col(Photo.id).not_in(query) for query in used),
        )
    )


# News from a project shows photos too; that feature lies beside this one.
_UPDATES = sa.table("project_update", sa.column("photo_id", sa.Integer))


def _shown(session: Session, photo_id: int | None) -> bool:
    in_idea = select(Idea.id).where(Idea.photo_id == photo_id, Idea.state != "concept")
    in_news = sa.select(_UPDATES.c.photo_id).where(_UPDATES.c.photo_id == photo_id)
    return (
        session.exec(in_idea).first() is not None
        or session.connection().execute(in_news).first() is not None
    )


def _in_draft_of(session: Session, photo_id: int, account_id: int | None) -> bool:
    query = (
        select(IdeaAuthor.idea_id)
        .join(Idea, col(Idea.id) == col(IdeaAuthor.idea_id))
        .where(
            Idea.photo_id == photo_id,
            IdeaAuthor.account_id == account_id,
            IdeaAuthor.status == "agreed",
        )
    )
    return session.exec(query).first() is not None
