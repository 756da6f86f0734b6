"""Read the demo's texts from seeds/demo, and name its codes."""

import tomllib
from typing import Any

from budget_app.settings import ROOT

SEEDS = ROOT / "seeds" / "demo"

# Printed at every start. They exist only where the demo was loaded into an empty database.
CODES = {
    "bewoner": "DEMO-BEWONER-1",
    "buurvrouw": "DEMO-BEWONER-2",
    "maker": "DEMO-MAKER-1",
    "jury": "DEMO-JURY-1",
    "jury2": "DEMO-JURY-2",
    "jury3": "DEMO-JURY-3",
    "helper": "DEMO-HELPER-1",
    "gemeente": "DEMO-GEMEENTE-1",
    "huishouden": "DEMO-HUISHOUDEN-1",
    "thuis": "DEMO-THUIS-1",
    "thuis2": "DEMO-THUIS-2",
    "spelleider": "DEMO-SPEL-1",
    "spelleider2": "DEMO-SPEL-2",
}


def read(name: str) -> dict[str, Any]:
    """One file of the demo as data."""
    return tomllib.loads((SEEDS / name).read_text(encoding="utf-8"))
