"""What is wrong with a file, and where."""

from voting.errors import VotingError

LONGEST = 240
"""Characters of a sentence that can be read in one line."""


class PabulibError(VotingError):
    """A `.pb` file that cannot be read. `line` and `column` count from 1; column in characters."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        if len(message) > LONGEST:  # a field that was quoted can be of any length
            message = f"{message[: LONGEST // 2]} … {message[-LONGEST // 3 :]}"
        super().__init__(f"line {line}, column {column}: {message}")
        self.message, self.line, self.column = message, line, column
