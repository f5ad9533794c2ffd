"""Finds out how the text of a column is to be read: date order, decimal sign, unit, words."""

import re
from collections.abc import Iterable

from sameroom.connectors import vocabulary
from sameroom.connectors.content import Profile
from sameroom.connectors.headers import plain
from sameroom.connectors.mapping import VIRTUAL, Parse
from sameroom.connectors.matching import Column
from sameroom.facts import Kind, get_table

_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})[-/.](\d{1,4})")
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "R$": "BRL"}
_CODE = re.compile(r"\b([A-Z]{3})\b")
_YES = ["true", "yes", "y", "t", "1", "1.0", "ja", "oui", "si", "sim", "vero", "wahr", "x"]
_NO = ["false", "no", "n", "f", "0", "0.0", "nein", "non", "nao", "falso", "nee", "falsch"]
_ACTIVE = frozenset({
    "active", "enabled", "aktiv", "actif", "activo", "ativo", "attivo", "actief", "opted in",
    "subscribed",
})  # fmt: skip
_INACTIVE = frozenset({
    "inactive", "disabled", "deactivated", "suspended", "inaktiv", "inactif", "inactivo",
    "inativo", "inattivo", "inactief", "opted out", "unsubscribed",
})  # fmt: skip
_FLAGS = {"deal.is_closed", "deal.is_won", "deal.is_active", "lead.is_converted"}
AMBIGUOUS = "?"
_TOO_LONG = 10  # hours, for an act or for looking at a page


def kind_of(target: str) -> Kind:
    """Tell the kind of value a target holds."""
    if target in _FLAGS:
        return Kind.FLAG
    if target.startswith("stage:"):
        return Kind.INSTANT
    if target in VIRTUAL or not _is_fact(target):
        return Kind.TEXT
    noun, _, name = target.partition(".")
    return get_table(noun).column(name).kind


def _is_fact(target: str) -> bool:
    return "." in target and ":" not in target


def date_style(values: Iterable[str]) -> str:
    """Tell the order of day, month and year; AMBIGUOUS when no value decides; "" when no date."""
    firsts, seconds, seen = 0, 0, False
    for value in values:
        found = _DATE.match(value)
        if not found:
            continue
        if len(found[1]) == 4:
            return "ymd"
        if found[2] == ".":
            return "dmy"
        seen = True
        firsts, seconds = max(firsts, int(found[1])), max(seconds, int(found[3]))
    if firsts > 12:
        return "dmy"
    if seconds > 12:
        return "mdy"
    return AMBIGUOUS if seen else ""


def file_style(profiles: Iterable[Profile]) -> str:
    """Tell the order that the other dates of a file decide, or ""."""
    styles = {date_style(p.values) for p in profiles if p.kinds & {"date", "datetime"}} - {
        "",
        AMBIGUOUS,
        "ymd",
    }
    return styles.pop() if len(styles) == 1 else ""


def parse_for(column: Column, target: str, *, fallback_style: str = "") -> Parse:
    """Find out how a column is read for a target."""
    noun, _, name = target.partition(".")
    kind = kind_of(target)
    if kind in {Kind.INSTANT, Kind.DATE}:
        return Parse(dates=_dates(column.profile, fallback_style))
    if kind in {Kind.NUMBER, Kind.MONEY, Kind.INTEGER}:
        return _number(column, target)
    if target == "person.has_consent":
        return consent_words(column)
    if kind is Kind.FLAG:
        return _flag(column.profile)
    if not _is_fact(target) or target in VIRTUAL:
        return Parse()
    fact = get_table(noun).column(name)
    if fact.refers_to:
        return Parse(reference=reference_kind(column))
    return _words(column.profile, _vocabulary(target)) if fact.values else Parse()


def _vocabulary(target: str) -> str:
    return "team" if target.endswith((".team", ".made_by_team")) else target


def _dates(profile: Profile, fallback: str) -> str:
    for kind in ("epoch_ms", "epoch_us", "epoch_s"):
        if kind in profile.kinds:
            return kind
    if profile.values and all(map(_is_excel_day, profile.values)):
        return "excel"
    style = date_style(profile.values)
    return (fallback or AMBIGUOUS) if style == AMBIGUOUS else style


def _is_excel_day(value: str) -> bool:
    """Tell whether a date may be a spreadsheet's count of days, from 1970 to 2100."""
    found = re.fullmatch(r"(\d{5})([.,]\d+)?", value)
    return bool(found) and 25_569 <= int(value[:5]) < 73_051


def decimal_sign(values: Iterable[str], *, has_thousandths: bool = True) -> str:
    """Tell what stands before the fraction.

    Args:
        values: the numbers.
        has_thousandths: whether 1.234 may be one and a bit. Money and whole numbers are not
            stated so: where all points of a column stand before three digits, they mark thousands.
    """
    commas = points = grouped = 0
    for value in values:
        number = re.sub(r"[^\d.,]", "", value)
        last = max(number.rfind(","), number.rfind("."))
        if last < 0:
            continue
        sign, tail = number[last], len(number) - last - 1
        both = "," in number and "." in number
        if not both and (tail == 3 or number.count(sign) > 1):
            whole = re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", number)
            grouped += bool(whole) if sign == "." else 0
            points += sign == "." and not whole
            commas += sign == "," and not re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", number)
            continue
        commas, points = commas + (sign == ","), points + (sign == ".")
    if grouped and not points and not has_thousandths:
        return ","
    return "," if commas > points else "."


