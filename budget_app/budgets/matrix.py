"""The matrix: two axes, four fields, each with its defaults, what it is good for and its danger.

Source: R. Engbersen, K. Fortuin, J. Hofman, "Bewonersbudgetten, wat schuift het?"; the wording
here is ours.
"""

from dataclasses import dataclass

from budget_app.i18n import LazyText, _l


@dataclass(frozen=True)
class Field:
    """One field of the matrix. `own_force` and `direct` say where it lies on the two axes.

    `model` is the scheme that a round of this field has, as long as nobody picks another.
    """

    number: int
    key: str
    name: LazyText
    own_force: bool
    direct: bool
    model: str
    proposes: LazyText
    weighs: LazyText
    decides: LazyText
    does: LazyText
    measures: LazyText
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
            model="jaaragenda",
            proposes=_l("Gemeente en organisaties maken plannen voor de wijk."),
            weighs=_l("Een groep bewoners weegt elk punt van een plan."),
            decides=_l("Een groep bewoners geeft advies. De gemeente beslist."),
            does=_l("Organisaties van buiten voeren het uit."),
            measures=_l(
                "Hoe lang mensen in een groep zitten, en of elk advies op tijd antwoord kreeg."
            ),
            good_for=_l("plannen van anderen die beter bij de wijk moeten passen."),
            danger=_l("Een kleine groep wordt de baas en mist wat er echt leeft in de wijk."),
        ),
        Field(
            2,
            "wijkbudget",
            _l("Wijkbudget"),
            own_force=False,
            direct=True,
            model="stadspolder",
            proposes=_l("De wijk noemt wensen of kiest uit plannen."),
            weighs=_l("Bewoners wegen samen, en leven zich in elkaar in."),
            decides=_l("Alle bewoners kiezen samen."),
            does=_l("Gemeente en organisaties voeren het uit."),
            measures=_l(
                "Hoeveel bewoners meedoen en uit welke buurten, en wat bewoners zelf bijdragen."
            ),
            good_for=_l("werk van anderen waar veel bewoners over moeten meebeslissen."),
            danger=_l("Bewoners bestellen alleen, en wachten af of het geleverd wordt."),
        ),
        Field(
            3,
            "leefbaarheidsfonds",
            _l("Leefbaarheidsfonds"),
            own_force=True,
            direct=False,
            model="leefbaarheidsfonds",
            proposes=_l("Bewoners brengen ideeën."),
            weighs=_l("De groep weegt elk idee met dezelfde vragen."),
            decides=_l("Een kleine groep weegt af met vaste regels."),
            does=_l("Bewoners voeren hun idee zelf uit."),
            measures=_l(
                "Hoe lang bewoners wachten op een antwoord, en of dat antwoord redenen heeft."
            ),
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
            model="wijkstemming",
            proposes=_l("Bewoners brengen ideeën."),
            weighs=_l("Een jury van bewoners kijkt of het kan. Alle bewoners wegen met hun stem."),
            decides=_l("Alle bewoners wegen af en beslissen samen."),
            does=_l("Bewoners voeren het zelf uit."),
            measures=_l(
                "Hoeveel bewoners meedoen en uit welke buurten, en welke beloften zijn nagekomen."
            ),
            good_for=_l("de band tussen buren: de wijk wordt echt van henzelf."),
            danger=_l("De wijk sluit zich af van de rest van de stad."),
        ),
    )
}
