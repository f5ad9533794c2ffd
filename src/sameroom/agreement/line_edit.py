"""Edits a YAML text piece by piece: what stays the same keeps its lines, byte for byte."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sameroom.agreement.place import AgreementWrongError

IDENTITY = ("step", "name", "goal", "attribute")  # by which an item of a list is known again


@dataclass(frozen=True, slots=True)
class Piece:
    """A key with its value, or an item of a list, as it is written.

    Args:
        key: the key, or the item's number.
        lead: the remarks and empty lines that stand before it.
        body: its own lines.
        line: the number of its first line in the text.
        column: where the key or the dash stands.
    """

    key: Any
    lead: list[str]
    body: list[str]
    line: int
    column: int


def edited(*, lines: list[str], first: int, node: Any, value: Any) -> list[str] | None:  # Any: YAML
    """Write a mapping or list anew, and only those of its keys or items that are other.

    Args:
        lines: where it stands, each with its end.
        first: the number of the first of these in the text that `node` was read from.
        value: what it is to say, of the same kind, in plain values.

    Returns:
        The lines; None where it does not stand on lines of its own, one for each key or item.
    """
    cut = _cut(lines, first, node) if value and node else None
    if cut is None:
        return None
    head, pieces, tail = cut
    is_list = isinstance(node, list)
    wanted = _of_items(node, pieces, value) if is_list else _of_keys(node, pieces, value)
    kept = {piece.line for piece, _, _ in wanted if piece}
    written = list(head)
    waiting = {} if is_list else {p.key: p.lead for p in pieces if p.line not in kept}
    for piece, key, item in wanted:
        if piece is None:
            written += _fresh(key, item, pieces[-1].column, is_list, _is_flow(node, is_list))
            continue
        for gone in [key for key in waiting if _before(pieces, key, piece)]:
            written += waiting.pop(gone)
        same = plain(node[piece.key]) == item
        written += piece.lead + (piece.body if same else _changed(piece, node, item, is_list))
    return written + [line for lead in waiting.values() for line in lead] + tail


def emptied(*, lines: list[str], node: Any) -> list[str] | None:  # Any: a YAML mapping
    """Take all keys out of a document; what is said beside them stays."""
    cut = _cut(lines, 0, node)
    if cut is None:
        return None
    head, pieces, tail = cut
    return [*head, *(line for piece in pieces for line in piece.lead), *tail]


def _before(pieces: list[Piece], key: Any, piece: Piece) -> bool:  # Any: a key
    return next(one.line for one in pieces if one.key == key) < piece.line


def _cut(
    lines: list[str],
    first: int,
    node: Any,  # Any: a YAML node
) -> tuple[list[str], list[Piece], list[str]] | None:
    """Cut the lines into what stands before, the pieces, and what stands behind."""
    starts = _starts(lines, first, node)
    if not starts:
        return None
    column = starts[0][1]
    if any(one[1] != column for one in starts) or starts != sorted(set(starts)):
        return None
    begins = [line for line, _ in starts]
    ends = [_without_remarks(lines, begin, end, column)
            for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)]  # fmt: skip
    opened = _without_remarks(lines, -1, begins[0], column)
    leads = [opened, *ends[:-1]]
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    pieces = [
        Piece(key, lines[lead:begin], lines[begin:end], first + begin, column)
        for key, lead, begin, end in zip(keys, leads, begins, ends, strict=True)
    ]
    return lines[:opened], pieces, lines[ends[-1] :]


def _starts(lines: list[str], first: int, node: Any) -> list[tuple[int, int]]:  # Any: a YAML node
    """Find line and column of each key or dash; none where one has no line of its own."""
    marks = node.lc.data or {}
    found = []
    for key in node if isinstance(node, dict) else range(len(node)):
        line, column = marks[key][:2] if key in marks else (-1, 0)  # merged keys have no mark
        line -= first
        if not 0 <= line < len(lines):
            return []
        if isinstance(node, list):
            column = lines[line][:column].rstrip().rfind("-")
        if column < 0 or lines[line][:column].strip():
            return []
        found.append((line, column))
    return found


def _without_remarks(lines: list[str], begin: int, end: int, column: int) -> int:
    """Leave out the remarks and empty lines that stand before the next piece."""
    while end > begin + 1 and _is_remark(lines[end - 1], column):
        end -= 1
    return end


def _is_remark(line: str, column: int) -> bool:
    bare = line.lstrip()
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= column)


Wanted = list[tuple[Piece | None, Any, Any]]  # Any: a key, and what it is to say


def _of_keys(node: Any, pieces: list[Piece], value: Mapping[str, Any]) -> Wanted:  # Any: YAML
    old: Wanted = [(one, one.key, value[str(one.key)]) for one in pieces if str(one.key) in value]
    known = {str(key) for key in node}
    return [*old, *((None, name, item) for name, item in value.items() if name not in known)]


def _of_items(node: Any, pieces: list[Piece], value: list[Any]) -> Wanted:  # Any: YAML
    """Know each item again: the same, else the one of its name, else the one in its place.

    Where items have names, one in the place of another is that one renamed, if none came or went.
    """
    before = [plain(one) for one in node]
    may_be_renamed = len(before) == len(value)
    after: dict[int, int] = {}
    for alike in (_is_same, _has_same_name):
        for new, item in enumerate(value):
            if new not in after:
                free = [old for old in range(len(before)) if old not in after.values()]
                fits = next((old for old in free if alike(before[old], item)), None)
                if fits is not None:
                    after[new] = fits
    for new, item in enumerate(value[: len(before)]):
        is_named = _name_of(before[new]) is not None and _name_of(item) is not None
        if new not in after and new not in after.values() and (may_be_renamed or not is_named):
            after[new] = new
    return [
        (pieces[after[new]] if new in after else None, new, item) for new, item in enumerate(value)
    ]


def _is_same(old: Any, new: Any) -> bool:  # Any: plain values
    return bool(old == new)


def _has_same_name(old: Any, new: Any) -> bool:  # Any: plain values
    return _name_of(old) is not None and _name_of(old) == _name_of(new)


def _name_of(item: Any) -> Any:  # Any: a plain value
    if not isinstance(item, Mapping):
        return None
    return next((item[key] for key in IDENTITY if key in item), None)


def _changed(piece: Piece, node: Any, item: Any, is_list: bool) -> list[str]:  # Any: YAML
    old = node[piece.key]
    both = [kind for kind in (dict, list) if isinstance(old, kind) and isinstance(item, kind)]
    if both and not old.fa.flow_style():
        body = list(piece.body)
        if is_list:
            body[0] = _at(body[0], piece.column, " ")
        inner = edited(lines=body, first=piece.line, node=old, value=item)
        if inner is not None:
            return _with_dash(inner, piece.column) if is_list else inner
    again = _again(piece, item, is_list)
    return again or _fresh(piece.key, item, piece.column, is_list, False)


def _at(line: str, column: int, sign: str) -> str:
    return line[:column] + sign + line[column + 1 :]


def _with_dash(lines: list[str], column: int) -> list[str]:
    """Put the dash back where the item begins; a remark before it stays before it."""
    place = next(n for n, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#")
    return [*lines[:place], _at(lines[place], column, "-"), *lines[place + 1 :]]


def _again(piece: Piece, item: Any, is_list: bool) -> list[str]:  # Any: a plain value
    """Write a piece anew with the remarks within it; nothing where it leans on an anchor."""
    from sameroom.agreement.reader import load_text

    if any(line[: piece.column].strip() for line in piece.body):
        return []
    own = [line[piece.column :] or "\n" for line in piece.body]
    text = "".join(["x:\n", *(f"  {line}" for line in own)] if is_list else own)
    try:
        node = load_text(text)
    except AgreementWrongError:
        return []
    if is_list and isinstance(node["x"], list) and len(node["x"]) == 1:
        put(node["x"], 0, item)
    elif not is_list and isinstance(node, dict) and list(node) == [piece.key]:
        put(node, piece.key, item)
    else:
        return []
    written = dump(node)
    wanted = {"x": [item]} if is_list else {str(piece.key): item}
    return _indented(written, piece.column, is_list) if is_said(written, wanted) else []


def _fresh(key: Any, item: Any, column: int, is_list: bool, flow: bool) -> list[str]:  # Any: YAML
    from sameroom.agreement import yaml_text

    if flow:
        text = dump({"x": [yaml_text.in_brackets(item)]})
        if is_said(text, {"x": [item]}):
            return _indented(text, column, is_list)
    return _indented(dump({"x": [item]} if is_list else {key: item}), column, is_list)


def is_said(text: str, value: Any) -> bool:  # Any: plain values
    """Tell whether a text says a value; its writer slips over some words in brackets."""
    from sameroom.agreement.reader import load_text

    try:
        return bool((plain(load_text(text)) or {}) == value)
    except AgreementWrongError:
        return False


def _indented(text: str, column: int, is_list: bool) -> list[str]:
    lines = text.splitlines(keepends=True)
    own = [line[2:] if line.strip() else line for line in lines[1:]] if is_list else lines
    return [" " * column + line if line.strip() else line for line in own]


def _is_flow(node: Any, is_list: bool) -> bool:  # Any: a YAML node
    """Tell whether the last item of a list stands in brackets."""
    style = getattr(node[-1], "fa", None) if is_list else None
    return style is not None and bool(style.flow_style())


def put(node: Any, key: Any, value: Any) -> None:  # Any: YAML nodes, keys and values
    """Set a key or an item, and keep as much of what stands there as says the same."""
    if value is None and isinstance(node, dict):
        del node[key]
        return
    old = node[key] if isinstance(node, list) or key in node else None
    if isinstance(old, dict) and isinstance(value, Mapping):
        for gone in [name for name in old if str(name) not in value]:
            del old[gone]
        for name, item in value.items():
            own = next((known for known in old if str(known) == name), name)
            if own not in old or plain(old[own]) != item:
                put(old, own, item)
    elif isinstance(old, list) and isinstance(value, list) and old and value:
        del old[len(value) :]
        for place, item in enumerate(value[: len(old)]):
            put(old, place, item)
        old.extend(value[len(old) :])
    elif plain(old) != value:
        node[key] = value


def plain(node: Any) -> Any:  # Any: a YAML node in, plain values out
    """Give a node as plain values."""
    if isinstance(node, dict):
        return {str(key): plain(item) for key, item in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return str(node)


def dump(node: Any) -> str:  # Any: a YAML document
    """Write a document."""
    from sameroom.agreement import yaml_text

    sink = io.StringIO()
    yaml_text.dump(node, sink)
    return sink.getvalue()
