"""Stylesheets, scripts, fonts and pictures under addresses that change when they do.

Everything is read, bundled and compressed once, at the start; a page asks for an address with
`asset_url("site.css")` and a browser may keep what it got for a year.
"""

import gzip
import hashlib
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from budget_app.web.bundle import own_css, prune_tokens, stylesheet, theme_class

STATIC_DIR = Path(__file__).resolve().parents[2] / "static"
OWN_CSS = (
    "tokens",
    "fonts",
    "base",
    "layout",
    "header",
    "parts",
    "routes",
    "cards",
    "states",
    "money",
    "forms",
    "choices",
    "ballot",
    "tables",
    "charts",
    "map",
    "public",
    "municipality",
    "print",
)
SERVED = (".js", ".woff2", ".svg", ".png", ".txt")
_YEAR = "public, max-age=31536000, immutable"
_COMPRESSED = {"text/css", "text/javascript", "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: its bytes, their compressed twin and their type."""

    body: bytes
    gzipped: bytes | None
    media_type: str
    digest: str


@dataclass
class Assets:
    """Every file that a browser may ask for, by name."""

    files: dict[str, Asset] = field(default_factory=dict)
    theme_class: str | None = None

    def add(self, name: str, body: bytes) -> None:
        """Take a file in under this name."""
        media_type = _media_type(name)
        gzipped = gzip.compress(body, 9, mtime=0) if media_type in _COMPRESSED else None
        digest = hashlib.sha256(body).hexdigest()[:12]
        self.files[name] = Asset(body, gzipped, media_type, digest)

    def url(self, name: str) -> str:
        """The address of a file; KeyError for a name that does not exist, so that it shows."""
        return f"/static/{self.files[name].digest}/{name}"

    async def serve(self, request: Request) -> Response:
        """Answer a request for one file, compressed where the browser takes that."""
        asset = self.files.get(request.path_params["path"])
        if asset is None:
            return PlainTextResponse("Not found", status_code=404)
        headers = {"Cache-Control": _YEAR, "X-Content-Type-Options": "nosniff"}
        if request.path_params["digest"] != asset.digest:
            headers["Cache-Control"] = "no-cache"  # a page from before an update asks for it
        body = asset.body
        if asset.gzipped is not None:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in request.headers.get("accept-encoding", ""):
                headers["Content-Encoding"] = "gzip"
                body = asset.gzipped
        return Response(body, headers=headers, media_type=asset.media_type)


def build(static_dir: Path = STATIC_DIR, theme_css: Path | str | None = None) -> Assets:
    """Read and bundle everything. OSError names the file that is missing."""
    assets = Assets()
    for path in sorted(static_dir.rglob("*")):
        name = path.relative_to(static_dir).as_posix()
        if path.suffix in SERVED and "/icons/" not in name and name != "vendor/checksums.txt":
            assets.add(name, path.read_bytes())
    own = own_css(static_dir / "css", OWN_CSS, assets.url)
    site = stylesheet(static_dir / "vendor", own)
    assets.add("site.css", site.encode())
    assets.add("arabic.css", own_css(static_dir / "css", ("arabic",), assets.url).encode())
    if theme_css:
        theme = Path(theme_css).read_text("utf-8")
        assets.add("theme.css", prune_tokens(theme, site).encode())
        assets.theme_class = theme_class(theme)
    return assets


def _media_type(name: str) -> str:
    known = {".js": "text/javascript", ".woff2": "font/woff2", ".css": "text/css"}
    return known.get(Path(name).suffix) or guess_type(name)[0] or "application/octet-stream"
