"""The client's page keeps what was typed, with the mistake at its field; others stay out."""

from datetime import timedelta

import pytest

from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.route import service as route
from tests.budget_app.commissions.conftest import STEPS
from tests.budget_app.commissions.test_service import asked, free, offer
from tests.support import jury_round
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.site import Site, Visitor, said

OFFER = {"party": "Smid Verzonnen", "price": "80", "words": "Een bank.", "offer_key": "k"}


@pytest.fixture
def world(sqlite_database: Database) -> JuryRound:
    """A round in which the jury also gives the orders."""
    made = jury_round.make(sqlite_database, steps=STEPS)
    with sqlite_database.write() as session:
        route.open_step(session, session.get_one(Round, made.round_id), "opdracht", NOW, None)
    return made


@pytest.fixture
def ada(world: JuryRound, site: Site) -> Visitor:
    """A member of the jury."""
    return site.sign_in(world.code(world.members[0]))


@pytest.mark.parametrize(
    ("deed", "form", "field"),
    [
        ("offerte", OFFER | {"price": "veel"}, "price"),
        ("offerte", OFFER | {"price": "0"}, "price"),
        ("offerte", OFFER | {"party": " "}, "party"),
        ("offerte", OFFER | {"words": ""}, "words"),
        ("belang", {}, "interest"),
        ("belang", {"interest": "ja", "which": ""}, "which"),
    ],
)
def test_a_mistake_stands_at_its_field(
    world: JuryRound, ada: Visitor, deed: str, form: dict[str, str], field: str
) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        offer(world, session, commission, 5_000)
        base = f"/resident/opdracht/{commission.idea_id}"
    answer = ada.post(f"{base}/{deed}", form)
    assert answer.status_code == 400
    assert f'id="fout-{field}"' in answer.text
    if form.get("party", "").strip():
        assert 'value="Smid Verzonnen"' in answer.text


def test_choosing_needs_an_offer_reasons_and_a_day(
    world: JuryRound, site: Site, ada: Visitor
) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        chosen = offer(world, session, commission, 5_000)
        free(world, session, commission, 0, 1)
        path, number = f"/resident/opdracht/{commission.idea_id}", chosen.id
    site.clock.forward(days=8)
    ada = site.sign_in(world.code(world.members[0]))
    due = str(TODAY + timedelta(days=60))
    good = {"offer": str(number), "reasons": "Goed.", "few_why": "Meer is er niet."}
    good |= {"deliver_by": due}
    for change, field in (
        ({"offer": "99"}, "offer"),
        ({"offer": "x"}, "offer"),
        ({"reasons": ""}, "reasons"),
        ({"deliver_by": "ooit"}, "deliver_by"),
        ({"deliver_by": str(TODAY)}, "deliver_by"),
        ({"few_why": ""}, "few_why"),
    ):
        answer = ada.post(f"{path}/gunnen", good | change)
        assert answer.status_code == 400, change
        assert f'id="fout-{field}"' in answer.text
    assert "De opdracht is gegeven" in ada.do(f"{path}/gunnen", good)


def test_others_read_only_what_is_public(world: JuryRound, site: Site, ada: Visitor) -> None:
    with world.db.write() as session:
        idea_id = asked(world, session).idea_id
    mo = site.sign_in(world.code(world.maker))
    assert mo.get(f"/resident/opdracht/{idea_id}").status_code == 403
    assert mo.post(f"/resident/opdracht/{idea_id}/offerte", OFFER).status_code == 403
    ada.do(f"/resident/opdracht/{idea_id}/offerte", OFFER)
    public = site.visitor().get(f"/idee/{idea_id}/opdracht")
    assert "Er is 1 offerte." in said(public)
    assert "Smid Verzonnen" not in public.text
    assert site.visitor().get("/idee/99/opdracht").status_code == 404
