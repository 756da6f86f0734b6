"""Where the elections for the golden tests are."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "elections"


def _collection() -> Path | None:
    """The directory named by PABULIB, else `shared/data/pabulib` beside the checkout, if there."""
    named = os.environ.get("PABULIB")
    place = Path(named) if named else ROOT.parent / "shared" / "data" / "pabulib"
    return place if place.is_dir() else None


COLLECTION = _collection()
