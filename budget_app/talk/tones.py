"""The four ways to react. A reaction always says which it is, so that talk helps an idea on."""

from dataclasses import dataclass

from budget_app.i18n import LazyText, _l


@dataclass(frozen=True, slots=True)
class Tone:
    """A kind of reaction: how it starts, and the icon beside it."""

    starts: LazyText
    icon: str


TONES: dict[str, Tone] = {
    "goed_omdat": Tone(_l("Goed plan, omdat…"), "thumb-up"),
    "denk_aan": Tone(_l("Denk aan…"), "bulb"),
    "ik_help_mee": Tone(_l("Ik help mee"), "heart-handshake"),
    "vraag": Tone(_l("Ik heb een vraag"), "message-circle"),
}
