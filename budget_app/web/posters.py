"""Posters for a voting day: one idea on each sheet, with a square that leads to its page."""

import io
import json

import segno
import typst
from babel.dates import format_date

from budget_app.events.models import VotingDay
from budget_app.events.reading import StandFacts
from budget_app.i18n import _l
from budget_app.settings import ROOT
from budget_app.web.filters import clock_words, local, money_words
from budget_app.web.public.words import EXECUTORS
from budget_app.web.visit import Visit

TEMPLATE = ROOT / "templates" / "letters" / "poster.typ"
MOST_WORDS = 110  # of the story; the rest is on the idea's page


def pdf(visit: Visit, title: str, day: VotingDay, stands: list[StandFacts]) -> bytes:
    """All posters of a voting day, tagged for screen readers (PDF/UA-1)."""
    data = {
        "title": title,
        "day": _when(day, visit.lang),
        "posters": [_poster(visit, stand) for stand in stands],
    }
    return typst.compile(TEMPLATE, sys_inputs={"data": json.dumps(data)}, pdf_standards="ua-1")


def _poster(visit: Visit, stand: StandFacts) -> dict[str, str]:
    say = visit.translate
    address = f"{visit.settings.public_url}{stand.url}"
    return {
        "stand": say(_l("Plek {number}").with_values(number=stand.number)),
        "title": stand.title,
        "makers": " · ".join(
            part
            for part in (
                say(_l("Bedacht door {names}").with_values(names=stand.makers)),
                stand.category,
            )
            if part
        ),
        "executor": say(EXECUTORS[stand.executor]),
        "cost": money_words(stand.cost, visit.lang),
        "body": shortened(stand.body),
        "scan": say(_l("Lees alles over dit idee en reageer. Scan het vierkant of ga naar:")),
        "url": address,
        "qr": _square(address),
    }


def _when(day: VotingDay, lang: str) -> str:
    date = format_date(local(day.opens_at), "EEEE d MMMM y", locale=lang)
    hours = f"{clock_words(day.opens_at, lang)} – {clock_words(day.closes_at, lang)}"
    return f"{date}, {hours}. {day.place}"


def shortened(text: str) -> str:
    """The first words of a story, on one paragraph."""
    words = text.split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")


def _square(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="svg", border=2, scale=4)
    return out.getvalue().decode()
