"""Changes one clause of an agreement's text and leaves every other line as it was written."""

import re
from typing import Any

from sameroom.agreement.line_edit import dump, edited, emptied, is_said, plain, put
from sameroom.agreement.place import AgreementWrongError, Problem

MARK = "\ufeff"  # with which some editors begin a file
BEGIN = re.compile(r"\A(?:[ \t]*(?:#.*)?\n)*---[ \t]*(?:#.*)?\n")
END = re.compile(r"^\.\.\.[ \t]*(?:#.*)?(?:\n[ \t]*(?:#.*)?)*\Z", re.MULTILINE)


def raw_clause(*, text: str, clause: str) -> Any:  # Any: a YAML value
    """Give what the text sets of a clause, as plain YAML values; None when it sets nothing.

    Raises:
        AgreementWrongError: when the text is no YAML.
    """
    node = _load(text.removeprefix(MARK))
    return plain(node[clause]) if isinstance(node, dict) and clause in node else None


def change(*, text: str, clause: str, value: Any) -> str:  # Any: a YAML value
    """Write a clause anew; comments, the order of keys and keys nobody knows stay.

    So do the ends of lines, the mark at the beginning, and the signs that begin and end a document.

    Args:
        text: the agreement as it stands.
        clause: a key of the first level, such as "promises".
        value: what it is to say; None takes the clause out.

    Raises:
        AgreementWrongError: when the text is no YAML.
    """
    mark = MARK if text.startswith(MARK) else ""
    is_dos = "\r\n" in text and not re.search(r"(?<!\r)\n", text)
    own = text.removeprefix(mark).replace("\r\n", "\n") if is_dos else text.removeprefix(mark)
    begin, body, end = _parts(own)
    changed = begin + _change(body, clause, value) + end
    return mark + (changed.replace("\n", "\r\n") if is_dos else changed)


def _parts(text: str) -> tuple[str, str, str]:
    """Part the text of one document from the signs that begin and end it."""
    begin = found[0] if (found := BEGIN.match(text)) else ""
    ended = END.search(text, len(begin))
    at = ended.start() if ended else len(text)
    return begin, text[len(begin) : at], text[at:]


def _change(text: str, clause: str, value: Any) -> str:  # Any: a YAML value
    node = _load(text)
    if node is None:
        lines = text if not text or text.endswith("\n") else text + "\n"
        return lines if value is None else lines + dump({clause: value})
    if not isinstance(node, dict):
        raise AgreementWrongError([Problem("agreement.yaml", "It holds no clauses.", "")])
    if clause in node and plain(node[clause]) == value:
        return text
    if clause not in node:
        return text if value is None else _appended(text, node, {clause: value})
    return _replaced(text, node, clause, value)


def _appended(text: str, node: Any, added: dict[str, Any]) -> str:  # Any: a YAML document
    if node.fa.flow_style():
        node.update(added)
        return dump(node)
    gap = "" if text.endswith("\n") else "\n"
    return f"{text}{gap}\n{dump(added)}"


def _replaced(text: str, node: Any, clause: str, value: Any) -> str:  # Any: a YAML document
    """Write only the lines anew that say something else, where they are lines of their own."""
    wanted = {key: said for key, said in plain(node).items() if key != clause or value is not None}
    if value is not None:
        wanted[clause] = value
    if not node.fa.flow_style():
        whole = text if text.endswith("\n") else text + "\n"
        lines = whole.splitlines(keepends=True)
        found = (
            edited(lines=lines, first=0, node=node, value=wanted)
            if wanted
            else emptied(lines=lines, node=node)
        )
        if found is not None and is_said("".join(found), wanted):
            return "".join(found)
    put(node, clause, value)
    if value is not None and not is_said(dump(node), wanted):
        node[clause] = value
    return dump(node)


def _load(text: str) -> Any:  # Any: a YAML document
    from sameroom.agreement.reader import load_text

    return load_text(text)
