"""The stylesheet is small and whole, addresses change with content, vendored files are unedited."""

import gzip
import hashlib
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from budget_app.web import assets, bundle


@pytest.fixture(scope="module")
def built() -> assets.Assets:
    return assets.build()


@pytest.fixture(scope="module")
def client(built: assets.Assets) -> TestClient:
    return TestClient(Starlette(routes=[Route("/static/{digest}/{path:path}", built.serve)]))


def test_the_stylesheet_stays_light(built: assets.Assets) -> None:
    assert len(built.files["site.css"].gzipped or b"") < 25_000


def test_no_token_that_the_stylesheet_asks_for_was_pruned(built: assets.Assets) -> None:
    css = built.files["site.css"].body.decode()
    theme = (assets.STATIC_DIR / "vendor" / bundle.THEME).read_text("utf-8")
    known = {name for name, _value in bundle._DECLARATION.findall(theme)}
    kept = {name for name, _value in bundle._DECLARATION.findall(css)}
    asked = set(bundle._USE.findall(css))
    assert (asked & known) <= kept
    assert len(kept) < len(known) / 2


def test_pruning_follows_steps_and_keeps_data_addresses() -> None:
    theme = (
        '.x-theme { --a: var(--b); --b: url("data:image/svg+xml;utf8,<svg>"); --c: red; --d: 1; }'
    )
    pruned = bundle.prune_tokens(theme, "p { color: var( --a ) }")
    assert "--b: url(" in pruned
    assert "<svg>" in pruned
    assert "--c" not in pruned
    assert "--d" not in pruned


def test_braces_and_quotes_are_in_balance(built: assets.Assets) -> None:
    css = built.files["site.css"].body.decode()
    assert css.count("{") == css.count("}")
    assert css.count("(") == css.count(")")


def test_files_are_kept_for_a_year_and_sent_compressed(
    built: assets.Assets, client: TestClient
) -> None:
    answer = client.get(built.url("site.css"))
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = client.get(built.url("site.css"), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.compress(plain.content, mtime=0) == gzip.compress(answer.content, mtime=0)


def test_an_old_address_gets_the_new_file_without_being_kept(client: TestClient) -> None:
    answer = client.get("/static/000000000000/site.css")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["css/tokens.css", "../pyproject.toml", "vendor/README.md"])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/x/{name}").status_code == 404


def test_a_municipality_brings_its_own_tokens(tmp_path: Path) -> None:
    theme = tmp_path / "theme.css"
    theme.write_text(
        "@media print { .rotterdam-theme--print { --x: 1; } } "
        ".rotterdam-theme { --basis-color-default-bg-document: #fff; --not-used-here: 1; }"
    )
    made = assets.build(theme_css=theme)
    assert made.theme_class == "rotterdam-theme"
    assert b"--basis-color-default-bg-document" in made.files["theme.css"].body
    assert b"--not-used-here" not in made.files["theme.css"].body


def test_vendored_files_are_as_published() -> None:
    vendor = assets.STATIC_DIR / "vendor"
    lines = (vendor / "checksums.txt").read_text().splitlines()
    listed = {path: digest for digest, path in (line.split(None, 1) for line in lines)}
    found = {
        f"./{path.relative_to(vendor)}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path.name not in ("checksums.txt", "README.md")
    }
    assert found == listed
