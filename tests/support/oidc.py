"""A real OpenID provider (npm's oidc-provider) as a process on loopback: the fixture `start_oidc`.

As at a DigiD broker, the client signs in with its private key (private_key_jwt) and PKCE is
required.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import httpx2
import pytest
from joserfc.jwk import RSAKey

from budget_app.settings import ROOT
from tests.support.ports import LOOPBACK, answers, free_port, wait_until

SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
CLIENT = "bewonersbudget"
ACCOUNTS: dict[str, dict[str, Any]] = {
    "amina": {"name": "Amina Voorbeeld", "email": "amina@voorbeeld.example", "acr": "midden"},
    "bram": {"name": "Bram Voorbeeld", "email": "bram@voorbeeld.example", "acr": "substantieel"},
    "laag": {"name": "Lage Zekerheid", "email": "laag@voorbeeld.example", "acr": "basis"},
}


class OidcProvider:
    """One provider process with one client and the accounts above."""

    def __init__(self, folder: Path, redirect_uri: str, algorithm: str = "PS256") -> None:
        self.port = free_port()
        self.issuer = f"http://{LOOPBACK}:{self.port}"
        self.redirect_uri = redirect_uri
        self.client_key = RSAKey.generate_key(2048, {"use": "sig", "alg": "PS256"}, auto_kid=True)
        self.key_file = folder / "oidc-client.pem"
        self.key_file.write_bytes(self.client_key.as_pem(private=True))
        self._log_file = folder / "oidc-provider.log"
        self._given = {
            "issuer": self.issuer,
            "client": CLIENT,
            "redirectUris": [redirect_uri],
            "clientKeys": {"keys": [self.client_key.as_dict(private=False)]},
            "idTokenAlgorithm": algorithm,
            "accounts": ACCOUNTS,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> dict[str, object]:
        """The application's settings for signing in here."""
        return {
            "oidc_issuer": self.issuer,
            "oidc_client_id": CLIENT,
            "oidc_private_key_file": self.key_file,
        }

    def start(self) -> "OidcProvider":
        """Start the process and return when it answers; raise with its log when it does not."""
        environment = {**os.environ, "TEST_OIDC": json.dumps(self._given)}
        with self._log_file.open("ab") as log:
            self._process = subprocess.Popen(
                ["node", str(SCRIPT)], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        try:
            wait_until(self._answers, "the OpenID provider answers")
        except TimeoutError as late:
            self.stop()
            raise RuntimeError(self._log_file.read_text()) from late
        return self

    def _answers(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"the OpenID provider ended:\n{self._log_file.read_text()}")
        return answers(self.port, "/.well-known/openid-configuration")

    def sign_in(self, authorization_url: str, account: str | None) -> str:
        """Sign in as `account` (cancel when None); return the URL that leads back to the client."""
        with httpx2.Client(base_url=self.issuer) as client:
            step = client.get(authorization_url)
            assert step.is_redirect, step.text
            form = {"cancel": "1"} if account is None else {"account": account}
            step = client.post(step.headers["location"], data=form)
            while not step.headers["location"].startswith(self.redirect_uri):
                step = client.get(step.headers["location"])
                assert step.is_redirect, step.text
            return str(step.headers["location"])

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None


class StartOidc(Protocol):
    """Starts a provider for a client with this redirect address; it stops when the test ends."""

    def __call__(self, redirect_uri: str, algorithm: str = "PS256") -> OidcProvider: ...


@pytest.fixture
def start_oidc(tmp_path: Path) -> Iterator[StartOidc]:
    """Start an OpenID provider: `start_oidc(f"{server_url}/inloggen/terug")`."""
    running: list[OidcProvider] = []

    def start(redirect_uri: str, algorithm: str = "PS256") -> OidcProvider:
        provider = OidcProvider(tmp_path, redirect_uri, algorithm)
        running.append(provider)
        return provider.start()

    yield start
    for provider in running:
        provider.stop()
