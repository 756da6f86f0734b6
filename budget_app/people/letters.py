"""Letters with a pass code, as a PDF to print: one page each, code in words and as QR."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping

import segno
import typst

from budget_app import i18n
from budget_app.i18n import LazyText, _l
from budget_app.people import joined_pdf
from budget_app.people.roll import Letter
from budget_app.settings import ROOT

TEMPLATE = ROOT / "templates" / "letters" / "pass.typ"
# What the letter says, in the language of the one who gets it.
TEXTS = {
    "heading": _l("U mag meebeslissen"),
    "lead": _l("Er is geld voor uw wijk. U mag een idee indienen en u mag stemmen."),
    "how": _l("Ga naar dit adres en vul uw code in. Of scan het vierkant met uw telefoon."),
    "code_label": _l("Uw code"),
    "secret": _l(
        "De code is alleen voor u. Niemand kan zien wat u stemt, ook de gemeente niet. "
        "Bent u de code kwijt? De gemeente geeft u een nieuwe. De oude werkt dan niet meer."
    ),
    "mark_label": _l("Kenmerk"),
}


def pdf(
    letters: list[Letter], round_title: str, public_url: str, texts: Mapping[str, LazyText] = TEXTS
) -> bytes:
    """All letters of a party, tagged for screen readers (PDF/UA-1); `texts` is what they say."""
    pages = [_page(letter, public_url, texts) for letter in letters]
    data = json.dumps({"title": round_title, "url": public_url, "letters": pages})
    return typst.compile(
        TEMPLATE,
        sys_inputs={"data": data},
        pdf_standards="ua-1",
    )


def pdf_of_parts(
    parts: Iterable[list[Letter]],
    round_title: str,
    public_url: str,
    texts: Mapping[str, LazyText] = TEXTS,
) -> Iterator[bytes]:
    """One PDF of however many letters, piece by piece; one part at a time is in memory."""
    return joined_pdf.joined(pdf(part, round_title, public_url, texts) for part in parts)


def _page(letter: Letter, public_url: str, texts: Mapping[str, LazyText]) -> dict[str, str]:
    say = i18n.gettext(letter.language)
    return {
        "lang": letter.language,
        "dir": i18n.direction(letter.language),
        "code": letter.code,
        "mark": letter.mark,
        "qr": _qr(f"{public_url}/code/{letter.code}"),
        **{name: text.translate(say) for name, text in texts.items()},
    }


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="svg", border=2, scale=4)
    return out.getvalue().decode()
