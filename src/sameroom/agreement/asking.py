"""A form for any clause, made of how the clause is declared, and what was answered to it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from sameroom.agreement import typed
from sameroom.agreement.agreement import plain
from sameroom.agreement.clauses import Clauses
from sameroom.agreement.place import Place
from sameroom.agreement.shape import Clause, How, Kind

MORE = 2  # empty rows at the end of a list
MOST = 200  # rows that are read of one list
UNSET: Any = object()  # Any: stands where nothing was set
APART = ("version", "in_force_from", "signed")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked.

    Args:
        name: under which it is posted: the dotted key, rows by their number.
        label, help: in words.
        widget: text, lines, choice or date.
        value: as somebody would type it.
        is_set: whether somebody set it; else the default stands.
        errors: what is wrong with what was typed.
    """

    name: str
    label: str
    help: str
    widget: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    is_set: bool = False
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Several things that are asked together."""

    title: str
    fields: tuple[Field, ...] = ()
    groups: "tuple[Group, ...]" = ()
    is_more: bool = False  # an empty one, for what is to be added
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered.

    Args:
        value: as YAML has it; None where the clause is left to its defaults.
        errors: by the name of the field.
    """

    value: Any  # Any: a YAML value
    errors: dict[str, list[str]]


def list_clauses() -> tuple[tuple[str, Clause], ...]:
    """List the clauses of the first level that are agreed on, with their meaning."""
    return tuple(
        (each.name, each.metadata["clause"]) for each in fields(Clauses) if each.name not in APART
    )


def ask(*, clause: str, stated: Any, typed_in: Mapping[str, str] | None = None,
        errors: Mapping[str, list[str]] | None = None) -> Group:  # fmt: skip  # Any: a YAML value
    """Make the form of a clause.

    Args:
        clause: its key.
        stated: what the text sets of it, as plain values; None for nothing.
        typed_in: what somebody typed, to be shown again as it is.
        errors: what is wrong with it, by the name of the field.
    """
    card, default = _find(clause)
    given = UNSET if stated is None else stated
    asked = _group(clause, card.about, Kind(card.allowed, card.read, card.how), given, default)
    if typed_in is not None:
        asked = _typed_again(asked, typed_in, errors or {})
    return asked


def answer(*, clause: str, stated: Any, typed_in: Mapping[str, str]) -> Answer:  # Any: YAML values
    """Read what was answered; what says the same as before stays as it was written."""
    card, default = _find(clause)
    errors: dict[str, list[str]] = {}
    kind = Kind(card.allowed, card.read, card.how)
    reading = _Answers(typed_in, errors)
    value = reading.read(clause, kind, UNSET if stated is None else stated, default)
    return Answer(None if value is UNSET else value, errors)


def _find(clause: str) -> tuple[Clause, Any]:  # Any: the clause's default
    return dict(list_clauses())[clause], plain(getattr(Clauses(), clause))


def _parts(kind: Kind) -> list[tuple[str, Kind, Any, str]]:  # Any: the default of each
    """List the keys of a group: name, kind, default, meaning."""
    parts = kind.how.parts
    if parts is None:
        return []
    blank = parts()
    cards = [(each.name, each.metadata["clause"]) for each in fields(parts)]
    return [
        (name, Kind(card.allowed, card.read, card.how), plain(getattr(blank, name)), card.about)
        for name, card in cards
    ]


def _is_rows(how: How) -> bool:
    return how.kind == "list" and how.of is not None and how.of.how.kind == "group"


def _is_group(how: How) -> bool:
    return how.kind in {"group", "names"} or _is_rows(how)


def _group(path: str, title: str, kind: Kind, stated: Any, default: Any) -> Group:  # Any: YAML
    if kind.how.kind == "group":
        said = stated if isinstance(stated, Mapping) else {}
        base = default if isinstance(default, Mapping) else {}
        asked = [
            (f"{path}.{name}", about, inner, said.get(name, UNSET), base.get(name, own))
            for name, inner, own, about in _parts(kind)
        ]
        return _of(title, asked)
    if kind.how.kind == "names":
        return _names(path, title, kind, stated, default)
    if _is_rows(kind.how):
        return _rows(path, title, kind, stated, default)
    return Group(title, (_field(path, title, kind, stated, default),))


