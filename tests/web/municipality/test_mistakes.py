"""What an official may mistype: every mistake is said at its field, nothing is half kept."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from budget_app.budgets.models import Round, RoundArea
from budget_app.budgets.service import config_of
from budget_app.clock import dutch_moment
from budget_app.db import Database
from budget_app.history.models import Entry
from budget_app.people import staff
from budget_app.places.models import Area
from budget_app.route import service as route
from budget_app.route.models import StepEvent
from tests.support.forms import fields_of
from tests.support.site import SECRET, START, Site, Visitor

WIJK, BUURT, ELSEWHERE = "WK059914", "BU05991401", "WK036390"
BASE = "/municipality/ronde/1"


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    with sqlite_database.write() as session:
        for code, kind, parent, people in (
            (WIJK, "wijk", None, 5000),
            (BUURT, "buurt", WIJK, 2000),
            (ELSEWHERE, "wijk", None, 9000),
        ):
            session.add(
                Area(
                    code=code,
                    kind=kind,
                    name=code,
                    slug=code.lower(),
                    parent_code=parent,
                    inhabitants=people,
                    households=people // 2,
                    figures_on=START.date(),
                )
            )
            session.flush()
    return Site(sqlite_database)


@pytest.fixture
def official(site: Site) -> Visitor:
    """An official with a draft of the model with a vote."""
    with site.db.write() as session:
        code = staff.appoint(session, SECRET, "Ambtenaar", "municipality", WIJK, START)
    visitor = site.sign_in(code)
    form = {"title": "Ronde", "area": BUURT, "field": "4", "model": "wijkstemming"}
    visitor.do("/municipality/ronde/nieuw", form)
    return visitor


def stored(site: Site) -> Round:
    with site.db.read() as session:
        return session.exec(select(Round)).one()


def send(official: Visitor, key: str, **typed: str | list[str]) -> tuple[int, str]:
    """One question, sent back with these fields changed."""
    path = f"{BASE}/inrichten/{key}"
    response = official.post(path, {**fields_of(official.see(path)), **typed})
    return response.status_code, response.text


@pytest.mark.parametrize(
    ("key", "field", "typed", "sentence"),
    [
        ("gebied", "title", "", "Vul dit in"),
        ("gebied", "title", "x" * 121, "ten hoogste 120 tekens"),
        ("gebied", "contact", "x" * 301, "ten hoogste 300 tekens"),
        ("gebied", "areas", ELSEWHERE, "Kies een gebied uit de lijst"),
        ("veld", "field", "²", "Kies een van de vier velden"),
        ("zeggenschap", "decision_sentence", "", "Vul dit in"),
        ("geld", "base", "-5", "Vul een bedrag in"),
        ("geld", "base", "1_000", "Vul een bedrag in"),
        ("geld", "base", "99999999999999", "Vul een bedrag in"),
        ("geld", "funder_share_0", "²", "heel getal"),
        ("geld", "funder_share_0", "99", "99%"),
        ("geld", "funder_share_0", "101", "100 of minder"),
        ("geld", "funder_share_1", "30", "Vul dit in"),
        ("geld", "funder_entitles_0", "", "Vul dit in"),
        ("deelnemers", "min_age", "-1", "0 of meer"),
        ("deelnemers", "min_age", "zestien", "heel getal"),
        ("soorten", "categories", "x" * 61, "ten hoogste 60 tekens"),
        ("groep-wijkjury", "wijkjury_quorum", "6", "5 plaatsen"),
        ("groep-wijkjury", "wijkjury_seats", "", "Vul dit in"),
        ("groep-wijkjury", "wijkjury_constituencies", "x" * 61, "ten hoogste 60 tekens"),
        ("groep-wijkjury", "wijkjury_criterion_minimum_0", "6", "5 of minder"),
        ("groep-wijkjury", "wijkjury_criterion_question_0", "", "Vul dit in"),
        ("stappen", "stemmen_closes_at", "2027-03-28T02:30", "die bestaan"),
        ("stappen", "stemmen_closes_at", "morgen", "die bestaan"),
        ("stappen", "stemmen_closes_at", "2027-03-01", "die bestaan"),
        ("stap-stemmen", "stemmen_name", "", "Vul dit in"),
        ("stap-stemmen", "stemmen_explains", "x" * 601, "ten hoogste 600 tekens"),
        ("stap-stemmen", "stemmen_below_cents", "duizend", "Vul een bedrag in"),
        ("tellen-stemmen", "stemmen_max_choices", "0", "1 of meer"),
        ("tellen-stemmen", "stemmen_equal-shares_threshold", "veel", "zoals 5%"),
        ("tellen-stemmen", "stemmen_equal-shares_increment", "een beetje", "Vul een bedrag in"),
        ("tellen-stemmen", "stemmen_tie", "lot", "hoort een woord"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_kept_in_it(
    site: Site, official: Visitor, key: str, field: str, typed: str, sentence: str
) -> None:
    before = config_of(stored(site))
    changed: dict[str, str | list[str]] = {field: typed}
    if field == "funder_share_1":
        changed["funder_share_0"] = "70"
    status, page = send(official, key, **changed)
    assert status == 400
    assert sentence in page
    wrong = "funder_name_1" if field == "funder_share_1" else field
    assert f'href="#veld-{wrong}"' in page
    assert f'id="veld-{wrong}"' in page
    assert f'id="fout-{wrong}"' in page
    if field not in ("areas", "field"):
        assert fields_of(page).get(field) == [typed]
    assert config_of(stored(site)) == before


def test_a_vote_that_ends_before_it_begins_is_refused(official: Visitor) -> None:
    status, page = send(
        official,
        "stappen",
        stemmen_opens_at="2027-03-08T09:00",
        stemmen_closes_at="2027-03-01T20:00",
    )
    assert status == 400
    assert 'id="fout-stemmen_closes_at"' in page
    assert 'value="2027-03-08T09:00"' in page


def test_a_wijk_and_its_own_buurt_do_not_count_twice(site: Site, official: Visitor) -> None:
    status, page = send(official, "gebied", areas=[WIJK, BUURT])
    assert (status, "ligt al in" in page) == (400, True)
    money = {"kind": "per_inhabitant", "base": "1.000", "per_unit": "2", "figures_on": ""}
    assert send(official, "geld", **money)[0] == 200
    assert stored(site).amount_cents == 100_000 + 2000 * 200
    assert config_of(stored(site)).amount.figures_on == START.date()


def test_a_round_never_gets_an_area_of_another_official(site: Site, official: Visitor) -> None:
    assert send(official, "gebied", areas=[BUURT, ELSEWHERE])[0] == 400
    with site.db.read() as session:
        assert session.exec(select(RoundArea.area_code)).all() == [BUURT]


def test_two_questions_for_a_body_with_one_name_stay_two(site: Site, official: Visitor) -> None:
    key = "wijkjury_criterion"
    new = {f"{key}_key_2": "", f"{key}_name_2": "10 jaar mee", f"{key}_question_2": "Kan dat?"}
    assert send(official, "groep-wijkjury", **new)[0] == 200
    more = {f"{key}_key_3": "", f"{key}_name_3": "10 jaar mee", f"{key}_question_3": "En dat?"}
    assert send(official, "groep-wijkjury", **more)[0] == 200
    keys = [criterion.key for criterion in config_of(stored(site)).body("wijkjury").criteria]
    assert len(keys) == len(set(keys)) == 4


def test_one_payer_more_keeps_what_was_typed_and_stores_nothing(
    site: Site, official: Visitor
) -> None:
    status, page = send(official, "geld", funder_name_0="Iemand", doe="nog-een")
    assert (status, fields_of(page)["funder_name_0"]) == (200, ["Iemand"])
    assert config_of(stored(site)).funders[0].name == "Gemeente"


def test_a_change_after_publishing_is_public_and_the_steps_follow_it(
    site: Site, official: Visitor
) -> None:
    official.do(f"{BASE}/publiceren")
    assert send(official, "stappen", stemmen_closes_at="2027-03-08T20:00")[0] == 200
    with site.db.read() as session:
        deeds = {entry.deed: entry.details for entry in session.exec(select(Entry))}
        closes = {step.key: step.closes_at for step in route.steps_of(session, 1)}
    assert deeds["rules_changed"] == {"parts": ["steps"]}
    assert closes["stemmen"] == datetime(2027, 3, 8, 19, tzinfo=UTC)
    history = site.visitor().see(f"/ronde/{stored(site).slug}/geschiedenis")
    assert "veranderde de regels" in history
    status, page = send(official, "veld", model="smederijen")
    assert (status, "houdt zijn model" in page) == (400, True)


def test_a_vote_closes_early_only_with_a_public_reason(site: Site, official: Visitor) -> None:
    send(official, "stappen", stemmen_closes_at="2027-03-08T20:00")
    official.do(f"{BASE}/publiceren")
    assert "liggen alle regels vast" in official.see(f"{BASE}/stap/stemmen/open")
    official.do(f"{BASE}/stap/stemmen/open")
    assert "eerder" in official.see(f"{BASE}/stap/stemmen/sluit")
    bare = official.post(f"{BASE}/stap/stemmen/sluit")
    assert (bare.status_code, 'id="fout-reason"' in bare.text) == (400, True)
    official.do(f"{BASE}/stap/stemmen/sluit", {"reason": "De school is dicht."})
    with site.db.read() as session:
        reasons = session.exec(select(StepEvent.reason).where(StepEvent.deed == "closed")).all()
    assert reasons == ["De school is dicht."]
    history = site.visitor().see(f"/ronde/{stored(site).slug}/geschiedenis")
    assert "De school is dicht." in history


def test_a_step_that_is_not_there_is_not_found(official: Visitor) -> None:
    official.do(f"{BASE}/publiceren")
    for path in ("stap/niets/open", "stap/stemmen/niets"):
        assert official.get(f"{BASE}/{path}").status_code == 404
        assert official.post(f"{BASE}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2027-03-08T20:00", datetime(2027, 3, 8, 19, tzinfo=UTC)),
        ("2027-07-01T00:00", datetime(2027, 6, 30, 22, tzinfo=UTC)),
        ("2027-03-28T01:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28T02:30", None),
        ("2027-03-28T03:00", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("2027-10-31T02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31T03:00", datetime(2027, 10, 31, 2, tzinfo=UTC)),
        ("0001-01-01T00:00", None),
        ("9999-12-31T23:59", None),
        ("2027-03-08T20:00+05:00", None),
        ("2027-03-08", None),
        ("", None),
    ],
)
def test_moments_are_dutch_and_exist(typed: str, moment: datetime | None) -> None:
    assert dutch_moment(typed) == moment


def test_a_count_that_does_not_fit_the_ballot_is_said_in_words(
    site: Site, official: Visitor
) -> None:
    status, page = send(
        official, "tellen-stemmen", stemmen_ballot="ranking", stemmen_method="phragmen"
    )
    assert status == 400
    assert 'id="fout-stemmen_method"' in page
    sentence = page.split('id="fout-stemmen_method"')[1].split("</p>")[0]
    assert "past niet bij hoe men stemt" in sentence
    assert "greedy" not in sentence
    assert fields_of(page)["stemmen_ballot"] == ["ranking"]
