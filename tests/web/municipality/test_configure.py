"""A municipality configures a round: one question at a time, mistakes at their field."""

from urllib.parse import urlencode

import pytest
from sqlmodel import select

from budget_app.budgets.catalogue import all_models
from budget_app.budgets.matrix import FIELDS, Field
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.db import Database
from budget_app.people import service as people
from budget_app.people.models import Account, Role
from budget_app.places.models import Area
from tests.support.forms import fields_of
from tests.support.site import SECRET, START, Site, Visitor, said

NEW = {"title": "Budget Voorbeeldwijk", "area": "WK059990", "field": "4", "model": "wijkstemming"}


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    """A gemeente with a wijk, and one without an official."""
    with sqlite_database.write() as session:
        for code, kind, parent in (
            ("GM0599", "gemeente", None),
            ("GM0363", "gemeente", None),
            ("WK059990", "wijk", "GM0599"),
            ("WK036390", "wijk", "GM0363"),
        ):
            session.add(
                Area(code=code, kind=kind, name=code, slug=code.lower(), parent_code=parent)
            )
            session.flush()
    return Site(sqlite_database)


@pytest.fixture
def official(site: Site) -> Visitor:
    """An official of GM0599."""
    return site.sign_in(code_of(site, "municipality", "GM0599"))


def code_of(site: Site, role: str | None, area: str | None) -> str:
    """A fresh account with a role, and the code that opens it."""
    with site.db.write() as session:
        account = Account(created_on=START.date())
        session.add(account)
        session.flush()
        if role:
            session.add(
                Role(account_id=account.id or 0, name=role, area_code=area, starts_on=START.date())
            )
        return people.issue_pass(session, SECRET, account.id or 0, START)


def only_round(site: Site) -> Round:
    with site.db.read() as session:
        return session.exec(select(Round)).one()


def test_a_draft_is_made_from_a_model_and_only_its_officials_see_it(
    site: Site, official: Visitor
) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    round = only_round(site)
    assert (round.state, round.amount_cents) == ("draft", 10_000_000)
    assert site.visitor().get(f"/ronde/{round.slug}").status_code == 404
    elsewhere = site.sign_in(code_of(site, "municipality", "GM0363"))
    assert elsewhere.get(f"/municipality/ronde/{round.id}").status_code == 403
    resident = site.sign_in(code_of(site, None, None))
    assert resident.get(f"/municipality/ronde/{round.id}").status_code == 403


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(official: Visitor) -> None:
    response = official.post("/municipality/ronde/nieuw", {"title": "Mijn mooie ronde"})
    assert response.status_code == 400
    assert "Mijn mooie ronde" in response.text
    assert 'id="fout-area"' in response.text
    assert 'id="fout-field"' in response.text
    second = official.post("/municipality/ronde/nieuw", {**NEW, "model": ""})
    assert second.status_code == 400
    assert 'id="fout-model"' in second.text
    assert fields_of(second.text)["title"] == [NEW["title"]]


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.key)
def test_a_field_alone_picks_the_defaults(site: Site, official: Visitor, field: Field) -> None:
    first = {"title": NEW["title"], "area": NEW["area"], "field": str(field.number)}
    page = official.see(f"/municipality/ronde/nieuw/model?{urlencode(first)}")
    picked = fields_of(page)["model"]
    assert picked == [field.model], "the usual model of the field is picked already"
    made = official.do("/municipality/ronde/nieuw", {**first, "model": picked[0]})
    round = only_round(site)
    assert (round.field, round.model) == (field.number, field.model)
    assert config_of(round).field == all_models()[field.model].example.field
    assert "Kijk goed of dit model bij u past" not in made


def test_a_model_of_another_field_is_told_in_words(site: Site, official: Visitor) -> None:
    new = {**NEW, "field": "4", "model": "jaaragenda"}
    desk = official.do("/municipality/ronde/nieuw", new)
    path = f"/municipality/ronde/{only_round(site).id}"
    for page in (desk, official.see(path), official.see(f"{path}/inrichten/veld")):
        for words in (
            "U koos de soort “Bewonersbudget”.",
            "het model “Jaaragenda” hoort bij de soort “Adviesbudget”",
            "Een groep bewoners geeft advies. De gemeente beslist.",
        ):
            assert words in page
    official.do(f"{path}/inrichten/veld", {"field": "1", "model": "jaaragenda"})
    assert "Kijk goed of dit model" not in official.see(path)


