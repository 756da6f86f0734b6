"""Links that prove by themselves that we made them: for one purpose, and until a moment. Pure."""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any


def make(secret_key: str, purpose: str, value: Any, until: datetime | None = None) -> str:
    """A value as a signed word that fits in an address."""
    body = json.dumps([value, until.timestamp() if until else None], separators=(",", ":"))
    text = base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")
    return f"{text}.{_proof(secret_key, purpose, text)}"


def read(secret_key: str, purpose: str, word: str, now: datetime) -> Any | None:
    """The value of `make`; None when it is not ours, for something else, or too old."""
    text, _, proof = word.partition(".")
    if not hmac.compare_digest(_proof(secret_key, purpose, text).encode(), proof.encode()):
        return None
    try:
        value, until = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        return None
    return value if until is None or now.timestamp() < until else None


def _proof(secret_key: str, purpose: str, text: str) -> str:
    message = f"{purpose}:{text}".encode()
    digest = hmac.new(secret_key.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()
