"""What was answered to the form of a clause, read by the same walk that asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sameroom.agreement import typed
from sameroom.agreement.asking import MORE, MOST, UNSET, find_clause, is_rows, parts_of
from sameroom.agreement.place import Place
from sameroom.agreement.shape import Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered.

    Args:
        value: as YAML has it; None where the clause is left to its defaults.
        errors: by the name of the field.
    """

    value: Any  # Any: a YAML value
    errors: dict[str, list[str]]


def answer(*, clause: str, stated: Any, typed_in: Mapping[str, str]) -> Answer:  # Any: YAML values
    """Read what was answered; what says the same as before stays as it was written."""
    card, default = find_clause(clause)
    errors: dict[str, list[str]] = {}
    kind = Kind(card.allowed, card.read, card.how)
    reading = _Answers(typed_in, errors)
    value = reading.read(clause, kind, UNSET if stated is None else stated, default)
    return Answer(None if value is UNSET else value, errors)


class _Answers:
    """Reads the posted fields, by the same walk that asked for them."""

    def __init__(self, typed_in: Mapping[str, str], errors: dict[str, list[str]]) -> None:
        self._typed, self._errors = typed_in, errors

    def read(self, path: str, kind: Kind, stated: Any, default: Any) -> Any:  # Any: YAML values
        if kind.how.kind == "group":
            return self._group(path, kind, stated, default)
        if kind.how.kind == "names":
            return self._names(path, kind, stated, default)
        if is_rows(kind.how):
            return self._rows(path, kind, stated, default)
        return self._leaf(path, kind, stated, default)

    def _group(self, path: str, kind: Kind, stated: Any, default: Any) -> Any:  # Any: as above
        said = dict(stated) if isinstance(stated, Mapping) else {}
        base = default if isinstance(default, Mapping) else {}
        for name, inner, own, _ in parts_of(kind):
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