def _of(title: str, asked: list[tuple[str, str, Kind, Any, Any]]) -> Group:  # Any: YAML values
    plain_ones = tuple(_field(*one) for one in asked if not _is_group(one[2].how))
    return Group(title, plain_ones, tuple(_group(*one) for one in asked if _is_group(one[2].how)))


def _names(path: str, title: str, kind: Kind, stated: Any, default: Any) -> Group:  # Any: YAML
    inner = kind.how.of or Kind("", typed.as_is)
    said = stated if isinstance(stated, Mapping) else {}
    base = default if isinstance(default, Mapping) else {}
    if kind.how.keys:
        fields_of = tuple(
            _field(f"{path}.{key}", key.replace("_", " "), inner, said.get(key, UNSET),
                   base.get(key, UNSET), is_known=inner.how.kind == "list")
            for key in kind.how.keys
        )  # fmt: skip
        return Group(title, fields_of)
    names = [*base, *(name for name in said if name not in base)]
    rows = [
        _named(path, number, name, inner, said.get(name, UNSET), base.get(name, UNSET))
        for number, name in enumerate(names)
    ]
    more = _named(path, len(names), "", inner, UNSET, UNSET)
    return Group(title, (), (*rows, replace(more, title="Another", is_more=True)))


def _named(
    path: str, number: int, name: str, inner: Kind, said: Any, base: Any
) -> Group:  # Any: YAML
    place = f"{path}.{number}"
    head = Field(f"{place}.name", "name", "Leave it empty to take this out.", "text", name)
    body = _group(f"{place}.value", "", inner, said, base)
    return Group(name, (head, *body.fields), body.groups)


def _rows(path: str, title: str, kind: Kind, stated: Any, default: Any) -> Group:  # Any: YAML
    inner = kind.how.of or Kind("", typed.as_is)
    said = stated if isinstance(stated, list) else default
    listed = list(said)[:MOST]
    rows = [_group(f"{path}.{n}", _head(item), inner, item, {}) for n, item in enumerate(listed)]
    more = [
        replace(_group(f"{path}.{len(listed) + n}", "Another", inner, UNSET, {}), is_more=True)
        for n in range(MORE)
    ]
    return Group(title, (), (*rows, *more), note="Empty all of one to take it out.")


def _head(item: Any) -> str:  # Any: a YAML value
    return str(next(iter(item.values()), "")) if isinstance(item, Mapping) else ""


def _field(
    path: str, label: str, kind: Kind, stated: Any, default: Any, *, is_known: bool = False
) -> Field:  # Any: YAML values
    is_set = stated is not UNSET and stated is not None
    shown = stated if is_set else UNSET if is_known else default
    known = typed.shown(default, kind.how) if is_known and default is not UNSET else ""
    return Field(
        name=path,
        label=label,
        help=typed.help_of(kind, known=known),
        widget=typed.widget_of(kind.how),
        value="" if shown is UNSET else typed.shown(shown, kind.how),
        choices=typed.choices_of(kind.how),
        is_set=is_set,
    )


def _typed_again(
    asked: Group, typed_in: Mapping[str, str], errors: Mapping[str, list[str]]
) -> Group:
    return replace(
        asked,
        fields=tuple(
            replace(one, value=typed_in.get(one.name, one.value),
                    errors=tuple(errors.get(one.name, ())))
            for one in asked.fields
        ),
        groups=tuple(_typed_again(one, typed_in, errors) for one in asked.groups),
    )  # fmt: skip


