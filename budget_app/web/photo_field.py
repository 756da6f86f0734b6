"""The photo in a form: taken in once, and kept with whatever else has to be typed again."""

from sqlmodel import Session

from budget_app.errors import Refusal
from budget_app.i18n import LazyText
from budget_app.ideas import photos, pictures
from budget_app.people import attempts
from budget_app.web.guards import Posted
from budget_app.web.visit import Visit

FIELD, KEPT, REMOVE = "photo", "photo_id", "photo_away"
# A photo that is too large is refused at its field, beside what was typed. For that, all of it must
# come in; what is larger than this is refused whole.
BODY_BYTES = 64 * 1024 * 1024
UPLOADS = 20  # by one person in a quarter of an hour


def take_in(
    visit: Visit, form: Posted, values: dict[str, str], already: int | None = None
) -> dict[str, LazyText]:
    """Store a new photo and put its id in `values`; returns errors by field.

    An id that came with the form counts only if it is `already` the idea's photo, or if this
    person uploaded it: nobody shows another person's draft photo by typing its number.
    """
    if form.text(REMOVE):
        values[KEPT] = ""
        return {}
    upload = form.file(FIELD)
    if upload is None:
        with visit.read() as session:
            values[KEPT] = str(_known(session, values.get(KEPT, ""), visit, already) or "")
        return {}
    try:
        with visit.write() as session:
            attempts.count(session, f"photo:{visit.me.account_id}", UPLOADS, visit.now)
        data = pictures.read_limited(upload.file, visit.settings.max_upload_bytes)
        picture = pictures.reencode(data)
    except Refusal as refusal:
        return {FIELD: refusal.text}
    with visit.write() as session:
        values[KEPT] = str(photos.keep(session, picture, visit.me.account_id, visit.now).id)
    return {}


def chosen(values: dict[str, str]) -> int | None:
    """The photo that belongs to the form now."""
    return int(values[KEPT]) if values.get(KEPT) else None


def _known(session: Session, typed: str, visit: Visit, already: int | None) -> int | None:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    if number is not None and number == already:
        return number
    return photos.own(session, number, visit.me.account_id)
