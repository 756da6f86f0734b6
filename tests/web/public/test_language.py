"""In which language a page speaks: chosen by hand, else the account's, else the browser's."""

from budget_app.db import Database
from tests.support.site import Site, Visitor
from tests.support.wijk import Wijk

ENGLISH = {"accept-language": "en-GB,en;q=0.9"}


def speaks(visitor: Visitor) -> str:
    """The language of the front page as this visitor gets it from an English browser."""
    page = visitor.client.get("/", headers=ENGLISH).text
    return page.split('<html lang="', 1)[1][:2]


def test_a_visitor_reads_the_language_of_the_browser(sqlite_database: Database) -> None:
    assert speaks(Site(sqlite_database).visitor()) == "en"


def test_who_signed_in_reads_the_language_of_the_account(sqlite_database: Database) -> None:
    wijk = Wijk.found(Site(sqlite_database))
    assert speaks(wijk.resident("Noor")) == "nl"
    assert speaks(wijk.resident("Rania", language="ar")) == "ar"


def test_a_language_chosen_by_hand_comes_first(sqlite_database: Database) -> None:
    resident = Wijk.found(Site(sqlite_database)).resident("Noor")
    resident.get("/taal/en")
    assert speaks(resident) == "en"
    visitor = Site(sqlite_database).visitor()
    visitor.get("/taal/nl")
    assert speaks(visitor) == "nl"


def test_signing_in_on_a_page_in_another_language_goes_on_in_it(sqlite_database: Database) -> None:
    wijk = Wijk.found(Site(sqlite_database))
    for language, then in (("nl", "en"), ("ar", "ar")):
        _id, code = wijk.person("Rania", language=language)
        visitor = wijk.site.visitor()
        visitor.client.headers.update(ENGLISH)
        visitor.post("/inloggen", {"code": code})
        assert speaks(visitor) == then
    chosen = wijk.site.visitor()
    chosen.get("/taal/nl")
    chosen.client.headers.update(ENGLISH)
    chosen.post("/inloggen", {"code": wijk.person("Noor")[1]})
    assert speaks(chosen) == "nl"
