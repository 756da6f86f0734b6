"""The matrix: two axes, four fields, each with what it is good for and its danger.

Source: R. Engbersen, K. Fortuin, J. Hofman, "Bewonersbudgetten, wat schuift het?"; the wording
here is ours.
"""

from dataclasses import dataclass

from budget_app.i18n import LazyText, _l


@dataclass(frozen=True)
class Field:
    """One field of the matrix. `own_force` and `direct` say where it lies on the two axes."""

    number: int
    key: str
    name: LazyText
    own_force: bool
    direct: bool
    proposes: LazyText
    decides: LazyText
    does: LazyText
    good_for: LazyText
    danger: LazyText


FIELDS: dict[int, Field] = {
    field.number: field
    for field in (
        Field(
            1,
            "adviesbudget",
            _l("Adviesbudget"),
            own_force=False,
            direct=False,
            proposes=_l("Gemeente en organisaties maken plannen voor de wijk."),
            decides=_l("Een groep bewoners geeft advies. De gemeente beslist."),
            does=_l("Organisaties van buiten voeren het uit."),
            good_for=_l("plannen van anderen die beter bij de wijk moeten passen."),
            danger=_l("Een kleine groep wordt de baas en mist wat er echt leeft in de wijk."),
        ),
        Field(
            2,
            "wijkbudget",
            _l("Wijkbudget"),
            own_force=False,
            direct=True,
            proposes=_l("De wijk noemt wensen of kiest uit plannen."),
            decides=_l("Alle bewoners kiezen samen."),
            does=_l("Gemeente en organisaties voeren het uit."),
            good_for=_l("werk van anderen waar veel bewoners over moeten meebeslissen."),
            danger=_l("Bewoners bestellen alleen, en wachten af of het geleverd wordt."),
        ),
        Field(
            3,
            "leefbaarheidsfonds",
            _l("Leefbaarheidsfonds"),
            own_force=True,
            direct=False,
            proposes=_l("Bewoners brengen ideeën."),
            decides=_l("Een kleine groep weegt af met vaste regels."),
            does=_l("Bewoners voeren hun idee zelf uit."),
            good_for=_l("snelle hulp aan bewoners die iets willen doen."),
            danger=_l(
                "Wie doet en wie beslist staan ver uit elkaar. Bewoners gaan werken voor anderen."
            ),
        ),
        Field(
            4,
            "bewonersbudget",
            _l("Bewonersbudget"),
            own_force=True,
            direct=True,
            proposes=_l("Bewoners brengen ideeën."),
            decides=_l("Alle bewoners wegen af en beslissen samen."),
            does=_l("Bewoners voeren het zelf uit."),
            good_for=_l("de band tussen buren: de wijk wordt echt van henzelf."),
            danger=_l("De wijk sluit zich af van de rest van de stad."),
        ),
    )
}
