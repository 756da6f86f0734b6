"""Everyone knows the key of the demo, so a real deployment cannot start with it."""

import pytest

from budget_app.settings import DEMO_KEY, Settings


def test_a_deployment_behind_tls_needs_a_key_of_its_own() -> None:
    with pytest.raises(ValueError, match="BUDGET_SECRET_KEY"):
        Settings(secure_cookies=True, secret_key=DEMO_KEY)
    assert Settings(secure_cookies=True, secret_key="its own").secure_cookies


def test_the_demo_starts_without_settings() -> None:
    assert Settings(secure_cookies=False).secret_key


def test_letters_name_the_port_that_is_served_until_an_address_is_set() -> None:
    assert Settings(port=8055).public_url == "http://127.0.0.1:8055"
    assert Settings(port=8055, public_url="https://wijk.example").public_url.endswith(".example")