def test_an_area_of_another_gemeente_cannot_be_chosen(official: Visitor) -> None:
    response = official.post("/municipality/ronde/nieuw", {**NEW, "area": "WK036390"})
    assert response.status_code == 400
    assert "Kies een gebied uit de lijst" in response.text


def money(official: Visitor, site: Site, **changes: str) -> tuple[int, str]:
    form = {
        "kind": "fixed",
        "base": "75.000",
        "funder_name_0": "Gemeente",
        "funder_share_0": "70",
        "funder_entitles_0": "kijkt of het mag",
        "funder_name_1": "Corporaties",
        "funder_share_1": "30",
        "funder_entitles_1": "denken mee",
    }
    path = f"/municipality/ronde/{only_round(site).id}/inrichten/geld"
    response = official.post(path, {**form, **changes})
    return response.status_code, response.text


def test_money_with_shares_of_seventy_and_thirty(site: Site, official: Visitor) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    assert money(official, site)[0] == 200
    round = only_round(site)
    assert round.amount_cents == 7_500_000
    assert [funder.share for funder in config_of(round).funders] == [70, 30]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"funder_share_1": "29"}, "funder_share_0", "99%"),
        ({"funder_share_1": "dertig"}, "funder_share_1", "heel getal"),
        ({"base": "veel"}, "base", "Vul een bedrag in"),
        ({"base": ""}, "base", "Vul in hoeveel geld er is"),
        ({"kind": "per_household", "per_unit": "3"}, "figures_on", "van welke dag"),
        (
            {"kind": "per_household", "per_unit": "3", "figures_on": "2026-01-01"},
            "base",
            "niet bekend",
        ),
    ],
)
def test_wrong_money_is_refused_at_its_field_and_kept(
    site: Site, official: Visitor, changes: dict[str, str], field: str, sentence: str
) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    status, page = money(official, site, **changes)
    assert status == 400
    assert sentence in page
    assert f'href="#veld-{field}"' in page
    assert "denken mee" in page
    assert only_round(site).amount_cents == 10_000_000


def test_rules_freeze_at_the_first_opening(site: Site, official: Visitor) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    base = f"/municipality/ronde/{only_round(site).id}"
    official.do(f"{base}/publiceren")
    assert money(official, site)[0] == 200, "a published round that is not open can still change"
    official.do(f"{base}/stap/indienen/open")
    frozen = only_round(site)
    assert frozen.config_hash == config_of(frozen).sha256()
    status, page = money(official, site, base="1")
    assert status == 409
    assert "regels liggen vast" in page
    assert only_round(site).amount_cents == 7_500_000


def test_steps_open_once_and_never_again(site: Site, official: Visitor) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    base = f"/municipality/ronde/{only_round(site).id}"
    early = official.post(f"{base}/stap/indienen/open")
    assert early.status_code == 409
    assert "Publiceer de ronde eerst" in said(early) or early.status_code == 409
    official.do(f"{base}/publiceren")
    official.do(f"{base}/stap/indienen/open")
    assert official.post(f"{base}/stap/indienen/open").status_code == 409
    official.do(f"{base}/stap/indienen/sluit")
    again = official.post(f"{base}/stap/indienen/open")
    assert again.status_code == 409
    assert "gaat niet meer open" in again.text


def test_a_later_date_needs_a_reason_and_a_vote_is_never_made_shorter(
    site: Site, official: Visitor
) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    base = f"/municipality/ronde/{only_round(site).id}"
    official.do(f"{base}/publiceren")
    official.do(f"{base}/stap/stemmen/open")
    path = f"{base}/stap/stemmen/datum"
    bare = official.post(path, {"stemmen_closes_at": "2026-04-01T20:00"})
    assert (bare.status_code, "Schrijf op waarom" in bare.text) == (400, True), said(bare)
    official.do(path, {"stemmen_closes_at": "2026-04-01T20:00", "stemmen_reason": "Pasen"})
    shorter = official.post(
        path, {"stemmen_closes_at": "2026-03-20T20:00", "stemmen_reason": "haast"}
    )
    assert shorter.status_code == 400
    assert "niet korter" in shorter.text


