"""Which ideas look like this one: a hint to work together, never a verdict.

Titles weigh double. Two texts are compared by the three-letter pieces they share (Dice's
coefficient), which forgives typing mistakes and the endings of Dutch words. Pieces are kept per
text, so that asking again while someone types costs a comparison and not an analysis.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.ideas.models import Idea
from budget_app.route.rules import ENDED

MOST_COMPARED = 2000  # the newest; more are not looked at
BODY_COMPARED = 400  # letters of the story
ENOUGH = 0.34
SHORTEST = 4  # letters typed before anything is compared
_LETTERS = re.compile(r"[^\W_]+")
_EMPTY = """
een het de van voor met in op aan en of te bij om is zijn er dat die dit deze wij we ik ons onze
naar uit over ook als meer wil willen graag kan kunnen buurt wijk straat idee
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())


@dataclass(frozen=True)
class Likeness:
    """An idea that looks like what is typed, and how much: 0 to 1."""

    id: int
    number: int
    title: str
    makers: str
    state: str
    score: float


def find(
    session: Session,
    round_id: int,
    title: str,
    body: str = "",
    without: int | None = None,
    limit: int = 4,
) -> list[Likeness]:
    """The ideas of a round that look most like a title and a story, best first."""
    if len(title.strip()) < SHORTEST:
        return []
    rows = (
        session.connection()
        .execute(
            sa.select(
                col(Idea.id),
                col(Idea.number),
                col(Idea.title),
                col(Idea.makers),
                col(Idea.state),
                sa.func.substr(col(Idea.body), 1, BODY_COMPARED),
            )
            .where(
                col(Idea.round_id) == round_id,
                col(Idea.state).not_in([*ENDED, "concept"]),
            )
            .order_by(col(Idea.id).desc())
            .limit(MOST_COMPARED)
        )
        .all()
    )
    scored = (
        Likeness(id or 0, number, other, makers, state, likeness(title, body, other, story))
        for id, number, other, makers, state, story in rows
        if id != without
    )
    enough = [found for found in scored if found.score >= ENOUGH]
    return sorted(enough, key=lambda found: (-found.score, found.number))[:limit]


def likeness(title: str, body: str, other_title: str, other_body: str) -> float:
    """How much two ideas look alike: 0 (nothing shared) to 1 (the same words)."""
    by_title = _shared(pieces(title), pieces(other_title))
    if not body.strip() or not other_body.strip():
        return by_title
    by_body = _shared(pieces(body[:BODY_COMPARED]), pieces(other_body[:BODY_COMPARED]))
    return max(by_title, (2 * by_title + by_body) / 3)


@lru_cache(maxsize=8192)
def pieces(text: str) -> frozenset[str]:
    """The three-letter pieces of the words that carry meaning."""
    words = [word for word in _LETTERS.findall(text.lower()) if word not in _EMPTY_WORDS]
    return frozenset(f" {word} "[start : start + 3] for word in words for start in range(len(word)))


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    both = len(left) + len(right)
    return 2 * len(left & right) / both if both else 0.0
