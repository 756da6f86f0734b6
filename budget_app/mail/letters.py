"""What each message says. A new message is one line in LETTERS and nothing else.

Placeholders come from the values that were queued with the message; `link` leads to a page here.
"""

from dataclasses import dataclass

from budget_app.i18n import LazyText, _l


@dataclass(frozen=True)
class Letter:
    """A subject, what happened, and the one thing that can be done about it."""

    subject: LazyText
    text: tuple[LazyText, ...]
    link: str
    button: LazyText


MY_IDEA = "/resident/idee/{idea_id}"
SEE_IDEA = _l("Bekijk uw idee")

LETTERS: dict[str, Letter] = {
    "confirm_address": Letter(
        _l("Klopt dit e-mailadres?"),
        (
            _l("Iemand vulde dit adres in om bericht te krijgen over een bewonersbudget."),
            _l("Was u dat? Bevestig het dan. De link werkt twee dagen."),
            _l("Was u dat niet? Dan hoeft u niets te doen. U krijgt geen andere mail."),
        ),
        "/e-mail/bevestigen/{word}",
        _l("Bevestig mijn adres"),
    ),
    "idea_received": Letter(
        _l("Uw idee is binnen: {title}"),
        (
            _l("Uw idee “{title}” is binnen."),
            _l("Op uw pagina staat wat er nu gebeurt, wanneer, en wie u antwoord geeft."),
        ),
        "/resident/idee/{idea_id}/ontvangen",
        _l("Zo gaat het verder"),
    ),
    "verdict_pass": Letter(
        _l("Uw idee gaat door: {title}"),
        (_l("Uw idee “{title}” is goedgekeurd. Op uw pagina staat waarom, en wat er nu komt."),),
        MY_IDEA,
        SEE_IDEA,
    ),
    "verdict_repair": Letter(
        _l("Er is een vraag over uw idee: {title}"),
        (
            _l("Uw idee “{title}” kan beter, vindt de groep die het bekeek."),
            _l("Op uw pagina staat wat ze vragen. Pas uw idee aan en dien het opnieuw in."),
        ),
        MY_IDEA,
        _l("Bekijk de vraag"),
    ),
    "verdict_decline": Letter(
        _l("Uw idee gaat niet door: {title}"),
        (
            _l("Uw idee “{title}” gaat niet door. Op uw pagina staat waarom."),
            _l("Bent u het er niet mee eens? U kunt één keer om een nieuw oordeel vragen."),
        ),
        MY_IDEA,
        _l("Lees waarom"),
    ),
    "advice_given": Letter(
        _l("Er is een advies over uw idee: {title}"),
        (_l("Over uw idee “{title}” is advies gegeven. Op uw pagina staat wat er nu komt."),),
        MY_IDEA,
        SEE_IDEA,
    ),
    "text_proposed": Letter(
        _l("Een voorstel voor uw idee: {title}"),
        (_l("Iemand stelt andere woorden voor in uw idee “{title}”. U beslist."),),
        MY_IDEA,
        _l("Bekijk het voorstel"),
    ),
    "idea_won": Letter(
        _l("Uw idee is gekozen: {title}"),
        (_l("Gefeliciteerd! Uw idee “{title}” wordt uitgevoerd."),),
        MY_IDEA,
        SEE_IDEA,
    ),
    "merge_proposed": Letter(
        _l("Gaat u samen verder met een ander idee?"),
        (_l("De makers van “{other}” willen samen verder met uw idee “{title}”. Wat vindt u?"),),
        "/resident/samenvoegen/{merge_id}",
        _l("Bekijk en antwoord"),
    ),
    "jury_due": Letter(
        _l("{body}: er wachten ideeën op uw oordeel"),
        (
            _l("Het aantal ideeën dat op u wacht in {body}: {count}."),
            _l("Daarvan zijn er te laat: {overdue}."),
        ),
        "/jury/",
        _l("Ga naar uw ideeën"),
    ),
    "vote_open": Letter(
        _l("U kunt stemmen: {round}"),
        (_l("De stemming van {round} is open. Bekijk de ideeën en stem."),),
        "/ronde/{slug}",
        _l("Bekijk de ideeën"),
    ),
    "result": Letter(
        _l("De uitslag: {round}"),
        (_l("De stemming van {round} is gesloten en geteld. Kijk wat we samen gaan doen."),),
        "/ronde/{slug}/uitslag",
        _l("Bekijk de uitslag"),
    ),
}
