"""A round with a currency, on both databases."""

import pytest

from budget_app.db import Database
from tests.support import currency_round
from tests.support.currency_round import CurrencyRound


@pytest.fixture
def game(database: Database) -> CurrencyRound:
    """Seven households, € 1.000, ten issues of 100 Lomba's."""
    return currency_round.make(database, 7)
