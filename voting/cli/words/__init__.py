"""What the command line says, in English."""

from voting.cli.words.methods import method, method_data
from voting.cli.words.reasons import explained
from voting.cli.words.results import outcome, recounted
from voting.cli.words.side_by_side import compared

__all__ = ["compared", "explained", "method", "method_data", "outcome", "recounted"]
