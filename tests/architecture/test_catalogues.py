"""English is complete, Arabic is for whoever votes, and no translation loses a placeholder."""

import tomllib

import pytest
from babel.messages import Catalog

from budget_app.settings import ROOT
from budget_app.web.render import environment
from tests.support.catalogues import catalogue, extracted, problems

# In Arabic: the way from the door to the receipt. The rest falls back to Dutch.
MUST_HAVE = {
    "en": ("",),
    "ar": (
        "templates/base.html",
        "templates/public/signin.html",
        "templates/resident/parts/vote",
        "templates/resident/vote",
        "templates/shared/ballot.html",
        "templates/shared/chrome.html",
        "templates/shared/send_again.html",
        "budget_app/ballots/rules.py",
        "budget_app/web/public/signin.py",
        "budget_app/web/resident/vote.py",
    ),
}


def sentence(dutch: str | tuple[str, str], english: str | tuple[str, ...], **more: bool) -> Catalog:
    made = Catalog(locale="en")
    made.add(dutch, english, flags=["fuzzy"] if more.get("fuzzy") else [])
    return made


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (sentence("Nog {n} dagen", "{n} days left"), []),
        (sentence("Nog {n} dagen", "{d} days left"), ["placeholders differ: d, n"]),
        (sentence("Stem", ""), ["not translated"]),
        (sentence(("%(n)s idee", "%(n)s ideeën"), ("%(n)s idea", "")), ["not translated"]),
        (sentence("Stem", "Vote", fuzzy=True), ["marked as a guess (fuzzy)"]),
    ],
)
def test_the_check_finds_what_it_should(made: Catalog, found: list[str]) -> None:
    (message,) = [message for message in made if message.id]
    assert problems(message, made) == found


def test_extraction_found_sentences_in_code_and_templates() -> None:
    places = {place.split("/")[0] for message in extracted() for place, _line in message.locations}
    assert places == {"budget_app", "templates"}


def test_templates_are_extracted_as_they_are_shown() -> None:
    # With different settings a sentence over two lines would be collected in another form than
    # the one that is looked up, and stay Dutch.
    mapping = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    (options,) = [mapped for mapped in mapping if mapped["method"] == "jinja2"]
    shown = environment("nl")
    assert shown.policies["ext.i18n.trimmed"] is (options.get("trimmed") == "true")
    statements = "jinja2.ext.ExprStmtExtension" in shown.extensions
    assert statements is ("jinja2.ext.do" in options["extensions"])


@pytest.mark.parametrize("language", MUST_HAVE)
def test_what_must_be_translated_is(language: str) -> None:
    translations = catalogue(language)
    missing = [
        f"{message.locations[0][0]}: {message.id!r}: {problem}"
        for message in extracted()
        if message.id
        and any(place.startswith(MUST_HAVE[language]) for place, _line in message.locations)
        for problem in problems(message, translations)
    ]
    assert not missing, f"{len(missing)} sentences; first `make catalogues`, then translate:\n" + (
        "\n".join(missing)
    )


@pytest.mark.parametrize("language", MUST_HAVE)
def test_what_is_translated_keeps_its_placeholders(language: str) -> None:
    translations = catalogue(language)
    wrong = [
        f"{message.id!r}: {problem}"
        for message in translations
        if message.id and message.string
        for problem in problems(message, translations)
        if problem.startswith("placeholders")
    ]
    assert not wrong, "\n".join(wrong)
