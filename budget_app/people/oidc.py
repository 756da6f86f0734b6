"""Sign in with an OpenID provider, such as a DigiD broker: code flow with PKCE and a signed client.

A visit to the provider is remembered in LoginState and used once. What comes back counts only if
it comes from the provider that was asked (RFC 9207), belongs to this visit (state, nonce), is
signed with an algorithm we pinned, and reaches the level that the settings ask.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx2
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from sqlmodel import Session, col, delete

from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.people.models import LoginState
from budget_app.settings import Settings

VISIT_TAKES = timedelta(minutes=15)
LEEWAY = 60  # seconds that the provider's clock may differ from ours
TIMEOUT = 10
KNOWN_FOR = 600  # seconds that what a provider says about itself is remembered
_known: dict[str, tuple[float, dict[str, Any]]] = {}


class NotSignedIn(Refusal):
    status = 400
    sentence = _l("Het inloggen is niet gelukt. Probeer het nog eens, of gebruik uw code.")


class Cancelled(Refusal):
    status = 400
    sentence = _l("U bent niet ingelogd. U kunt het opnieuw proberen, of uw code gebruiken.")


class LevelTooLow(Refusal):
    status = 403
    sentence = _l(
        "Deze manier van inloggen is hier niet zeker genoeg. Log in met een hoger niveau, "
        "of gebruik uw code."
    )


class ProviderAway(Refusal):
    status = 503
    sentence = _l("Inloggen lukt daar nu even niet. Probeer het straks, of gebruik uw code.")


@dataclass(frozen=True)
class Person:
    """Who the provider says this is."""

    issuer: str
    subject: str
    name: str
    email: str | None


def begin(
    session: Session, settings: Settings, redirect_uri: str, return_to: str, now: datetime
) -> tuple[str, str]:
    """Remember a visit to the provider; returns the address to go to and the visit's state."""
    about = _about(settings)
    verifier, nonce, state = (generate_token(48) for _ in range(3))
    extra = {"nonce": nonce}
    if settings.oidc_minimum_levels:
        extra["acr_values"] = " ".join(_words(settings.oidc_minimum_levels))
    with _client(settings, about, redirect_uri) as client:
        address, _state = client.create_authorization_url(
            about["authorization_endpoint"], state=state, code_verifier=verifier, **extra
        )
    session.exec(delete(LoginState).where(col(LoginState.expires_at) <= now))
    session.add(
        LoginState(
            state=state,
            nonce=nonce,
            code_verifier=verifier,
            return_to=return_to,
            expires_at=now + VISIT_TAKES,
        )
    )
    session.flush()
    return address, state


def take(session: Session, state: str, now: datetime) -> LoginState:
    """The visit with this state; it cannot be taken a second time. Raises NotSignedIn."""
    row = (
        session.connection()
        .execute(
            delete(LoginState)
            .where(col(LoginState.state) == state, col(LoginState.expires_at) > now)
            .returning(
                col(LoginState.nonce), col(LoginState.code_verifier), col(LoginState.return_to)
            )
        )
        .first()
    )
    if row is None:
        raise NotSignedIn
    return LoginState(
        state=state, nonce=row[0], code_verifier=row[1], return_to=row[2], expires_at=now
    )


