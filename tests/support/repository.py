"""The files of the project: what Git keeps, or would keep when committed."""

import subprocess
from functools import cache
from pathlib import Path

from budget_app.settings import ROOT

VENDORED = "static/vendor/"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is ours, vendored ones left out."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    names = [name for name in listing.split("\0") if name and not name.startswith(VENDORED)]
    return tuple(path for name in names if (path := ROOT / name).is_file())


def text_of(path: Path) -> str | None:
    """The text of a file, or None for what is not text."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def templates() -> list[Path]:
    """Every template that makes something a person reads."""
    folder = ROOT / "templates"
    return sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt"})
