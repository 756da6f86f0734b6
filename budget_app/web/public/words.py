"""Sentences about ideas for everyone: what a state means, and who moved an idea."""

from collections.abc import Collection

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
# Nobody voted it down: it was left for another round, for the reason that stands with the move.
LEFT_BEHIND = _l("Dit idee doet in deze ronde niet meer mee. Hieronder staat waarom.")
NOT_YET_TALKED = _l("Dit idee is binnen. Erover praten kan nu nog niet.")
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


# Settings of a model as one speaks of them; see budgets/sources.py for how they are named.
SETTINGS: dict[str, LazyText] = {
    "amount": _l("het bedrag"),
    "amount.base_cents": _l("hoe groot het vaste bedrag is"),
    "amount.figures_on": _l("van welke dag de cijfers zijn"),
    "amount.kind": _l("waar het bedrag van afhangt"),
    "amount.per_unit_cents": _l("hoeveel er per inwoner is"),
    "bodies": _l("wie er oordeelt"),
    "bodies.names": _l("als groep: {names}"),
    "bodies.constituencies": _l("namens wie er iemand in de groep zit"),
    "bodies.criteria": _l("waarop de groep let"),
    "bodies.days": _l("hoeveel dagen de groep heeft"),
    "bodies.decides_by": _l("hoe de groep besluit"),
    "bodies.mandate_cents": _l("tot welk bedrag de groep mag besluiten"),
    "bodies.max_terms": _l("hoe vaak iemand in de groep mag zitten"),
    "bodies.needs_mandate": _l("of de groep een mandaat nodig heeft"),
    "bodies.quorum": _l("met hoeveel de groep mag besluiten"),
    "bodies.seats": _l("hoeveel mensen er in de groep zitten"),
    "bodies.seats_each": _l("hoeveel mensen er namens elk in de groep zitten"),
    "bodies.term_months": _l("hoe lang iemand in de groep zit"),
    "categories": _l("de soorten ideeën"),
    "currency": _l("het eigen geld van de wijk"),
    "currency.every_months": _l("om de hoeveel maanden er geld komt"),
    "currency.name": _l("hoe het geld heet"),
    "currency.per_round": _l("hoeveel er per keer komt"),
    "currency.remainder": _l("wie krijgt wat niet te delen is"),
    "currency.rounds": _l("hoe vaak er geld komt"),
    "currency.second_adult_above": _l("wanneer een tweede volwassene mee moet beslissen"),
    "currency.unspent": _l("wat er gebeurt met wat overblijft"),
    "currency.value_cents": _l("wat het geld waard is"),
    "decision_right": _l("wat het woord van bewoners waard is"),
    "eligibility": _l("wie mag meedoen"),
    "eligibility.lives_in_area": _l("of u er moet wonen"),
    "eligibility.min_age": _l("vanaf welke leeftijd u meedoet"),
    "eligibility.per": _l("of een mens of een huishouden meedoet"),
    "field": _l("de soort budget"),
    "funders": _l("wie betaalt"),
    "funders.entitles": _l("wat een betaler mag"),
    "funders.share": _l("wie welk deel betaalt"),
    "loans": _l("de lening"),
    "proposers": _l("wie een idee mag indienen"),
    "routes": _l("de wegen om uit te kiezen"),
    "steps": _l("de stappen"),
    "steps.names": _l("als stap: {names}"),
    "steps.above_cents": _l("boven welk bedrag een stap geldt"),
    "steps.allot": _l("hoe het geld verdeeld wordt"),
    "steps.answer_days": _l("binnen hoeveel dagen er een antwoord is"),
    "steps.answers": _l("wie op een advies antwoordt"),
    "steps.ballot": _l("hoe men stemt"),
    "steps.below_cents": _l("tot welk bedrag een stap geldt"),
    "steps.category": _l("voor welke soort ideeën een stap geldt"),
    "steps.count": _l("hoe er geteld wordt"),
    "steps.days": _l("hoeveel dagen er tijd is om iets te zeggen"),
    "steps.of": _l("wat er wordt ingediend"),
    "steps.offers_min": _l("hoeveel offertes er nodig zijn"),
    "steps.packages": _l("hoeveel hele voorstellen er zijn"),
    "steps.rolling": _l("welke stappen het hele jaar open zijn"),
    "steps.voting_day": _l("of er een stemdag is"),
    "steps.weight": _l("hoe zwaar het advies telt"),
    "tasks": _l("het overnemen van taken"),
}
PROPOSERS: dict[str, LazyText] = {
    "residents": _l("Bewoners dienen in."),
    "anyone": _l("Bewoners, groepen en organisaties dienen in."),
    "municipality": _l("De gemeente legt plannen voor."),
}


def means(idea: Idea, ended_by: str = "", may: Collection[str] = ()) -> LazyText:
    """What the state of an idea or a plan means; `ended_by` is who moved it last, `may` what one
    can do with it now."""
    if idea.state == "niet_gekozen" and ended_by == "gemeente":
        return LEFT_BEHIND
    if idea.state == "in_gesprek" and "react" not in may:
        return NOT_YET_TALKED
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
