"""Changes one clause of an agreement's text and leaves every other line as it was written."""

import io
from collections.abc import Mapping
from typing import Any

from sameroom.agreement.place import AgreementWrongError, Problem


def raw_clause(*, text: str, clause: str) -> Any:  # Any: a YAML value
    """Give what the text sets of a clause, as plain YAML values; None when it sets nothing.

    Raises:
        AgreementWrongError: when the text is no YAML.
    """
    node = _load(text)
    return _plain(node[clause]) if isinstance(node, dict) and clause in node else None


def change(*, text: str, clause: str, value: Any) -> str:  # Any: a YAML value
    """Write a clause anew; comments, the order of keys and keys nobody knows stay.

    Args:
        text: the agreement as it stands.
        clause: a key of the first level, such as "promises".
        value: what it is to say; None takes the clause out.

    Raises:
        AgreementWrongError: when the text is no YAML.
    """
    node = _load(text)
    if node is None:
        lines = text if not text or text.endswith("\n") else text + "\n"
        return lines if value is None else lines + _dump({clause: value})
    if not isinstance(node, dict):
        raise AgreementWrongError([Problem("agreement.yaml", "It holds no clauses.", "")])
    if clause in node and _plain(node[clause]) == value:
        return text
    if clause not in node:
        return text if value is None else _appended(text, node, {clause: value})
    return _replaced(text, node, clause, value)


def _appended(text: str, node: Any, added: dict[str, Any]) -> str:  # Any: a YAML document
    if _is_flow(node) or text.rstrip().endswith("..."):
        node.update(added)
        return _dump(node)
    gap = "" if text.endswith("\n") else "\n"
    return f"{text}{gap}\n{_dump(added)}"


def _replaced(text: str, node: Any, clause: str, value: Any) -> str:  # Any: a YAML document
    """Write only the lines of the clause anew, where it stands on lines of its own."""
    if not _is_flow(node):
        lines = text.splitlines(keepends=True)
        starts = sorted(node.lc.data[key][0] for key in node if key in node.lc.data)
        begin = node.lc.data[clause][0] if clause in node.lc.data else -1
        end = next((line for line in starts if line > begin), len(lines))
        end = _without_remarks_of_the_next(lines, begin, end)
        block = "".join(lines[begin:end])
        if begin >= 0 and (changed := _changed_block(block, clause, value)) is not None:
            result = "".join(lines[:begin]) + changed + "".join(lines[end:])
            if _says(result, node, clause, value):
                return result
    _put(node, clause, value)
    return _dump(node)


def _says(text: str, node: Any, clause: str, value: Any) -> bool:  # Any: a YAML document
    """Tell whether a text says what was meant, and of all else what was said before."""
    wanted = {key: said for key, said in _plain(node).items() if key != clause}
    try:
        got = _plain(_load(text))
    except AgreementWrongError:
        return False
    return bool((got or {}) == (wanted if value is None else {**wanted, clause: value}))


def _without_remarks_of_the_next(lines: list[str], begin: int, end: int) -> int:
    """Leave out the empty lines and the remarks at the margin that stand before the next clause."""
    while end > begin + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _changed_block(block: str, clause: str, value: Any) -> str | None:  # Any: a YAML value
    if value is None:
        return ""
    try:
        node = _load(block)
    except AgreementWrongError:  # it leans on what stands elsewhere, such as an anchor
        return None
    if not isinstance(node, dict) or list(node) != [clause]:
        return None
    _put(node, clause, value)
    return _dump(node)


def _put(node: Any, key: Any, value: Any) -> None:  # Any: YAML nodes, keys and values
    """Set a key, and keep as much of what stands there as says the same."""
    if value is None:
        del node[key]
        return
    old = node.get(key)
    if isinstance(old, dict) and isinstance(value, Mapping):
        for gone in [name for name in old if str(name) not in value]:
            del old[gone]
        for name, item in value.items():
            own = next((known for known in old if str(known) == name), name)
            if own not in old or _plain(old[own]) != item:
                _put(old, own, item)
    elif _plain(old) != value:
        node[key] = value


def _plain(node: Any) -> Any:  # Any: a YAML node in, plain values out
    if isinstance(node, dict):
        return {str(key): _plain(item) for key, item in node.items()}
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return str(node)


def _is_flow(node: Any) -> bool:  # Any: a YAML mapping
    return bool(node.fa.flow_style())


def _load(text: str) -> Any:  # Any: a YAML document
    from sameroom.agreement.reader import load_text

    return load_text(text)


def _dump(node: Any) -> str:  # Any: a YAML document
    from sameroom.agreement import yaml_text

    sink = io.StringIO()
    yaml_text.dump(node, sink)
    return sink.getvalue()
