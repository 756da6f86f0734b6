"""What is wrong with a file, and where."""

from voting.errors import VotingError


class PabulibError(VotingError):
    """A `.pb` file that cannot be read. `line` and `column` count from 1; column in characters."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.message, self.line, self.column = message, line, column
