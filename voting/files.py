"""Elections as files: `.pb`, one `.json`, or three `.csv` files; by the file's ending."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from voting import pabulib
from voting.ballots import Profile
from voting.election import Election
from voting.errors import VotingError
from voting.formats import csv_files, json_file

FORMS = ("pb", "json", "csv")


def read(path: str | PathLike[str]) -> tuple[Election, Profile]:
    """Read an election. Of three CSV files, name any one.

    Raises VotingError, which names line and column, and OSError.
    """
    name = Path(path)
    if name.suffix.lower() == ".json":
        return json_file.read(name)
    if name.suffix.lower() == ".csv":
        return csv_files.read(name)
    return pabulib.read(name)


def text(election: Election, profile: Profile, form: str) -> str:
    """The election as one text, in form "pb" or "json"; raises VotingError for any other."""
    if form == "pb":
        return pabulib.write(election, profile)
    if form == "json":
        return json_file.write(election, profile)
    if form == "csv":
        raise VotingError("CSV is three files, so it needs --output")
    raise VotingError(f"form {form!r} is none of {', '.join(FORMS)}")


def write(election: Election, profile: Profile, path: str | PathLike[str], form: str) -> list[Path]:
    """Write in one of FORMS and answer the files made. Raises VotingError and OSError."""
    target = Path(path)
    if form == "csv":
        return csv_files.write(election, profile, target)
    with target.open("w", encoding="utf-8", newline="") as file:
        file.write(text(election, profile, form))
    return [target]
