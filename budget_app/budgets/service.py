"""Rounds: made from a model, published, and read back as a checked configuration."""

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets.addresses import address_word
from budget_app.budgets.amounts import amount_cents
from budget_app.budgets.check import problems
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round, RoundArea
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.places.models import Area
from budget_app.places.service import with_ancestors


class Frozen(Refusal):
    sentence = _l("De regels liggen vast sinds de ronde open is. Ze kunnen niet meer veranderen.")


class AlreadyPublished(Refusal):
    sentence = _l("Deze ronde is al gepubliceerd.")


_parsed: OrderedDict[tuple[int, str, str], RoundConfig] = OrderedDict()
_PARSED_MAX = 256


def config_of(round: Round) -> RoundConfig:
    """The round's configuration, with the steps of its chosen route once there is one.

    Parsed once per content: a frozen one never changes.
    """
    if round.id is None or round.config_hash is None:
        return RoundConfig.model_validate(round.config)
    key = (round.id, round.config_hash, round.chosen_route)
    if key not in _parsed:
        config = RoundConfig.model_validate(round.config)
        _parsed[key] = config.along(round.chosen_route) if round.chosen_route else config
        if len(_parsed) > _PARSED_MAX:
            _parsed.popitem(last=False)
    return _parsed[key]


def create(session: Session, config: RoundConfig, now: datetime, note: str = "") -> Round:
    """Store a new draft round with the areas it covers and the amount its rule gives."""
    main = session.get(Area, config.areas[0])
    if main is None:
        raise FieldErrors({"areas": _l("Deze wijk of buurt kennen we niet.")})
    config = dated(session, config)
    round = Round(
        slug=_free_slug(session, config.title),
        title=config.title,
        area_code=config.areas[0],
        model=config.model,
        field=config.field,
        amount_cents=_amount(session, config),
        config=config.model_dump(mode="json"),
        created_at=now,
        note=note,
    )
    session.add(round)
    session.flush()
    _set_areas(session, round, config)
    return round


def change(
    session: Session,
    round: Round,
    config: RoundConfig,
    now: datetime,
    within: Collection[str] | None = None,
    actor: str = "gemeente",
) -> Round:
    """Replace the configuration of a round that has not opened yet.

    Everyone can see a published round, so a change to it goes into the history and its model
    stays. `within` holds the areas it may lie in. Raises Frozen, FieldErrors.
    """
    if round.config_hash is not None:
        raise Frozen
    if round.state != "draft" and config.model != round.model:
        raise FieldErrors({"model": _l("Een ronde die iedereen al ziet, houdt zijn model.")})
    _demand_areas(session, config, within)
    config = dated(session, config)
    before = config_of(round).model_dump(mode="json")
    round.title, round.model, round.field = config.title, config.model, config.field
    round.area_code, round.config = config.areas[0], config.model_dump(mode="json")
    round.amount_cents = _amount(session, config)
    session.add(round)
    _set_areas(session, round, config)
    parts = sorted(name for name, value in round.config.items() if before[name] != value)
    if round.state != "draft" and parts:
        subject = f"round:{round.id}"
        history.append(session, now, actor, "rules_changed", subject, round.id, parts=parts)
    return round


def publish(session: Session, round: Round, now: datetime, actor: str = "gemeente") -> Round:
    """Show a round to everyone. Refused with the field and what is allowed when it cannot run."""
    if round.state != "draft":
        raise AlreadyPublished
    found = problems(config_of(round))
    if found:
        raise FieldErrors({problem.place: problem.text for problem in found})
    round.state = "published"
    session.add(round)
    history.append(session, now, actor, "round_published", f"round:{round.id}", round.id)
    return round


def by_slug(session: Session, slug: str, drafts: bool = False) -> Round:
    """A round by the word in its address; drafts only for who may see them. Raises NotFound."""
    found = session.exec(select(Round).where(Round.slug == slug)).first()
    if found is None or (found.state == "draft" and not drafts):
        raise NotFound
    return found


def rounds_in(session: Session, area_codes: list[str]) -> list[Round]:
    """Published rounds that cover any of these areas, newest first."""
    query = (
        select(Round)
        .join(RoundArea, col(RoundArea.round_id) == col(Round.id))
        .where(col(RoundArea.area_code).in_(area_codes), Round.state == "published")
        .distinct()
        .order_by(col(Round.id).desc())
    )
    return list(session.exec(query))


def _amount(session: Session, config: RoundConfig) -> int:
    areas = [session.get(Area, code) for code in config.areas]
    inhabitants = [area.inhabitants for area in areas if area]
    households = [area.households for area in areas if area]
    try:
        return amount_cents(
            config.amount,
            None if None in inhabitants else sum(n or 0 for n in inhabitants),
            None if None in households else sum(n or 0 for n in households),
        )
    except ValueError:
        raise FieldErrors(
            {"amount": _l("Van dit gebied is het aantal niet bekend. Vul een vast bedrag in.")}
        ) from None


def _demand_areas(session: Session, config: RoundConfig, within: Collection[str] | None) -> None:
    """Each area is known, may be chosen, and lies in none of the others: nobody counts twice."""
    for code in config.areas:
        if session.get(Area, code) is None or (within is not None and code not in within):
            raise FieldErrors({"areas": _l("Kies een gebied uit de lijst.")})
        around = [outer for outer in with_ancestors(session, code)[1:] if outer in config.areas]
        if around:
            raise FieldErrors(
                {
                    "areas": _l(
                        "{inner} ligt al in {outer}. Kies de hele wijk of de buurten, niet allebei."
                    ).with_values(inner=_name(session, code), outer=_name(session, around[0]))
                }
            )


def _name(session: Session, code: str) -> str:
    return session.get_one(Area, code).name


def dated(session: Session, config: RoundConfig) -> RoundConfig:
    """The same rules, with the day of the figures that the amount is made of, where it is known."""
    if config.amount.kind == "fixed":
        return config
    areas = [session.get(Area, code) for code in config.areas]
    days = [area.figures_on for area in areas if area and area.figures_on]
    if not days:
        return config
    return config.model_copy(
        update={"amount": config.amount.model_copy(update={"figures_on": min(days)})}
    )


def _set_areas(session: Session, round: Round, config: RoundConfig) -> None:
    session.flush()
    for row in session.exec(select(RoundArea).where(RoundArea.round_id == round.id)):
        session.delete(row)
    session.flush()
    session.add_all(RoundArea(round_id=round.id or 0, area_code=code) for code in config.areas)
    session.flush()


def _free_slug(session: Session, title: str) -> str:
    base = address_word(title)
    slug, number = base, 1
    while session.exec(select(Round.id).where(Round.slug == slug)).first() is not None:
        number += 1
        slug = f"{base}-{number}"
    return slug