def finish(
    settings: Settings,
    pending: LoginState,
    redirect_uri: str,
    answer: dict[str, str],
    now: datetime,
) -> Person:
    """Exchange the provider's answer for who this is. Uses the network, so no session is held.

    Raises Cancelled, NotSignedIn, LevelTooLow, ProviderAway.
    """
    about = _about(settings)
    issuer = about["issuer"]
    required = about.get("authorization_response_iss_parameter_supported")
    if answer.get("iss", None if required else issuer) != issuer:
        raise NotSignedIn
    if "error" in answer or not answer.get("code"):
        raise Cancelled if answer.get("error") == "access_denied" else NotSignedIn
    try:
        with _client(settings, about, redirect_uri) as client:
            given = client.fetch_token(
                about["token_endpoint"],
                grant_type="authorization_code",
                code=answer["code"],
                code_verifier=pending.code_verifier,
            )
        # Fetched at every sign-in, so that a provider can change its keys; without the token.
        keys = KeySet.import_key_set(httpx2.get(about["jwks_uri"], timeout=TIMEOUT).json())
        claims = _claims(settings, issuer, keys, given, pending.nonce, now)
    except httpx2.HTTPError:
        raise ProviderAway from None
    except (OAuthError, JoseError, KeyError, ValueError):
        raise NotSignedIn from None
    _demand_level(settings, claims)
    return _person(settings, issuer, claims)


def _claims(
    settings: Settings, issuer: str, keys: KeySet, given: Any, nonce: str, now: datetime
) -> dict[str, Any]:
    """What the id token says, once its signature and every claim hold."""
    token = jwt.decode(given["id_token"], keys, algorithms=_words(settings.oidc_algorithms))
    claims = CodeIDToken(
        token.claims,
        token.header,
        options={
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": settings.oidc_client_id},
        },
        params={
            "nonce": nonce,
            "client_id": settings.oidc_client_id,
            "access_token": given.get("access_token"),
        },
    )
    claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    return dict(token.claims)


def _demand_level(settings: Settings, claims: dict[str, Any]) -> None:
    accepted = _words(settings.oidc_minimum_levels)
    if accepted and claims.get(settings.oidc_level_claim) not in accepted:
        raise LevelTooLow


def _person(settings: Settings, issuer: str, claims: dict[str, Any]) -> Person:
    """Only what is needed; an address only if the provider checked it."""
    email = claims.get(settings.oidc_email_claim) if claims.get("email_verified") is True else None
    name = str(claims.get(settings.oidc_name_claim) or "") if settings.oidc_name_claim else ""
    return Person(issuer, str(claims["sub"]), name, email)


def _about(settings: Settings) -> dict[str, Any]:
    """What the provider says about itself, if it is the provider of the settings."""
    issuer = settings.oidc_issuer or ""
    seen, about = _known.get(issuer, (0.0, {}))
    if about and time.monotonic() - seen < KNOWN_FOR:
        return about
    address = issuer.rstrip("/") + "/.well-known/openid-configuration"
    try:
        answer = httpx2.get(address, timeout=TIMEOUT)
        answer.raise_for_status()
        about = answer.json()
    except (httpx2.HTTPError, ValueError):
        raise ProviderAway from None
    ends = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    safe = issuer.startswith("http://") or all(
        str(about.get(end, "")).startswith("https://") for end in ends
    )
    if about.get("issuer") != issuer or not safe:
        raise ProviderAway
    _known[issuer] = (time.monotonic(), about)
    return about


def _client(settings: Settings, about: dict[str, Any], redirect_uri: str) -> OAuth2Client:
    key, algorithm = _key(settings)
    client = OAuth2Client(
        client_id=settings.oidc_client_id,
        client_secret=key,
        scope=settings.oidc_scopes,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        token_endpoint_auth_method="private_key_jwt",  # noqa: S106  (names a method)
        timeout=TIMEOUT,
    )
    # Short-lived, and for this provider alone.
    claims = {"aud": about["issuer"], "exp": int(time.time()) + 60}
    client.register_client_auth_method(
        PrivateKeyJWT(claims=claims, headers={"kid": key.thumbprint()}, alg=algorithm)
    )
    return client


def _key(settings: Settings) -> tuple[RSAKey | ECKey, str]:
    if settings.oidc_private_key_file is None:
        raise ProviderAway
    pem = settings.oidc_private_key_file.read_bytes()
    try:
        return RSAKey.import_key(pem), "PS256"
    except (JoseError, ValueError):
        return ECKey.import_key(pem), "ES256"


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
