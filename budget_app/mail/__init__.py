"""E-mail: an outbox that is emptied after the commit."""
