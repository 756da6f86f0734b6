"""Sentences about ideas for everyone: what a state means, and who moved an idea."""

from budget_app.budgets.config import StepRule
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import EXECUTORS as EXECUTOR_CODES
from budget_app.ideas.models import Idea
from budget_app.web.advice_words import ADVICE, POINT_WORDS
from budget_app.web.deciding_words import ASIDE, DECIDING
from budget_app.web.idea_form import EXECUTOR_WORDS

__all__ = ["ADVICE", "ASIDE", "DECIDING", "POINT_WORDS"]  # for templates, beside what is below

STATE_MEANS: dict[str, LazyText] = {
    "concept": _l("Dit is een concept. Alleen de makers zien het."),
    "ingediend": _l("Dit idee is binnen."),
    "in_gesprek": _l("Bewoners praten over dit idee. U kunt reageren en meedenken."),
    "bij_de_jury": _l("Dit idee wordt nu bekeken. Er is nog niets besloten."),
    "aanpassen": _l("De makers mogen dit idee beter maken. Daarna wordt er opnieuw gekeken."),
    "afgewezen": _l("Dit idee gaat niet door. Hieronder staat waarom."),
    "op_de_stemlijst": _l("Bewoners kunnen op dit idee stemmen."),
    "gekozen": _l("Dit idee is gekozen. Het kan gemaakt worden."),
    "niet_gekozen": _l("Dit idee kreeg niet genoeg steun voor het geld dat er was."),
    "in_uitvoering": _l("Dit idee is gekozen en wordt nu gemaakt."),
    "klaar": _l("Dit idee is gemaakt."),
    "mislukt": _l("Dit idee is gekozen, maar het is niet gelukt. Hieronder staat waarom."),
    "ingetrokken": _l("De makers hebben dit idee teruggenomen."),
    "samengevoegd": _l("Dit idee gaat verder in een ander idee."),
}
ROLES: dict[str, LazyText] = {
    "maker": _l("de makers"),
    "makers": _l("de makers"),
    "bewoners": _l("de bewoners"),
    "gemeente": _l("de gemeente"),
    "klok": _l("de klok"),
    "telling": _l("de telling"),
    "balie": _l("de balie"),
    "regel": _l("de regel die vooraf vastlag"),
    "route": _l("de volgende stap"),
}
EXECUTORS = dict(zip(EXECUTOR_CODES, EXECUTOR_WORDS, strict=True))
VERDICTS: dict[str, LazyText] = {
    "pass": _l("Dit idee gaat door."),
    "repair": _l("De makers mogen dit idee aanpassen en opnieuw indienen."),
    "decline": _l("Dit idee gaat niet door."),
}
PLAN_MEANS: dict[str, LazyText] = {
    "bij_de_jury": _l("Over dit plan is advies gevraagd. Er is nog niets besloten."),
    "afgewezen": _l("Dit plan gaat niet door. Hieronder staat wat met elk punt is gedaan."),
    "klaar": _l("Op elk punt van het advies is geantwoord. Hieronder staat hoe."),
}
FIELDS: dict[str, LazyText] = {
    "title": _l("de naam"),
    "body": _l("het verhaal"),
    "cost_cents": _l("het bedrag"),
    "street": _l("de plek"),
    "own_hours": _l("de eigen uren"),
    "own_cents": _l("het eigen geld"),
}


SETTINGS: dict[str, LazyText] = {
    "allot": _l("hoe het geld verdeeld wordt"),
    "amount": _l("het bedrag"),
    "ballot": _l("hoe men stemt"),
    "bodies": _l("wie er oordeelt"),
    "categories": _l("de soorten ideeën"),
    "count": _l("hoe er geteld wordt"),
    "decision_right": _l("wat het woord van bewoners waard is"),
    "decision_sentence": _l("de zin over wie beslist"),
    "eligibility": _l("wie mag meedoen"),
    "field": _l("de soort budget"),
    "funders": _l("wie betaalt"),
    "proposers": _l("wie een idee mag indienen"),
    "currency": _l("het eigen geld van de wijk"),
    "loans": _l("de lening"),
    "tasks": _l("het overnemen van taken"),
    "routes": _l("de wegen"),
    "steps": _l("de stappen"),
    "answer_days": _l("binnen hoeveel dagen er een antwoord is"),
    "bodies.quorum": _l("met hoeveel de jury mag besluiten"),
    "bodies.seats": _l("hoeveel mensen er in de jury zitten"),
    "currency.remainder": _l("wie krijgt wat niet te delen is"),
    "currency.second_adult_above": _l("wanneer een tweede volwassene mee moet beslissen"),
    "currency.unspent": _l("wat er gebeurt met wat overblijft"),
    "funders.share": _l("wie welk deel betaalt"),
    "constituencies": _l("namens wie er iemand in de groep zit"),
    "criteria": _l("waarop de groep let"),
    "days": _l("hoeveel dagen er tijd is"),
    "decides_by": _l("hoe de groep besluit"),
    "offers_min": _l("hoeveel offertes er nodig zijn"),
    "quorum": _l("met hoeveel de groep mag besluiten"),
    "term_months": _l("hoe lang iemand in de groep zit"),
    "weight": _l("hoe zwaar het advies telt"),
}


def means(idea: Idea) -> LazyText:
    """What the state of an idea or a plan means."""
    own = PLAN_MEANS if idea.subject == "plan" else {}
    return own.get(idea.state) or STATE_MEANS[idea.state]


def role(code: str) -> LazyText | str:
    """Who did something, in words; the name of a body is its own word."""
    return ROLES.get(code, code)


def why_passed(step: StepRule, idea: Idea) -> tuple[LazyText, int]:
    """Why a step is not for this idea, with the amount in cents that its sentence names."""
    if step.above_cents is not None and idea.cost_cents <= step.above_cents:
        return _l("Deze stap is alleen voor ideeën die meer kosten dan {amount}."), step.above_cents
    if step.below_cents is not None and idea.cost_cents > step.below_cents:
        return _l("Deze stap is alleen voor ideeën van ten hoogste {amount}."), step.below_cents
    return _l("Deze stap is alleen voor ideeën van de soort “{category}”.").with_values(
        category=step.category
    ), 0
