"""The history in sentences: one for each deed, naming roles and never people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from budget_app.budgets.config import RoundConfig
from budget_app.history.models import Entry
from budget_app.i18n import LazyText, _l
from budget_app.web.public.words import role

DEEDS: dict[str, LazyText] = {
    "round_published": _l("De ronde is gepubliceerd."),
    "rules_changed": _l("De gemeente veranderde de regels voordat de ronde open ging."),
    "rules_frozen": _l("De regels zijn vastgelegd."),
    "step_opened": _l("De stap “{step}” ging open."),
    "step_closed": _l("De stap “{step}” ging dicht."),
    "step_closed_early": _l("De stap “{step}” ging eerder dicht dan gezegd. Reden: {reason}"),
    "step_rescheduled": _l("De stap “{step}” kreeg een andere einddatum. Reden: {reason}"),
    "vote_counted": _l("De stemmen zijn geteld: {ballots} stembiljetten."),
    "seat_filled": _l("Er kwam iemand bij in een groep die oordeelt."),
    "seat_ended": _l("Iemand ging weg uit een groep die oordeelt."),
    "roll_extended": _l("Er kwamen {added} mensen op de lijst van wie mag stemmen."),
    "roll_removed": _l(
        "De lijst van wie mocht stemmen is gewist, want de ronde is voorbij. Er stonden {roll} "
        "mensen op."
    ),
    "maker_joined": _l("Er kwam een maker bij {idea}."),
    "maker_left": _l("Een maker ging weg bij {idea}."),
    "ideas_merged": _l("Een ander idee ging op in {idea}."),
    "appealed": _l("De makers van {idea} maakten bezwaar."),
    "reaction_hidden": _l("Een reactie bij {idea} is verborgen. De reden staat erbij."),
    "consultation_closed": _l("De raadpleging van de buurt over {idea} is voorbij."),
    "meeting_minutes": _l("Er kwam een verslag van een bijeenkomst."),
    "paid": _l("Er is betaald voor een project: {cents}."),
    "payment_corrected": _l("Een betaling is verbeterd: {cents}."),
    "project_failed": _l("Een project is niet gelukt. Er ging {returned} terug in de pot."),
    "accounted": _l("Een project is verantwoord. Er ging {returned} terug in de pot."),
    "verdict_pass": _l("{idea} is goedgekeurd. De redenen staan erbij."),
    "verdict_repair": _l("{idea} mag beter worden. De redenen staan erbij."),
    "verdict_decline": _l("{idea} is afgewezen. De redenen staan erbij."),
    "offers_asked": _l("Voor {idea} zijn offertes gevraagd."),
    "offer_entered": _l("Voor {idea} kwam een offerte binnen."),
    "interest_declared": _l("Een opdrachtgever van {idea} heeft een belang en kiest niet mee."),
    "no_interest": _l("Een opdrachtgever van {idea} zei geen belang te hebben."),
    "ordered": _l("De opdracht voor {idea} is gegeven: {cents}."),
    "delivery_accepted": _l("Het werk voor {idea} is goedgekeurd."),
    "delivery_refused": _l("Het werk voor {idea} is nog niet goedgekeurd."),
    "advice_pass": _l("Het advies over {idea} is positief. De redenen staan erbij."),
    "advice_repair": _l("Het advies over {idea} is positief, als het beter wordt."),
    "advice_decline": _l("Het advies over {idea} is negatief. De redenen staan erbij."),
    "draw_announced": _l("Er worden {places} plaatsen verloot in {body}."),
    "draw_list_closed": _l("De lijst van vrijwilligers voor {body} is gesloten."),
    "draw_seeded": _l("Het lotgetal voor {body} is openbaar: {seed}."),
    "seats_drawn": _l("Er is geloot voor {body}. Iedereen kan het narekenen."),
    "mandate_given": _l("{giver} gaf {holder} mandaat. Het staat in het register."),
    "mandate_revoked": _l("Het mandaat van {giver} aan {holder} is ingetrokken."),
    "plan_put_up": _l("De gemeente vraagt advies over {idea}."),
    "help_asked": _l("De makers van {idea} vragen bedrijven om hulp."),
    "help_accepted": _l("Een bedrijf helpt bij {idea}."),
    "help_delivered": _l("De hulp van een bedrijf bij {idea} is gekomen."),
    "help_thanked": _l("De makers van {idea} bedankten een bedrijf."),
    "task_listed": _l("Er kwam een taak bij die bewoners kunnen overnemen: {cents}."),
    "agreement_proposed": _l("De gemeente stelde een afspraak voor over {idea}: {cents}."),
    "agreement_made": _l("Er is een afspraak over {idea}: {cents}."),
    "task_handed_over": _l("De taak van {idea} is overgedragen aan bewoners."),
    "task_given_back": _l("De taak van {idea} is teruggegeven. In de pot kwam {returned} terug."),
    "repaid": _l("Van een lening kwam {cents} terug in de pot."),
    "forgiven": _l("Van een lening hoeft {cents} niet meer terug. De reden staat erbij."),
    "package_composed": _l("{idea} is samengesteld uit ideeën en kost {cents}."),
    "route_chosen": _l("De weg “{route}” is gekozen. Die is nu de regel van deze ronde."),
    "money_allotted": _l("Het geld is verdeeld met de regel die vooraf vastlag: {cents}."),
    "voting_day_planned": _l("De stemdag staat vast: {place}."),
    "door_pass_handed": _l("Aan de deur van de stemdag is een stempas gegeven."),
    "currency_put_in": _l("Huishoudens legden {units} {units_name} in voor {idea}."),
    "currency_taken_back": _l("Een huishouden nam {units} {units_name} terug uit {idea}."),
    "currency_given_back": _l(
        "{idea} had {units} {units_name} niet nodig. Die gingen terug naar de huishoudens."
    ),
    "idea_funded": _l("{idea} is helemaal betaald met {units} {units_name}."),
    "issue_confirmed": _l(
        "Twee mensen keurden uitgifte {number} goed: {units} {units_name} voor "
        "{households} huishoudens."
    ),
    "issue_done": _l("Uitgifte {number} is klaar: {units} {units_name} zijn uitgedeeld."),
    "issue_corrected": _l("Uitgifte {number} is verbeterd: {units} {units_name}. Reden: {why}"),
    "issue_lapsed": _l("Van uitgifte {number} zijn {units} {units_name} vervallen."),
    "purse_letters": _l("Er zijn {letters} brieven met een code voor de beurs gemaakt."),
    "purse_code_replaced": _l("Een huishouden kreeg een nieuwe code. De oude werkt niet meer."),
    "pass_replaced": _l("Iemand kreeg een nieuwe stempas. De oude werkt niet meer."),
    "idea_entered": _l("{idea} is ingevoerd met hulp."),
    "idea_ingediend": _l("Er kwam een idee bij: {idea}."),
    "idea_in_gesprek": _l("Bewoners kunnen praten over {idea}."),
    "idea_bij_de_jury": _l("{idea} ligt bij de mensen die oordelen."),
    "idea_aanpassen": _l("De makers mogen {idea} aanpassen."),
    "idea_afgewezen": _l("{idea} gaat niet door."),
    "idea_op_de_stemlijst": _l("{idea} staat op de stemlijst."),
    "idea_gekozen": _l("{idea} is gekozen."),
    "idea_niet_gekozen": _l("{idea} is niet gekozen."),
    "idea_in_uitvoering": _l("{idea} wordt gemaakt."),
    "idea_klaar": _l("{idea} is klaar."),
    "idea_mislukt": _l("{idea} is niet gelukt."),
    "idea_ingetrokken": _l("De makers namen {idea} terug."),
    "idea_samengevoegd": _l("{idea} gaat verder in een ander idee."),
}
UNKNOWN = _l("Er is iets vastgelegd: {deed}.")
MONEY = ("cents", "returned")
# Taken into a sentence as they stand in the history.
COPIED = ("places", "body", "seed", "units", "households", "letters", "place", "why")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the history as people read it; `url` leads to the idea that it is about."""

    seq: int
    at: datetime
    who: LazyText | str
    sentence: LazyText
    amounts: dict[str, int]
    url: str | None
    hash: str


