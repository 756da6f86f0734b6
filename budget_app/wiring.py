"""What features do when ideas and steps move: the whole list, in one place."""

from budget_app.ballots import closing
from budget_app.ballots import service as ballots
from budget_app.bodies import forgetting as bodies_forgetting
from budget_app.bodies import service as bodies
from budget_app.ideas import forgetting as ideas_forgetting
from budget_app.ideas import moves
from budget_app.mail import forgetting as mail_forgetting
from budget_app.mail import news
from budget_app.people import erasure
from budget_app.projects import forgetting as projects_forgetting
from budget_app.projects import service as projects
from budget_app.route import hooks
from budget_app.talk import forgetting as talk_forgetting

ADVANCES_ON_CLOSE = ("gather", "talk", "consult", "compose")


def wire() -> None:
    """Fill the tables of the route. Doing it twice changes nothing."""
    hooks.ON_PUBLISH[:] = [bodies.make_bodies]
    hooks.ON_FREEZE[:] = [projects.fill_pot]
    hooks.ON_OPEN.update(
        {
            "vote": [moves.nobody_underway, ballots.print_ballot_paper, news.vote_opened],
            "realise": [moves.advance_chosen],
        }
    )
    hooks.ON_CLOSE.update({kind: [moves.advance_all] for kind in ADVANCES_ON_CLOSE})
    hooks.ON_CLOSE.update({"vote": [closing.close_vote, news.vote_counted]})
    hooks.ON_ENTER.update(
        {
            "check": [bodies.lay_before],
            "decide": [bodies.lay_before],
            "realise": [projects.start],
        }
    )
    erasure.ON_ERASE[:] = [
        projects_forgetting.forget,
        ideas_forgetting.forget,
        talk_forgetting.forget,
        bodies_forgetting.forget,
        mail_forgetting.forget,
    ]
