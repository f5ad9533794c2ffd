"""A clause's values as people type them: percent, one word a line, low – likely – high."""

import re
from typing import Any

from sameroom.agreement.place import Place
from sameroom.agreement.shape import How, Kind

LINES = {"text", "choice", "zone", "number", "whole", "day"}
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+")
HELPS = {
    "share": "A share in percent, such as 90 %.",
    "guess": "Low, likely and high, such as 30 – 80 – 200; or one number that is known.",
    "share guess": "Low, likely and high in percent, such as 20 % – 40 % – 60 %; or one number.",
    "day": "A day.",
    "flag": "",
    "choice": "",
}


def as_is(value: Any, place: Place) -> Any:  # Any: a YAML value
    """Take any value."""
    return value


def widget_of(how: How) -> str:
    """Tell with what it is asked."""
    if how.kind in {"choice", "flag"}:
        return "choice"
    if how.kind == "list":
        return {"span": "text", "day": "days"}.get(how.of.how.kind if how.of else "", "lines")
    return "date" if how.kind == "day" else "text"


def choices_of(how: How) -> tuple[tuple[str, str], ...]:
    """List what may be chosen."""
    if how.kind == "flag":
        return (("true", "Yes"), ("false", "No"))
    return tuple((value, value.replace("_", " ").capitalize()) for value in how.values)


def help_of(kind: Kind, *, known: str = "") -> str:
    """Say how it is typed."""
    how = kind.how
    if how.kind == "list":
        inner = how.of.how.kind if how.of else ""
        said = "Such as 09:00-12:00, 13:00-17:00." if inner == "span" else "One a line."
        few = ", ".join(known.split("\n")[:4])
        return f"{said} Known already: {few} and others." if few else said
    if how.kind in HELPS:
        return HELPS[how.kind]
    if how.kind == "number" and "1e+15" in kind.ask:  # no limit that anybody would reach
        return ""
    return "" if kind.ask == "a text" else f"{kind.ask[:1].upper()}{kind.ask[1:]}."


def shown(value: Any, how: How) -> str:  # Any: a YAML value
    """Write a value as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if how.kind.endswith("guess"):
        ends = value if isinstance(value, list) else [value]
        ends = ends[:1] if len(set(map(str, ends))) == 1 else ends
        return " – ".join(_number(end, is_share=how.kind == "share guess") for end in ends)
    if how.kind == "list":
        items = value if isinstance(value, list) else [value]
        between = ", " if how.of and how.of.how.kind == "span" else "\n"
        return between.join(shown(item, how.of.how if how.of else How()) for item in items)
    if isinstance(value, int | float):
        return _number(value, is_share=how.kind == "share")
    return str(value)


def _number(value: Any, *, is_share: bool) -> str:  # Any: what stands there may be no number
    if not isinstance(value, int | float):
        return str(value)
    return f"{round(value * 100, 6):.10g} %" if is_share else f"{value:.10g}"


def understood(text: str, how: How) -> Any:  # Any: a YAML value
    """Understand what was typed; what is not understood stays a text, for the check to tell."""
    if how.kind == "flag":
        return {"true": True, "false": False}.get(text, text)
    if how.kind in {"number", "whole", "share"}:
        return _numeral(text, is_share=how.kind == "share")
    if how.kind.endswith("guess"):
        ends = [one for one in re.split(r"\s*[–;]\s*|\s+-\s+|(?<=[\d%])\s+(?=\d)", text) if one]
        read = [_numeral(end, is_share=how.kind == "share guess") for end in ends]
        return read[0] if len(read) == 1 else read
    if how.kind == "list":
        is_span = how.of is not None and how.of.how.kind == "span"
        items = re.split(r"\s*[,;\n]\s*" if is_span else r"\s*\n\s*", text)
        return [understood(one, how.of.how if how.of else How()) for one in items if one]
    return text.replace("\r\n", "\n")


def _numeral(text: str, *, is_share: bool) -> float | int | str:
    bare = text.replace("%", "").replace(" ", "").replace("\u00a0", "")
    bare = bare.replace(",", "") if THOUSANDS.fullmatch(bare) else bare.replace(",", ".")
    try:
        number = float(bare)
    except ValueError:
        return text
    if number != number or number in (float("inf"), float("-inf")):
        return text
    if is_share:
        return round(number / 100, 8)
    return int(number) if number == int(number) else number


def remedy_of(kind: Kind, text: str, wrong: str) -> str:
    """Say what is wrong with what was typed, in its own terms."""
    if kind.how.kind in {"share", "share guess", "guess"}:
        return f'"{text[:60]}" cannot stand here. {HELPS[kind.how.kind]}'
    return wrong