def idea_number(entry: Entry) -> int | None:
    """The number of the idea that an entry is about."""
    kind, _, number = entry.subject.partition(":")
    return int(number) if kind == "idea" and number.isdecimal() else None


def line(entry: Entry, config: RoundConfig, titles: dict[int, tuple[int, str]]) -> Line:
    """An entry in words; `titles` gives id and title of public ideas by number."""
    number = idea_number(entry)
    known = titles.get(number) if number is not None else None
    values: dict[str, Any] = {
        "step": _step_name(entry, config),
        "idea": _l("het idee “{title}”").with_values(title=known[1])
        if known
        else _l("idee {number}").with_values(number=number),
        "reason": entry.details.get("reason", ""),
        "ballots": entry.details.get("ballots", 0),
        "added": entry.details.get("added", 0),
        "giver": entry.details.get("giver", ""),
        "holder": entry.details.get("holder", ""),
        "number": entry.subject.partition(":")[2],
        "units_name": config.currency.plural if config.currency else "",
        **{name: entry.details.get(name, "") for name in COPIED},
        "route": next(
            (route.name for route in config.routes if route.key == entry.details.get("route")), ""
        ),
        "deed": entry.deed,
    }
    return Line(
        seq=entry.seq,
        at=entry.at,
        who=role(entry.actor),
        sentence=DEEDS.get(entry.deed, UNKNOWN).with_values(**values),
        amounts={name: int(entry.details[name]) for name in MONEY if name in entry.details},
        url=f"/idee/{known[0]}" if known else None,
        hash=entry.hash,
    )


def _step_name(entry: Entry, config: RoundConfig) -> str:
    kind, _, key = entry.subject.partition(":")
    names = {step.key: step.name for step in config.steps}
    return names.get(key, key) if kind == "step" else ""
