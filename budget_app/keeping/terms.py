"""What is kept of people, why, how long and who sees it: THE table.

The privacy page shows it and the purge follows it, so that the two cannot differ. Pure.
"""

from dataclasses import dataclass

from budget_app.i18n import LazyText, _l
from budget_app.ideas.photos import UNUSED_DAYS
from budget_app.settings import Settings

AFTER_ROUND = _l("Tot {limit} dagen na het einde van de ronde")
ALL, ONLY_US = _l("Iedereen"), _l("Alleen dit systeem")
OFFICIALS, YOU = _l("De gemeente"), _l("Alleen u")


@dataclass(frozen=True)
class Term:
    """One kind of data. `limit` is a number, or the name of the setting that holds it."""

    key: str
    what: LazyText
    why: LazyText
    until: LazyText
    seen_by: LazyText
    limit: str | int | None = None

    def count(self, settings: Settings) -> int:
        """The number in the term, here: of days, but for `session` of hours."""
        return getattr(settings, self.limit) if isinstance(self.limit, str) else self.limit or 0

    def how_long(self, settings: Settings) -> LazyText:
        """The term in words, as it holds in this deployment."""
        return self.until.with_values(limit=self.count(settings))


TERMS = (
    Term("name", _l("Uw naam, als u die opgeeft"), _l("Om bij uw idee of reactie te zetten"),
         _l("Tot u uw gegevens wist"), ALL),
    Term("home", _l("Uw buurt, straat en huishouden"), _l("Om te weten of u mag meedoen"),
         AFTER_ROUND, _l("De gemeente; elke blik wordt vastgelegd"), "keep_after_round_days"),
    Term("code", _l("De code uit uw brief"), _l("Om in te loggen"), AFTER_ROUND,
         _l("Niemand: wij bewaren alleen een afdruk van de code"), "keep_after_round_days"),
    Term("took_part", _l("Dat u stemde"), _l("Zodat niemand twee keer stemt"), AFTER_ROUND,
         OFFICIALS, "keep_after_round_days"),
    Term("vote", _l("Wat u stemde"), _l("Om te tellen"), _l("Zolang de uitslag openbaar is"),
         _l("Iedereen, maar niemand weet dat het uw stem is")),
    Term("opinion", _l("Dat een antwoord aan de buurt van u is"),
         _l("Zodat u het kunt veranderen, en niemand twee keer antwoordt"), AFTER_ROUND, YOU,
         "keep_after_round_days"),
    Term("volunteer", _l("Dat u zich opgaf voor een loting"), _l("Om u een plaats te geven"),
         AFTER_ROUND, ONLY_US, "keep_after_round_days"),
    Term("purse", _l("Met welke beurs uw huishouden inlegde, en wat u een huisgenoot vroeg"),
         _l("Zodat u munten kunt inleggen en terugnemen"), AFTER_ROUND,
         _l("Uw huishouden; de spelleiding ziet een nummer"), "keep_after_round_days"),
    Term("follow", _l("Welke rondes u volgt"), _l("Om u nieuws te sturen"),
         _l("Tot u zich afmeldt, of tot {limit} dagen na het einde van de ronde"), ONLY_US,
         "keep_after_round_days"),
    Term("email", _l("Uw e-mailadres, als u dat wilt"),
         _l("Om u te vertellen hoe het verder gaat"),
         _l("Tot u het weghaalt op de pagina van uw account"), ONLY_US),
    Term("unconfirmed", _l("Een e-mailadres dat niet is bevestigd"),
         _l("Om te vragen of het adres klopt"), _l("{limit} dagen"), ONLY_US,
         "keep_unconfirmed_days"),
    Term("mail", _l("De mail die wij u sturen"), _l("Om te zien of hij aankwam"),
         _l("{limit} dagen"), ONLY_US, "keep_mail_days"),
    Term("draft", _l("Een idee dat u niet indiende"), _l("Zodat u later verder kunt"),
         _l("Tot {limit} dagen na uw laatste verandering"), _l("Alleen de makers"),
         "keep_draft_days"),
    Term("photo", _l("Een foto bij een formulier dat u niet afmaakte"),
         _l("Zodat u later verder kunt"), _l("{limit} dagen"), YOU, UNUSED_DAYS),
    Term("session", _l("Dat u bent ingelogd"), _l("Zodat u niet steeds uw code hoeft te typen"),
         _l("Tot u uitlogt, en ten hoogste {limit} uur"), ONLY_US, "session_hours"),
    Term("attempts", _l("Hoe vaak een code werd geprobeerd, met het netwerkadres"),
         _l("Zodat niemand codes kan raden"), _l("Ten hoogste een halfuur"), ONLY_US),
    Term("looks", _l("Welke medewerker uw gegevens zag"), _l("Zodat u dat kunt nakijken"),
         _l("{limit} dagen"), YOU, "keep_looks_days"),
    Term("interest", _l("Of u een belang hebt bij een offerte, als u opdrachtgever bent"),
         _l("Zodat wie een belang heeft niet meekiest"), _l("Zolang de opdracht openbaar is"),
         _l("Iedereen leest het belang, niemand leest uw naam")),
    Term("offer", _l("Wat u aanbiedt voor een bedrijf"), _l("Zodat makers hulp vinden"),
         _l("Tot u het wist"),
         _l("De makers; wat zij aannemen leest iedereen, met de naam van het bedrijf")),
)  # fmt: skip
BY_KEY = {term.key: term for term in TERMS}
