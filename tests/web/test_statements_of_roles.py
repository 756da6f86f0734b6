"""The pages of a jury, of a household's purse and of the desk ask as many statements of a lot of
data as of a little, on both databases."""

from datetime import timedelta

from sqlmodel import Session

from budget_app.bodies import service as bodies
from budget_app.bodies.models import Docket
from budget_app.budgets.models import Round
from budget_app.currency import accounts, letters, pledging, saving
from budget_app.db import Database
from budget_app.ideas.models import Idea
from budget_app.ideas.service import next_number
from budget_app.packages import composing
from budget_app.people import service as people
from budget_app.people import staff
from budget_app.route.rules import STATE_AT
from budget_app.talk import meeting
from budget_app.talk import service as talk
from tests.support import currency_round, jury_round
from tests.support.currency_round import CurrencyRound
from tests.support.jury_round import NOW, QUESTIONS, JuryRound
from tests.support.site import SECRET, Site
from tests.support.statements import asked, grown

FEW, MANY = 3, 9
PURSE = "/resident/ronde/lombaspel-testwijk/beurs"
DESK = "/desk/ronde/lombaspel-testwijk"


def work_of_jury(world: JuryRound, session: Session, number: int) -> None:
    """One dossier more of each kind, with all that members say, in the first one too."""
    waiting, decided, seen = (world.docket(session, title=f"Idee {number}") for _ in range(3))
    world.judge(session, decided, 4, 4)
    bodies.settle(session, decided, "pass", "Goed voor de buurt.", NOW, NOW.date())
    world.judge(session, seen, 4)
    first = session.get_one(Docket, 1)
    member = world.account(session, name=f"Lid {number}")
    world.seat(session, member.id or 0)
    given = {key: (3, "Kan ermee door.") for key in QUESTIONS}
    bodies.score(session, first, member, given, NOW)
    bodies.discuss(session, first, member, f"Punt {number}", NOW, f"k{number}")
    bodies.propose_text(session, first, member, "title", f"Titel {number}", "Korter.", NOW)
    idea = session.get_one(Idea, first.idea_id)
    talk.react(session, idea, member.id or 0, "Lid", "denk_aan", f"Punt {number}", NOW)
    before = NOW - timedelta(days=number)
    held = meeting.plan(session, world.round_id, f"Avond {number}", "Zaal", before, body_id=1)
    meeting.report(session, held, 4, "Wij spraken.", "Niets.", NOW)
    assert waiting.verdict is None


def test_the_pages_of_a_jury(database: Database) -> None:
    world = jury_round.make(database)
    with world.db.write() as session:
        world.docket(session)
    jury = Site(database).sign_in(world.code(world.members[0]))
    pages = ["/jury/", "/jury/dossier/1", "/jury/dossier/3", "/jury/groep/1/bijeenkomsten"]
    pages += [f"/jury/groep/1?lijst={which}" for which in ("u", "anderen", "besloten")]
    found = []
    for numbers in (range(FEW), range(FEW, MANY)):
        with world.db.write() as session:
            for number in numbers:
                work_of_jury(world, session, number)
        found.append(asked(database, jury, pages))
    assert grown(*found) == {}


def packages_round() -> list[dict[str, object]]:
    """Hand in, put together, vote."""
    return [
        {"key": "indienen", "kind": "gather", "name": "Indienen", "rolling": True},
        {"key": "oordeel", "kind": "compose", "name": "Pakketten", "body": "jury", "packages": 2},
        {"key": "stemmen", "kind": "vote", "name": "Stemmen", "ballot": {"type": "choose-1"},
         "count": {"method": "plurality"}},
        {"key": "doen", "kind": "realise", "name": "Doen", "rolling": True},
        {"key": "verantwoorden", "kind": "account", "name": "Laten zien", "rolling": True},
    ]  # fmt: skip


def came_along(session: Session, round: Round) -> int:
    """An idea that stands where packages are made; nobody hands one in once that has begun."""
    idea = Idea(
        round_id=round.id or 0,
        number=next_number(session, round),
        title="Bank bij de brug",
        cost_cents=100,
        step_key="oordeel",
        state=STATE_AT["compose"],
        updated_at=NOW,
    )
    session.add(idea)
    session.flush()
    return idea.id or 0


def test_the_pages_of_who_puts_packages_together(database: Database) -> None:
    world = jury_round.make(database, jury={"criteria": []}, steps=packages_round())
    jury = Site(database).sign_in(world.code(world.members[0]))
    found = []
    for numbers in (range(1, FEW), range(FEW, MANY)):
        with world.db.write() as session:
            round = session.get_one(Round, world.round_id)
            for number in numbers:
                chosen = (came_along(session, round), came_along(session, round))
                draft = composing.Draft(f"Pakket {number}", "Zo is het eerlijk.", chosen)
                kept = composing.keep(session, round, world.members[0], draft, NOW)
                body = composing.body_of(session, round)
                if number % 2:
                    composing.publish(session, kept, round, body, NOW)
                else:
                    draft_id = kept.id
        base = f"/jury/ronde/{round.slug}"
        pages = ["/jury/", f"{base}/pakketten", f"{base}/pakket", f"/jury/pakket/{draft_id}"]
        found.append(
            {str(place): said for place, said in enumerate(asked(database, jury, pages).values())}
        )
    assert grown(*found) == {}


def play(game: CurrencyRound, session: Session, number: int) -> None:
    """A household puts in an idea more, saves in one more, asks a second adult once more."""
    round, now = game.round(session), game.clock.now()
    first, other = (
        accounts.holder(session, round, account)
        for account in (game.adults[game.households[0]][0], game.adults[game.households[1]][0])
    )
    idea, big, paid = (game.idea(session, cost) for cost in (90_000, 90_000, 100))
    pledging.pledge(session, round, first, idea, 1, f"a{number}", now)
    pledging.pledge(session, round, other, idea, 1, f"a{number}", now)
    pledging.pledge(session, round, first, paid, 1, f"p{number}", now)
    asks = pledging.pledge(session, round, first, big, 9, f"b{number}", now)
    assert asks.waits
    pot = saving.found(session, round, first, f"Pot {number}", [idea, big], now)
    for holder in (first, other):
        saving.put_in(session, round, holder, pot.id or 0, 1, f"s{number}", now)
        saving.agree(session, round, holder, pot.id or 0, idea, now)


def test_the_purse_of_a_household_and_the_desk_of_its_game(database: Database) -> None:
    game = currency_round.make(
        database,
        currency={"per_round": 500, "second_adult_above": 5},
        amount={"kind": "fixed", "base_cents": 500_000},
    )
    with database.write() as session:
        for _ in range(2):
            game.move_in(session, adults=2)
        code = people.issue_pass(session, SECRET, game.adults[1][0], NOW)
        helper_code = staff.appoint(session, SECRET, "Hier", "desk", currency_round.AREA, NOW)
    site = Site(database, game.clock)
    member, helper = site.sign_in(code), site.sign_in(helper_code)
    at_desk = ["/desk/", f"{DESK}/munt", f"{DESK}/code", f"{DESK}/idee"]
    public = ["/ronde/lombaspel-testwijk", "/ronde/lombaspel-testwijk/geld"]
    found = []
    for numbers in (range(FEW), range(FEW, MANY)):
        for number in numbers:
            game.issue()
            with database.write() as session:
                for _ in range(2):
                    game.move_in(session)
                play(game, session, number)
                letters.write(
                    session, SECRET, game.round(session), currency_round.AREA, game.clock.now()
                )
        found.append(asked(database, member, [PURSE, *public]) | asked(database, helper, at_desk))
    assert grown(*found) == {}
