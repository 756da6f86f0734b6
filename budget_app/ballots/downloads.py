"""The files of a result. Pure: everything is in the stored row."""

import csv
import io
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # spreadsheets would run a cell that begins so
CELL = re.compile(r"(?m)(^|;)(\"?)(?=[=+\-@\t])")
IDEA_COLUMNS = ("nummer", "id", "titel", "kosten", "stemmers", "punten", "gekozen", "reden")
_HIDDEN = frozenset({"election_pb", "id", "round_id", "counted_at"})


def ballots_csv(election_pb: str) -> str:
    """The ballots alone, a line each: line id, the ids voted for, points where there are any.

    Ids of an election that was brought in are whatever its file says.
    """
    return CELL.sub(r"\1\2'", election_pb.split("\nVOTES\n", 1)[1])


def ideas_csv(outcome: Mapping[str, Any]) -> str:
    """The ideas, a line each, with support and outcome; costs in whole units with a point."""
    why = {answer["project"]: answer for answer in outcome["why"]}
    paper = io.StringIO()
    writer = csv.writer(paper, delimiter=";", lineterminator="\n")
    writer.writerow(IDEA_COLUMNS)
    for idea in outcome["ideas"]:
        answer = why[idea["id"]]
        points = Decimal(idea["points"]) / outcome["score_unit"]
        writer.writerow(
            [
                idea["number"],
                cell(idea["id"]),
                cell(idea["title"]),
                f"{idea['cost'] / 100:.2f}",
                idea["supporters"],
                f"{points:f}",
                "ja" if answer["won"] else "nee",
                answer["reason"],
            ]
        )
    return paper.getvalue()


def result_json(row: Mapping[str, Any]) -> str:
    """The whole result: outcome, steps, reasons, comparisons, turnout and hashes."""
    kept = {name: value for name, value in row.items() if name not in _HIDDEN}
    kept["counted_at"] = row["counted_at"].isoformat()
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1)


def cell(text: str) -> str:
    """A text with a quote in front where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
