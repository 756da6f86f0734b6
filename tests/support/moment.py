"""The time of a server that is running, kept in a file, so that a test can move it."""

from datetime import UTC, datetime
from pathlib import Path

NOW_FILE = "TEST_NOW_FILE"  # the environment variable that names the file


class FileClock:
    """Reads the moment (ISO 8601) from a file; the machine's time while the file is empty."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        """The moment in the file as an aware datetime in UTC."""
        text = self.path.read_text().strip()
        return datetime.fromisoformat(text).astimezone(UTC) if text else datetime.now(UTC)

    def set(self, moment: datetime) -> None:
        """Write another moment; replaced as a whole, so that no reader sees half of one."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(moment.isoformat())
        fresh.replace(self.path)
