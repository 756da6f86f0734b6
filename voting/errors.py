"""The two ways in which counting refuses."""


class VotingError(ValueError):
    """What was asked cannot be counted; the message is one plain English sentence."""


class ParameterError(VotingError):
    """A method's parameter is unknown or has a value that it does not take."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter
