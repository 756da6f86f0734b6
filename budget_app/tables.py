"""Every table, in one place for migrations and checks."""

from budget_app.ballots import models as ballots
from budget_app.bodies import models as bodies
from budget_app.budgets import models as budgets
from budget_app.commissions import models as commissions
from budget_app.currency import models as currency
from budget_app.events import models as events
from budget_app.history import models as history
from budget_app.ideas import models as ideas
from budget_app.ledger import models as ledger
from budget_app.mail import models as mail
from budget_app.packages import models as packages
from budget_app.people import models as people
from budget_app.places import models as places
from budget_app.priorities import models as priorities
from budget_app.prodeo import models as prodeo
from budget_app.projects import models as projects
from budget_app.route import models as route
from budget_app.talk import models as talk
from budget_app.tasks import models as tasks

FEATURES = (
    places,
    people,
    budgets,
    route,
    ideas,
    talk,
    bodies,
    ballots,
    ledger,
    projects,
    currency,
    commissions,
    prodeo,
    tasks,
    packages,
    priorities,
    events,
    history,
    mail,
)
