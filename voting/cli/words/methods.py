"""What a method is, for people and as data."""

from __future__ import annotations

from typing import Any

from voting.method import Method


def method(described: Method) -> str:
    """One method with its options."""
    lines = [f"{described.name}: {described.title.en}", f"  {described.description.en}"]
    if described.note:
        lines.append(f"  {described.note.en}")
    lines.append(f"  Source: {described.source}")
    lines.append(f"  Ballots: {', '.join(described.ballot_types)}")
    for parameter in described.parameters:
        option = "--" + parameter.name.replace("_", "-")
        default = "" if parameter.default in (None, {}) else f" (default {parameter.default})"
        lines.append(f"  {option}: {parameter.description.en}{default}")
    return "\n".join(lines)


def method_data(described: Method) -> dict[str, Any]:
    """One method as data, in both languages."""
    return {
        "title": described.title._asdict(),
        "description": described.description._asdict(),
        "note": described.note._asdict() if described.note else None,
        "source": described.source,
        "ballot_types": described.ballot_types,
        "whole_packages": described.whole_packages,
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "default": parameter.default,
                "choices": parameter.choices,
                "description": parameter.description._asdict(),
            }
            for parameter in described.parameters
        ],
    }
