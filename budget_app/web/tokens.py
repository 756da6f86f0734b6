"""Signed values: form tokens and the small cookies that the server hands out. Pure."""

import base64
import hashlib
import hmac
import json
from typing import Any


def sign(secret_key: str, purpose: str, text: str) -> str:
    """A short proof that we wrote this text for this purpose."""
    message = f"{purpose}:{text}".encode()
    digest = hmac.new(secret_key.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()


def matches(secret_key: str, purpose: str, text: str, proof: str) -> bool:
    """Whether the proof is ours, without telling by its speed how much of it was right."""
    # As bytes, because the comparison refuses text that is not ASCII, and anyone may send that.
    return hmac.compare_digest(sign(secret_key, purpose, text).encode(), proof.encode())


def pack(secret_key: str, purpose: str, value: Any) -> str:
    """A value as signed text that fits in a cookie."""
    text = base64.urlsafe_b64encode(json.dumps(value).encode()).decode()
    return f"{text}.{sign(secret_key, purpose, text)}"


def unpack(secret_key: str, purpose: str, packed: str | None) -> Any | None:
    """The value of `pack`, or None when it is missing or not ours."""
    text, _, proof = (packed or "").partition(".")
    if not text or not matches(secret_key, purpose, text, proof):
        return None
    return json.loads(base64.urlsafe_b64decode(text))