class _Answers:
    """Reads the posted fields, by the same walk that asked for them."""

    def __init__(self, typed_in: Mapping[str, str], errors: dict[str, list[str]]) -> None:
        self._typed, self._errors = typed_in, errors

    def read(self, path: str, kind: Kind, stated: Any, default: Any) -> Any:  # Any: YAML values
        if kind.how.kind == "group":
            return self._group(path, kind, stated, default)
        if kind.how.kind == "names":
            return self._names(path, kind, stated, default)
        if _is_rows(kind.how):
            return self._rows(path, kind, stated, default)
        return self._leaf(path, kind, stated, default)

    def _group(self, path: str, kind: Kind, stated: Any, default: Any) -> Any:  # Any: as above
        said = dict(stated) if isinstance(stated, Mapping) else {}
        base = default if isinstance(default, Mapping) else {}
        for name, inner, own, _ in _parts(kind):
            value = self.read(f"{path}.{name}", inner, said.get(name, UNSET), base.get(name, own))
            if value is UNSET:
                said.pop(name, None)
            else:
                said[name] = value
        return said if said or stated == {} else UNSET

    def _names(self, path: str, kind: Kind, stated: Any, default: Any) -> Any:  # Any: as above
        inner = kind.how.of or Kind("", typed.as_is)
        said = dict(stated) if isinstance(stated, Mapping) else {}
        base = default if isinstance(default, Mapping) else {}
        if not kind.how.keys:
            found = self._own_names(path, inner, said, base)
            return found if found or stated == {} else UNSET
        for key in kind.how.keys:
            own = UNSET if inner.how.kind == "list" else base.get(key, UNSET)
            value = self.read(f"{path}.{key}", inner, said.get(key, UNSET), own)
            if value is UNSET:
                said.pop(key, None)
            else:
                said[key] = value
        return said if said or stated == {} else UNSET

    def _own_names(
        self, path: str, inner: Kind, said: Mapping[str, Any], base: Mapping[str, Any]
    ) -> dict[str, Any]:  # Any: as above
        names = [*base, *(name for name in said if name not in base), ""]
        found: dict[str, Any] = {}
        for number, before in enumerate(names):
            place = f"{path}.{number}"
            name = self._typed.get(f"{place}.name", "").strip()
            value = self.read(f"{place}.value", inner, said.get(before, UNSET),
                              base.get(before, UNSET))  # fmt: skip
            if name in found:
                self._errors.setdefault(f"{place}.name", []).append("This name stands twice.")
            elif name and (value is not UNSET or name not in base):
                found[name] = {} if value is UNSET else value
            elif not before and not name and value is not UNSET:
                self._errors.setdefault(f"{place}.name", []).append("Give it a name.")
        return found

    def _rows(self, path: str, kind: Kind, stated: Any, default: Any) -> Any:  # Any: as above
        inner = kind.how.of or Kind("", typed.as_is)
        before = stated if isinstance(stated, list) else list(default)
        found = []
        for number in range(min(len(before) + MORE, MOST)):
            own = before[number] if number < len(before) else UNSET
            value = self._group(f"{path}.{number}", inner, own, {})
            if value is not UNSET:
                found.append(value)
        if stated is UNSET and [_bare(one) for one in found] == [_bare(one) for one in default]:
            return UNSET
        if not found:
            return UNSET if stated is UNSET and not default else []
        return found

    def _nothing(self, kind: Kind, stated: Any, default: Any) -> Any:  # Any: as above
        """Read an emptied field: no hours is an answer, no number leaves the default."""
        if stated is not UNSET and _is_empty(stated):
            return stated
        is_told = kind.how.kind == "list" and default is not UNSET and not _is_empty(default)
        return [] if is_told else UNSET

    def _leaf(self, path: str, kind: Kind, stated: Any, default: Any) -> Any:  # Any: as above
        if path not in self._typed:
            return stated
        text = self._typed[path].strip()
        if not text:
            return self._nothing(kind, stated, default)
        value = typed.understood(text, kind.how)
        got, wrong = _checked(kind, value)
        if wrong:
            self._errors.setdefault(path, []).append(typed.remedy_of(kind, text, wrong))
            return value
        if stated is not UNSET and stated is not None and _checked(kind, stated) == (got, ""):
            return stated
        if stated is UNSET and default is not UNSET and default is not None:
            return UNSET if _checked(kind, default)[0] == got else value
        return value


def _is_empty(value: Any) -> bool:  # Any: a YAML value
    return value is None or value in ("", [], {})


def _checked(kind: Kind, value: Any) -> tuple[Any, str]:  # Any: a YAML value in, the clause's out
    place = Place("", 1)
    got = kind.read(value, place)
    return got, " ".join(f"{one.what} {one.remedy}".strip() for one in place.problems)


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:  # Any: YAML values
    return {key: item for key, item in row.items() if item not in (None, "", [])}
