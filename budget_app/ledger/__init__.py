"""Money: accounts and transfers, never edited."""
