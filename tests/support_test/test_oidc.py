"""The OpenID provider of the tests is real: discovery, PKCE, a signed client and answer."""

import base64
import hashlib
import secrets
import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.support.oidc import CLIENT, OidcProvider, StartOidc

BACK = "http://127.0.0.1:9/inloggen/terug"
VERIFIER = secrets.token_urlsafe(48)


def discovered(provider: OidcProvider) -> dict[str, Any]:
    found: dict[str, Any] = httpx2.get(f"{provider.issuer}/.well-known/openid-configuration").json()
    return found


def authorization_url(endpoint: str, **changes: str) -> str:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=")
    asked = {
        "client_id": CLIENT,
        "response_type": "code",
        "scope": "openid",
        "redirect_uri": BACK,
        "state": "toestand",
        "nonce": "eenmalig",
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
    }
    return f"{endpoint}?{urlencode(asked | changes)}"


def token(provider: OidcProvider, endpoint: str, code: str, verifier: str) -> httpx2.Response:
    now = int(time.time())
    claims = {"iss": CLIENT, "sub": CLIENT, "aud": provider.issuer, "iat": now, "exp": now + 60}
    header = {"alg": "PS256", "kid": provider.client_key.kid}
    assertion = jwt.encode(
        header, claims | {"jti": secrets.token_hex()}, provider.client_key, ["PS256"]
    )
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": verifier,
        "client_id": CLIENT,
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion,
    }
    return httpx2.post(endpoint, data=form)


@pytest.mark.parametrize("algorithm", ["PS256", "ES256"])
def test_a_code_flow_gives_a_signed_answer_about_the_person(
    start_oidc: StartOidc, algorithm: str
) -> None:
    provider = start_oidc(BACK, algorithm)
    about = discovered(provider)
    back = provider.sign_in(authorization_url(about["authorization_endpoint"]), "amina")
    answer = parse_qs(urlsplit(back).query)
    assert (answer["state"], answer["iss"]) == (["toestand"], [provider.issuer])

    given = token(provider, about["token_endpoint"], answer["code"][0], VERIFIER)
    assert given.status_code == 200, given.text
    keys = KeySet.import_key_set(httpx2.get(about["jwks_uri"]).json())
    person = jwt.decode(given.json()["id_token"], keys, algorithms=[algorithm]).claims
    assert person["nonce"] == "eenmalig"
    assert (person["sub"], person["name"], person["acr"]) == ("amina", "Amina Voorbeeld", "midden")


def test_a_wrong_verifier_gives_nothing(start_oidc: StartOidc) -> None:
    provider = start_oidc(BACK)
    about = discovered(provider)
    back = provider.sign_in(authorization_url(about["authorization_endpoint"]), "amina")
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert token(provider, about["token_endpoint"], code, "x" * 43).status_code == 400


def test_cancelling_leads_back_with_an_error(start_oidc: StartOidc) -> None:
    provider = start_oidc(BACK)
    back = provider.sign_in(authorization_url(discovered(provider)["authorization_endpoint"]), None)
    assert parse_qs(urlsplit(back).query)["error"] == ["access_denied"]