def _number(column: Column, target: str) -> Parse:
    values = column.profile.values
    return Parse(
        decimal=decimal_sign(values, has_thousandths=kind_of(target) is Kind.NUMBER),
        unit=_unit(column, target),
        currency=_currency(column) if kind_of(target) is Kind.MONEY else "",
    )


def _unit(column: Column, target: str) -> str:
    meant = {sense for word in column.meanings for sense in word.senses}
    text = plain(column.header)
    if target in {"activity.minutes", "asset_use.seconds"}:
        if "duration" in column.profile.kinds:
            return clock_unit(column)
        if "millis" in text or text.endswith("ms"):
            return "milliseconds"
        named = [
            u
            for u, s in (("seconds", "SECONDS"), ("hours", "HOURS"), ("minutes", "MINUTES"))
            if s in meant
        ]
        return named[0] if named else ""
    if target == "deal.probability":
        highest = max((_rough(value) for value in column.profile.values), default=0.0)
        return "percent" if highest > 1 else ""
    return ""


def clock_unit(column: Column) -> str:
    """Tell whether 12:30 is hours and minutes or minutes and seconds; AMBIGUOUS if neither shows.

    The header may say so; else values tell: a full day is too long for hours, and hours that go
    up to ten are too many of them; minutes that all end in five or zero were planned by the hour.
    """
    text = column.header.casefold()
    if re.search(r"\bh+:m+", text):
        return "h:mm"
    if re.search(r"\bm+:s+", text):
        return "m:ss"
    parts = [v.split(":") for v in column.profile.values if re.fullmatch(r"\d+:\d+", v)]
    if not parts:
        return "h:mm"
    firsts, seconds = [int(p[0]) for p in parts], [int(p[1]) for p in parts]
    if max(firsts) >= _TOO_LONG:
        return "m:ss"
    if all(second % 5 == 0 for second in seconds) and len(set(seconds)) > 1:
        return "h:mm"
    return AMBIGUOUS


def _rough(value: str) -> float:
    digits = re.sub(r"[^\d.,]", "", value).replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return 0.0


def _currency(column: Column) -> str:
    found = {
        code for sign, code in _SYMBOLS.items() if any(sign in v for v in column.profile.values)
    }
    known = vocabulary.lists()["currency"]
    codes = {
        code
        for text in (column.header, *column.profile.values[:50])
        for code in _CODE.findall(text)
        if code.lower() in known
    }
    if "BRL" in found:
        found -= {"USD"}
    return (found | codes).pop() if len(found | codes) == 1 else ""


def _flag(profile: Profile) -> Parse:
    found = {value.lower() for value in profile.values}
    if found <= {*_YES, *_NO}:
        return Parse()
    if found <= {*_YES, *_NO, *_ACTIVE, *_INACTIVE}:
        return Parse(yes=tuple(sorted(found & _ACTIVE)), no=tuple(sorted(found & _INACTIVE)))
    return _words(profile, "")


def consent_words(column: Column) -> Parse:
    """Tell which words mean that somebody may be written to, and which that they may not.

    Under "Unsubscribed" or "Do not email", yes means no.
    """
    found = {value.lower() for value in column.profile.values}
    meant = column.senses
    is_against = bool(meant & {"UNSUBSCRIBE", "REFUSED"}) or {"NOT", "CONSENT"} <= meant
    yes = {v for v in found if v in _YES}
    no = {v for v in found if v in _NO}
    told = {v: t for v in found - yes - no if (t := vocabulary.translate("consent", v))}
    if is_against:
        yes, no = no, yes
    yes |= {v for v, t in told.items() if t == "yes"}
    no |= {v for v, t in told.items() if t == "no"}
    return Parse(yes=tuple(sorted(yes)), no=tuple(sorted(no)))


def _words(profile: Profile, name: str) -> Parse:
    """Translate the words of a closed vocabulary; those not known are left empty."""
    found: dict[str, str] = {}
    for value in profile.values:
        meant = vocabulary.translate(name, value)
        if meant:
            found.setdefault(value.lower(), meant)
    return Parse(words=tuple(sorted(found.items())[:40]), otherwise=_OTHERWISE.get(name, "-"))


_OTHERWISE = {
    "deal.outcome": "open", "activity.kind": "other", "touch.kind": "other",
    "asset_use.kind": "other",
}  # fmt: skip


def reference_kind(column: Column) -> str:
    """Tell how a reference names its row: by id, address, domain or name."""
    kinds = column.profile.kinds
    if "email" in kinds:
        return "email"
    if kinds & {"domain", "url"} and not column.points_at:
        return "domain"
    senses = {sense for word in column.meanings for sense in word.senses}
    if column.points_at or kinds & {"uuid", "hex", "salesforce_id", "integer"}:
        return "id"
    if column.profile.is_empty or "code" in kinds or "ID" in senses:
        return "id" if "ID" in senses or "code" in kinds else "name"
    return "name"


def outcome_words(profile: Profile) -> Parse:
    """Say which stages mean won and which lost; () when none does."""
    parse = _words(profile, "deal.outcome")
    return Parse(words=parse.words, otherwise="open") if parse.words else Parse()
