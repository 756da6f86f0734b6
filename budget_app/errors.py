"""Refusals: one class per reason, with its HTTP status and a sentence a resident understands.

Services raise them; the web shell turns them into a page or a fragment. Add a reason by adding a
class with `status` and `sentence`; placeholders in the sentence are filled from keyword arguments.
"""

from typing import Any, ClassVar

from budget_app.i18n import LazyText, _l


class Refusal(Exception):
    """Something was asked that is not allowed or not possible."""

    status: ClassVar[int] = 409
    sentence: ClassVar[LazyText] = _l("Dit kan nu niet.")

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(str(self.sentence))

    @property
    def text(self) -> LazyText:
        """The sentence with its values, still to be translated."""
        return self.sentence.with_values(**self.values)


class FieldErrors(Refusal):
    """A form that cannot be taken as it is: one sentence per field."""

    status = 400
    sentence = _l("Er klopt iets niet in wat u invulde. Kijk bij de rode zinnen.")

    def __init__(self, errors: dict[str, LazyText]) -> None:
        self.errors = errors
        super().__init__()


class NotFound(Refusal):
    status = 404
    sentence = _l("Deze pagina is er niet (meer).")


class SignInFirst(Refusal):
    status = 401
    sentence = _l("Log eerst in. Daarna kunt u verder.")


class NotForYou(Refusal):
    status = 403
    sentence = _l("Deze pagina is niet voor u. U hebt hier een andere rol voor nodig.")


class NotNow(Refusal):
    status = 409
    sentence = _l("Dit kan in deze stap van de ronde niet.")


class FormExpired(Refusal):
    status = 403
    sentence = _l("Dit formulier stond te lang open. Er is nog niets verstuurd.")


class FormFromElsewhere(FormExpired):
    sentence = _l("Dit formulier komt van een andere website. Er is niets gedaan.")


class TooMany(Refusal):
    status = 429
    sentence = _l("U probeert het te vaak. Wacht even en probeer het dan opnieuw.")


class TooLarge(Refusal):
    status = 413
    sentence = _l("Dit bestand is te groot. Kies een bestand van ten hoogste {megabytes} MB.")
