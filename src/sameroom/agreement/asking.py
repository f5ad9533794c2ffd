"""A form for any clause, made of how the clause is declared."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from sameroom.agreement import typed
from sameroom.agreement.agreement import plain
from sameroom.agreement.clauses import Clauses
from sameroom.agreement.shape import Clause, How, Kind

MORE = 2  # empty rows at the end of a list
LONGEST = 66  # letters of a label
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

    @property
    def has_errors(self) -> bool:
        """Tell whether anything in it is wrong."""
        return any(one.errors for one in self.fields) or any(one.has_errors for one in self.groups)


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
    card, default = find_clause(clause)
    given = UNSET if stated is None else stated
    asked = _group(clause, card.about, Kind(card.allowed, card.read, card.how), given, default)
    if typed_in is not None or errors:
        asked = _typed_again(asked, typed_in or {}, errors or {})
    return asked


def names_of(group: Group, *, widget: str = "") -> tuple[str, ...]:
    """List the names under which a form is posted: all, or those that are asked with a widget."""
    inner = tuple(name for one in group.groups for name in names_of(one, widget=widget))
    return (*(one.name for one in group.fields if widget in {"", one.widget}), *inner)


def in_words(group: Group, *, under: str = "") -> dict[str, tuple[str, str]]:
    """Say a form in words: by the name of each field under what it stands, and what is in it."""
    found = {}
    for one in group.fields:
        label = f"{under}: {one.label}" if under else one.label
        value = "\n".join(one.value.splitlines())  # a browser ends its lines otherwise than a file
        found[one.name] = (label, dict(one.choices).get(value, value))
    for inner in group.groups:
        head = inner.title if not under else f"{under}, {inner.title}" if inner.title else under
        found |= in_words(inner, under=head)
    return found


def find_clause(clause: str) -> tuple[Clause, Any]:  # Any: the clause's default
    """Find a clause by its key, with what stands when nobody set it."""
    return dict(list_clauses())[clause], plain(getattr(Clauses(), clause))


def parts_of(kind: Kind) -> list[tuple[str, Kind, Any, str]]:  # Any: the default of each
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


def is_rows(how: How) -> bool:
    """Tell whether it is a list of groups of keys."""
    return how.kind == "list" and how.of is not None and how.of.how.kind == "group"


def _is_group(how: How) -> bool:
    return how.kind in {"group", "names"} or is_rows(how)


def _group(path: str, title: str, kind: Kind, stated: Any, default: Any) -> Group:  # Any: YAML
    if kind.how.kind == "group":
        said = stated if isinstance(stated, Mapping) else {}
        base = default if isinstance(default, Mapping) else {}
        asked = [
            (f"{path}.{name}", about, inner, said.get(name, UNSET), base.get(name, own))
            for name, inner, own, about in parts_of(kind)
        ]
        return _of(title, asked)
    if kind.how.kind == "names":
        return _names(path, title, kind, stated, default)
    if is_rows(kind.how):
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
    said = typed.help_of(kind, known=known)
    if len(label) > LONGEST:  # too long to stand above a field
        said = f"{label[:1].upper()}{label[1:]}. {said}".strip()
        label = path.rpartition(".")[2].replace("_", " ")
    return Field(
        name=path,
        label=label,
        help=said,
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
