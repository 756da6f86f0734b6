"""How money, dates, numbers and people's own text are written in each language.

Every filter reads `lang` from the template's context (Dutch when it is absent). Amounts and
postcodes keep their order in right-to-left text by a `<bdi dir="ltr">` round them.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from budget_app.budgets.config import EURO, NO_CURRENCY
from budget_app.web import prose
from budget_app.web.deadlines import Remaining, remaining

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_TIME_PATTERNS = {"nl": "HH.mm 'uur'"}


def register(env: Environment) -> None:
    """Give templates every filter of this module."""
    env.filters.update(
        euro=euro,
        euro_text=euro_text,
        lomba=lomba,
        number=number,
        percent=percent,
        date_words=date_words,
        date_short=date_short,
        time_words=time_words,
        deadline_words=deadline_words,
        postcode=postcode,
        markdown=prose.render,
    )


@lru_cache(maxsize=4096)
def money_words(cents: int, lang: str, currency: str = EURO) -> str:
    """Integer cents as money: `€ 12.500`, with cents only where there are any.

    Another currency shows by its code: `PLN 12.500`; one that is not known, as a bare number.
    """
    locale = Locale.parse(lang)
    pattern = str(locale.currency_formats["standard"].pattern)
    if cents % 100 == 0:
        pattern = pattern.replace(".00", "")
    pattern = pattern.split(";")[0].replace("\N{RIGHT-TO-LEFT MARK}", "")
    if currency != EURO:
        pattern = pattern.replace("¤", "").strip()
    figure = format_decimal(
        Decimal(abs(cents)).scaleb(-2), format=pattern, locale=locale, numbering_system="latn"
    ).replace("¤", "€")
    if currency not in (EURO, NO_CURRENCY):
        figure = f"{currency}{_NO_BREAK_SPACE}{figure}"
    return f"−{figure}" if cents < 0 else figure


@lru_cache(maxsize=4096)
def _money(cents: int, lang: str, currency: str) -> Markup:
    return _ltr(money_words(cents, lang, currency))


def _currency(context: Context, currency: str) -> str:
    return currency or str(context.get("currency") or EURO)


def _lang(context: Context) -> str:
    return str(context.get("lang") or "nl")


def _ltr(text: str) -> Markup:
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


@pass_context
def euro(context: Context, cents: int, currency: str = "") -> Markup:
    """Integer cents for a page: `€ 12.500`; in the currency of the page's round, or in this one."""
    return _money(cents, _lang(context), _currency(context, currency))


@pass_context
def euro_text(context: Context, cents: int, currency: str = "") -> str:
    """As `euro`, where no markup fits: attributes, SVG, mail."""
    return money_words(cents, _lang(context), _currency(context, currency))


@pass_context
def lomba(context: Context, count: int, name: str = "Lomba") -> Markup:
    """A number of a local currency with its name: `12 Lomba`."""
    return _ltr(f"{number(context, count)}{_NO_BREAK_SPACE}{name}")


@pass_context
def number(context: Context, value: float | int) -> str:
    """A number with the language's separators: `9.562`."""
    return str(format_decimal(value, locale=_lang(context), numbering_system="latn"))


@pass_context
def percent(context: Context, share: float, decimals: int = 0) -> str:
    """A share between 0 and 1 as a percentage: `70%`."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
    return str(
        format_percent(share, format=pattern, locale=_lang(context), numbering_system="latn")
    )


@pass_context
def date_words(context: Context, moment: date | datetime | None, with_time: bool = False) -> str:
    """A day in words: `zondag 8 maart 2026`; with the clock time when asked."""
    if moment is None:
        return ""
    lang = _lang(context)
    day = _day(local(moment), lang, "EEEE d MMMM y")
    if with_time and isinstance(moment, datetime):
        return f"{day}, {clock_words(moment, lang)}"
    return day


@pass_context
def date_short(context: Context, moment: date | datetime | None) -> str:
    """A day in few letters, for tables: `8 mrt 2026`."""
    return _day(local(moment), _lang(context), "d MMM y") if moment else ""


@pass_context
def time_words(context: Context, moment: datetime | None) -> str:
    """The time of day in Amsterdam: `20.00 uur`."""
    return clock_words(moment, _lang(context)) if moment else ""


@pass_context
def deadline_words(context: Context, moment: datetime | None, now: datetime | None = None) -> str:
    """How long there is still: `nog 5 dagen, tot zondag 8 maart 20.00 uur`.

    `now` is taken from the context when it is not given. Both must be aware of their time zone
    or both in Amsterdam time.
    """
    if moment is None:
        return ""
    now = now or context.get("now")
    if now is None:
        raise ValueError("deadline_words needs `now`, as an argument or in the context")
    end, today = local(moment), local(now)
    lang = _lang(context)
    day = _day(end, lang, "EEEE d MMMM" if end.year == today.year else "EEEE d MMMM y")
    until = f"{day} {clock_words(end, lang)}"
    return _deadline_sentence(context, remaining(end, today), until, clock_words(end, lang))


def _deadline_sentence(context: Context, left: Remaining, until: str, clock: str) -> str:
    def gettext(message: str, **values: Any) -> str:
        return str(context.call(context.resolve("gettext"), message, **values))

    def ngettext(one: str, many: str, **values: Any) -> str:
        return str(context.call(context.resolve("ngettext"), one, many, left.count, **values))

    if left.unit == "past":
        return gettext("gesloten sinds %(moment)s", moment=until)
    if left.unit == "minutes":
        return ngettext("nog %(num)s minuut, tot %(moment)s", "nog %(num)s minuten, tot %(moment)s",
                        moment=clock)  # fmt: skip
    if left.unit == "hours":
        return ngettext("nog %(num)s uur, tot %(moment)s", "nog %(num)s uur, tot %(moment)s",
                        moment=until)  # fmt: skip
    return ngettext("nog %(num)s dag, tot %(moment)s", "nog %(num)s dagen, tot %(moment)s",
                    moment=until)  # fmt: skip


@pass_context
def postcode(context: Context, code: str) -> Markup:
    """A Dutch postcode as people write it: `3073 AB`."""
    plain = "".join(code.split()).upper()
    spaced = f"{plain[:4]}{_NO_BREAK_SPACE}{plain[4:]}" if len(plain) == 6 else plain
    return _ltr(spaced)


def local(moment: date | datetime) -> Any:
    """A moment on the clock of Amsterdam; a day, or a time without a zone, stays as it is."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(AMSTERDAM)
    return moment


def clock_words(moment: datetime, lang: str) -> str:
    """`20.00 uur` in Dutch, the language's own short time elsewhere."""
    pattern = _TIME_PATTERNS.get(lang, "short")
    return str(format_time(local(moment).time(), format=pattern, locale=lang))


@lru_cache(maxsize=4096)
def _format_day(day: date, lang: str, pattern: str) -> str:
    return str(format_date(day, format=pattern, locale=lang))


def _day(moment: date | datetime, lang: str, pattern: str) -> str:
    day = moment.date() if isinstance(moment, datetime) else moment
    return _format_day(day, lang, pattern)
