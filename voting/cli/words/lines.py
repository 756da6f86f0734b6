"""What stands above every answer, and lines of one width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import TextWrapper

from voting.ballots import Profile
from voting.cli.table import shorten
from voting.election import Election
from voting.outcome import Outcome

LINE, NAME_WIDTH = 80, 56
"""Columns of a line, and of a project's name in it."""


def title(election: Election) -> str:
    """What the file calls this election, and where and when it was."""
    meta = election.meta
    name = meta.get("description") or meta.get("unit") or "Election"
    year = re.search(r"\d{4}", meta.get("date_begin") or meta.get("instance", ""))
    told = (meta.get("unit", "").strip(), meta.get("district", "").strip(), year and year[0])
    where = ", ".join(text for text in told if text and text not in name)
    return shorten(f"{name} ({where})" if where else name, LINE)


def parameters(result: Outcome) -> str:
    """The parameters that a count had, in brackets."""
    told = ", ".join(f"{k} {v}" for k, v in result.parameters.items() if v not in (None, {}))
    return f" ({told})" if told else ""


def turnout(profile: Profile) -> str:
    """How many ballots of which type there were."""
    blank = f", {profile.blank:,} of them blank" if profile.blank else ""
    return f"{profile.n_voters:,} {profile.type} ballots{blank}"


def wrapped(paragraphs: Sequence[str], indent: str = "") -> list[str]:
    """Paragraphs as lines of at most LINE columns."""
    lines = TextWrapper(
        LINE,
        initial_indent=indent,
        subsequent_indent=indent or "  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [line for text in paragraphs for line in lines.wrap(text)]
