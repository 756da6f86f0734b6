"""What features do when ideas and steps move: the whole list, in one place."""

from budget_app.ballots import closing
from budget_app.ballots import service as ballots
from budget_app.bodies import service as bodies
from budget_app.ideas import moves
from budget_app.projects import service as projects
from budget_app.route import hooks

ADVANCES_ON_CLOSE = ("gather", "talk", "consult", "compose")


def wire() -> None:
    """Fill the tables of the route. Doing it twice changes nothing."""
    hooks.ON_PUBLISH[:] = [bodies.make_bodies]
    hooks.ON_FREEZE[:] = [projects.fill_pot]
    hooks.ON_OPEN.update(
        {"vote": [ballots.print_ballot_paper], "realise": [moves.advance_chosen]}
    )
    hooks.ON_CLOSE.update({kind: [moves.advance_all] for kind in ADVANCES_ON_CLOSE})
    hooks.ON_CLOSE.update({"vote": [closing.close_vote]})
    hooks.ON_ENTER.update({"check": [bodies.lay_before], "realise": [projects.start]})
