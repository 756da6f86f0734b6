"""What features do when ideas and steps move: the whole list, in one place."""

from budget_app.ballots import closing
from budget_app.ballots import service as ballots
from budget_app.bodies import forgetting as bodies_forgetting
from budget_app.bodies import plans
from budget_app.bodies import service as bodies
from budget_app.commissions import clients as commissions
from budget_app.commissions import delivery
from budget_app.commissions import forgetting as commissions_forgetting
from budget_app.commissions import service as ordering
from budget_app.currency import funding, lapsing, saving
from budget_app.events import planning
from budget_app.ideas import forgetting as ideas_forgetting
from budget_app.ideas import moves, routes
from budget_app.mail import forgetting as mail_forgetting
from budget_app.mail import news
from budget_app.packages import game, settling
from budget_app.people import erasure
from budget_app.priorities import service as priorities
from budget_app.prodeo import forgetting as prodeo_forgetting
from budget_app.projects import forgetting as projects_forgetting
from budget_app.projects import loans, money
from budget_app.projects import service as projects
from budget_app.route import hooks, rules
from budget_app.talk import forgetting as talk_forgetting
from budget_app.tasks import agreeing
from budget_app.tasks import service as tasks

ADVANCES_ON_CLOSE = ("gather", "talk", "consult", "allot")


def wire() -> None:
    """Fill the tables of the route. Doing it twice changes nothing."""
    hooks.ON_PUBLISH[:] = [priorities.demand_figures, bodies.make_bodies]
    hooks.ON_FREEZE[:] = [projects.fill_pot, routes.offer]
    hooks.ON_OPEN.update(
        {
            "vote": [
                planning.keep_to_the_day,
                moves.nobody_underway,
                ballots.print_ballot_paper,
                news.vote_opened,
            ],
            "allot": [moves.nobody_underway, priorities.allot],
            "compose": [moves.nobody_underway],
            "realise": [moves.advance_chosen],
        }
    )
    hooks.ON_CLOSE.update({kind: [moves.advance_all] for kind in ADVANCES_ON_CLOSE})
    hooks.ON_CLOSE.update({"compose": [settling.enough_to_choose, moves.advance_all]})
    hooks.ON_CLOSE.update({"pledge": [funding.end_unfunded, saving.empty_all, lapsing.once_more]})
    hooks.ON_CLOSE.update({kind: [moves.nobody_undecided] for kind in rules.ANSWERED})
    hooks.ON_CLOSE.update({"vote": [closing.close_vote, news.vote_counted]})
    hooks.ON_ENTER.update(
        {
            "gather": [tasks.demand_task],
            "check": [bodies.lay_before],
            "advise": [bodies.lay_before],
            "decide": [tasks.demand_task, bodies.lay_before],
            "commission": [commissions.begin],
            "pledge": [funding.arrive],
            "realise": [tasks.demand_task, projects.start, loans.begin, delivery.name_contractor],
        }
    )
    hooks.MAY_LEAVE.update({"commission": ordering.is_ordered})
    hooks.AT_END.update({"plan": [plans.answered]})
    money.ON_RETURN[:] = [funding.give_back]
    money.BEFORE_PAYING[:] = [delivery.demand_paid_as_ordered, agreeing.demand_agreed]
    hooks.AT_END.update({"package": [settling.chosen], "route": [routes.chosen]})
    hooks.ON_STOP.update({"package": [settling.stopped], "route": [routes.stopped]})
    erasure.ON_ERASE[:] = [
        game.forget,
        commissions_forgetting.forget,
        prodeo_forgetting.forget,
        projects_forgetting.forget,
        ideas_forgetting.forget,
        talk_forgetting.forget,
        bodies_forgetting.forget,
        mail_forgetting.forget,
    ]