def test_every_question_and_the_preview_can_be_read(site: Site, official: Visitor) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    base = f"/municipality/ronde/{only_round(site).id}"
    for key in (
        "gebied",
        "veld",
        "zeggenschap",
        "geld",
        "deelnemers",
        "soorten",
        "groep-wijkjury",
        "stappen",
        "stap-praten",
        "stap-stemmen",
        "tellen-stemmen",
    ):
        assert "bb-form" in official.see(f"{base}/inrichten/{key}")
    assert "Bewoners beslissen" in official.see(f"{base}/voorbeeld")
    assert official.get(f"{base}/inrichten/zomaar").status_code == 404


@pytest.mark.parametrize(
    "key",
    [
        "gebied",
        "veld",
        "zeggenschap",
        "geld",
        "deelnemers",
        "soorten",
        "groep-wijkjury",
        "stappen",
        "stap-stemmen",
        "tellen-stemmen",
    ],
)
def test_a_screen_sent_back_as_it_was_changes_nothing(
    site: Site, official: Visitor, key: str
) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    before = config_of(only_round(site))
    path = f"/municipality/ronde/{only_round(site).id}/inrichten/{key}"
    official.do(path, fields_of(official.see(path)))
    assert config_of(only_round(site)) == before


@pytest.mark.parametrize(
    ("model", "typed", "key", "stored"),
    [
        ("adviesplatform", {"advies_weight": "advice"}, "advies", {"weight": "advice"}),
        ("adviesplatform", {"besluit_answer_days": "20"}, "besluit", {"answer_days": 20}),
        ("poelenburg", {"raadplegen_days": "9"}, "raadplegen", {"days": 9}),
    ],
)
def test_what_advice_weighs_and_how_long_is_answered_is_a_setting(
    site: Site,
    official: Visitor,
    model: str,
    typed: dict[str, str],
    key: str,
    stored: dict[str, object],
) -> None:
    official.do("/municipality/ronde/nieuw", {**NEW, "model": model})
    path = f"/municipality/ronde/1/inrichten/stap-{key}"
    official.do(path, {**fields_of(official.see(path)), **typed})
    step = config_of(only_round(site)).step(key)
    assert {name: getattr(step, name) for name in stored} == stored
    wrong = {name: "nooit" for name in typed}
    refused = official.post(path, {**fields_of(official.see(path)), **wrong})
    assert refused.status_code == 400
    assert f'id="fout-{next(iter(typed))}"' in refused.text


@pytest.mark.parametrize("typed", ["99999999999", "9" * 20, "9" * 5000, "veel"])
def test_an_amount_beyond_all_measure_is_refused_and_kept(
    site: Site, official: Visitor, typed: str
) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    path = f"/municipality/ronde/{only_round(site).id}/inrichten/geld"
    before = config_of(only_round(site)).amount
    response = official.post(path, {**fields_of(official.see(path)), "base": typed})
    assert response.status_code == 400
    assert typed in response.text
    assert config_of(only_round(site)).amount == before


@pytest.mark.parametrize("typed", ["morgen", "9999-99-99", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_moment_that_cannot_be_is_refused_and_kept(
    site: Site, official: Visitor, typed: str
) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    path = f"/municipality/ronde/{only_round(site).id}/inrichten/stappen"
    form = fields_of(official.see(path))
    field = next(name for name in form if name.endswith("_closes_at"))
    response = official.post(path, {**form, field: typed})
    assert response.status_code == 400
    assert typed in response.text


def test_a_seat_takes_no_name_without_end(site: Site, official: Visitor) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    official.do("/municipality/ronde/1/publiceren")
    form = {"body": "wijkjury", "constituency": "bewoners", "ends_on": "2099-01-01"}
    form["code"] = code_of(site, None, None)
    refused = official.post("/municipality/ronde/1/plaats", form | {"name": "x" * 61})
    assert refused.status_code == 400
    assert "ten hoogste 60 tekens" in refused.text
    official.do("/municipality/ronde/1/plaats", form | {"name": "x" * 60})


def test_a_frozen_question_offers_no_row_more(official: Visitor) -> None:
    official.do("/municipality/ronde/nieuw", NEW)
    assert "Nog een betaler erbij" in official.see("/municipality/ronde/1/inrichten/geld")
    official.do("/municipality/ronde/1/publiceren")
    official.do("/municipality/ronde/1/stap/indienen/open")
    assert "Nog een betaler erbij" not in official.see("/municipality/ronde/1/inrichten/geld")
    assert "Nog een vraag erbij" not in official.see(
        "/municipality/ronde/1/inrichten/groep-wijkjury"
    )
