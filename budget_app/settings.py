"""Everything a deployment may set, read from the environment (prefix BUDGET_) or .env."""

from pathlib import Path

from pydantic import AliasChoices, Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_KEY = "only-for-the-demo-change-me-in-production"
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """One instance per process; tests build their own."""

    model_config = SettingsConfigDict(env_prefix="BUDGET_", env_file=".env", extra="ignore")

    database_url: str = Field(
        default="sqlite:///var/bewonersbudget.db",
        validation_alias=AliasChoices("BUDGET_DATABASE_URL", "DATABASE_URL", "database_url"),
    )
    host: str = "127.0.0.1"
    port: int = Field(default=8000, validation_alias=AliasChoices("BUDGET_PORT", "PORT", "port"))
    # Keys the hashes of pass codes and receipt codes. Outside the database on purpose:
    # a copy of the database alone does not let anyone guess a code.
    secret_key: str = DEMO_KEY
    # Addresses of the proxies before this server, with commas; only those are believed about where
    # a visitor comes from. A proxy that is not named here makes all its visitors one address.
    trusted_proxies: str = "127.0.0.1"
    # The address in letters, mail and invitations. Until it is set, only this machine is served.
    public_url: str = Field(default_factory=lambda given: f"http://127.0.0.1:{given['port']}")
    secure_cookies: bool = False
    quiet: bool = False
    platform_name: str = "Bewonersbudget"
    theme_css: str | None = None
    # A folder, private to the server, that keeps compiled templates between processes.
    template_cache: str | None = None
    session_hours: int = 12
    tick_seconds: float = 15
    max_upload_bytes: int = 16 * 1024 * 1024
    rate_limit: str = "600/minute"

    # How long personal data is kept, in days; the privacy page says what is set here.
    keep_after_round_days: int = Field(default=90, ge=42)  # objections: six weeks at least
    # A round that nobody closes is over all the same when so long nothing happened in it.
    keep_idle_round_days: int = Field(default=730, ge=365)
    keep_draft_days: int = Field(default=365, ge=30)
    keep_mail_days: int = Field(default=30, ge=14)
    # The link to confirm works two days; the mail that says when it was sent is kept longer.
    keep_unconfirmed_days: int = Field(default=7, ge=2, le=14)
    keep_looks_days: int = Field(default=730, ge=90)

    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_private_key_file: Path | None = None
    oidc_scopes: str = "openid"
    oidc_algorithms: str = "PS256,ES256,RS256"
    oidc_name_claim: str = "name"
    oidc_email_claim: str = "email"
    oidc_level_claim: str = "acr"
    oidc_minimum_levels: str = ""

    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_user: str | None = None
    smtp_password: str | None = None
    smtp_starttls: bool = False
    mail_seconds: float = 10
    mail_from: str = "noreply@bewonersbudget.example"
    contact: str = "mailto:veiligheid@bewonersbudget.example"

    @model_validator(mode="after")
    def _a_key_of_its_own(self) -> "Settings":
        """Behind TLS it is no demo any more: everyone knows the demo's key."""
        if self.secure_cookies and self.secret_key == DEMO_KEY:
            raise ValueError("set BUDGET_SECRET_KEY: the key of the demo is public")
        return self
