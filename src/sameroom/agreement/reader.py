"""Reads `agreement.yaml`, and says precisely what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sameroom.agreement import words
from sameroom.agreement.agreement import Agreement
from sameroom.agreement.clauses import Clauses, read_group
from sameroom.agreement.place import AgreementWrongError, Place, Problem
from sameroom.agreement.whole import check_whole

LARGEST = 1_000_000  # bytes; an agreement is a few pages
DEEPEST = 40  # brackets within brackets; the parser takes minutes over thousands


def default() -> Agreement:
    """Give the agreement that stands when nobody wrote one: every clause a default."""
    return Agreement(Clauses())


def read(*, path: Path) -> Agreement:
    """Read an agreement file; what it leaves out keeps its default.

    Raises:
        AgreementWrongError: with every problem of the file, each with its line and key.
    """
    return parse(text=_text(path), file=str(path))


def parse(*, text: str, file: str = "agreement.yaml", is_in_force: bool = False) -> Agreement:
    """Read an agreement from a text.

    Args:
        is_in_force: whether both teams signed it already: what was right then stays so, even
            where a figure that it names an owner for has gone.

    Raises:
        AgreementWrongError: with every problem of the text, each with its line and key.
    """
    node = _load(text, file)
    place = Place(file, 1)
    clauses = _clauses(node, place)
    if not place.problems:
        check_whole(clauses, node, place, is_in_force=is_in_force)
    if place.problems:
        raise AgreementWrongError(place.problems)
    return Agreement(clauses, frozenset(place.stated), file)


def read_what_can(*, text: str) -> tuple[Agreement, tuple[Problem, ...]]:
    """Read as much of a text as can be read, and tell what cannot; that keeps its default."""
    try:
        node = _load(text, "agreement.yaml")
    except AgreementWrongError as error:
        return default(), error.problems
    place = Place("agreement.yaml", 1)
    clauses = _clauses(node, place)
    if not place.problems:
        check_whole(clauses, node, place)
    return Agreement(clauses, frozenset(place.stated), "agreement.yaml"), tuple(place.problems)


def text_of(*, raw: bytes, file: str = "agreement.yaml") -> str:
    """Read what somebody brought as the text of an agreement; of its clauses nothing is checked.

    Raises:
        AgreementWrongError: when it is too large, no UTF-8, no YAML, or holds no clauses.
    """
    path = Path(file)
    if len(raw) > LARGEST:
        raise _unreadable(path, "It is too large for an agreement.", "Give the agreement file.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path, "It is not UTF-8 text.", "Save it as UTF-8.") from error
    node = _load(text, file)
    if node is not None and not isinstance(node, dict):
        what = "It holds no clauses, such as `company:`."
        raise _unreadable(path, what, "Write each clause as its name, a colon, and its keys below.")
    return text


def load_text(text: str, file: str = "agreement.yaml") -> Any:  # Any: a YAML document
    """Give a text as a document that remembers its lines and remarks, unchecked.

    Raises:
        AgreementWrongError: when it is no YAML, or nested too deep to be an agreement.
    """
    return _load(text, file)


def _clauses(node: Any, place: Place) -> Clauses:  # Any: a YAML document
    if node is None:
        return Clauses()
    if not isinstance(node, dict):
        place.wrong(node, "a list of clauses, such as `company:` with its keys below it")
        return Clauses()
    read_clauses: Clauses = read_group(Clauses, node, place)
    return _with_known_words(read_clauses)


def _with_known_words(given: Clauses) -> Clauses:
    """Add the words every agreement knows; a word that the file places elsewhere moves there."""
    life = replace(
        given.lifecycle,
        lead=_merged(words.LEAD, given.lifecycle.lead),
        person=_merged(words.PERSON, given.lifecycle.person),
        deal=_merged(words.DEAL, given.lifecycle.deal),
    )
    return replace(
        given,
        lifecycle=life,
        reasons=_merged(words.REASONS, given.reasons),
        calendars={**Clauses().calendars, **given.calendars},
        bands={**words.BANDS, **given.bands},
    )


def _merged(
    known: Mapping[str, tuple[str, ...]], given: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    placed = {word.casefold() for said in given.values() for word in said}
    merged = {}
    for name in known:
        said = given.get(name, ())
        kept = [word for word in known[name] if word.casefold() not in placed]
        merged[name] = (*said, *kept)
    return merged


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, "It is too large for an agreement.", "Give the agreement file.")
        return path.read_text("utf-8-sig")
    except OSError as error:
        remedy = "Check the path, or leave the option out to use the defaults."
        raise _unreadable(path, f"It cannot be read ({error.strerror}).", remedy) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "It is not UTF-8 text.", "Save it as UTF-8.") from error


def _unreadable(path: Path, what: str, remedy: str) -> AgreementWrongError:
    return AgreementWrongError([Problem(str(path), what, remedy)])


def _load(text: str, file: str) -> Any:  # Any: a YAML document
    from sameroom.agreement import yaml_text  # imported late: the command must start fast

    _check_depth(text, file)
    try:
        return yaml_text.load(text)
    except yaml_text.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        what = f"This is not valid YAML: {error.problem or error.context}."
        remedy = "Check the indentation, the colons and that no key stands twice."
        problem = Problem(f"{Path(file).name}{line}", what, remedy)
        raise AgreementWrongError([problem]) from error
    except Exception as error:  # its reader fails in many ways on what is no agreement
        problem = Problem(Path(file).name, "This is not valid YAML.", "Write it anew as text.")
        raise AgreementWrongError([problem]) from error


def _check_depth(text: str, file: str) -> None:
    depth = 0
    for found in re.finditer(rf"[\[{{]|[\]}}]|(?m:^ *(?:- ){{{DEEPEST},}})", text):
        depth += DEEPEST if found[0].strip() not in "[]{}" else 1 if found[0] in "[{" else -1
        if depth >= DEEPEST:
            problem = Problem(
                f"{Path(file).name}, line {text.count(chr(10), 0, found.start()) + 1}",
                "Lists stand within lists too deep to be an agreement.",
                "Write each value on a line of its own.",
            )
            raise AgreementWrongError([problem])
