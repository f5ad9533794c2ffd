"""What was answered on a page of an older plan, in the light of the plan as it stands now."""

from collections.abc import Mapping

from django.utils.translation import gettext

from sameroom.connectors.mapping import IGNORE
from sameroom.importing import wording
from sameroom.importing.found import Column, Found
from sameroom.importing.questions import ORDERS, Question
from sameroom.importing.web.said import say

NONE, OTHER = "none", "other"


def answer_of(said: Mapping[str, str], place: str | int) -> str:
    """Give what was answered to a question: one of the likely fields, or one of all the others."""
    answer = said.get(f"q{place}", "")
    return said.get(f"q{place}o", "") if answer in {"", OTHER} else answer


def keep_answers(*, found: Found, posted: Mapping[str, str]) -> dict[str, str]:
    """Give what was chosen on a page of an older plan, as the start of a form for this one.

    A question is known again by what it asks, not by its place: places move when others
    are answered. What was chosen for a question that is open no more is passed over.
    """
    chosen = {key: answer_of(posted, name[1:]) for name, key in posted.items() if name[:1] == "k"}
    said = {f"q{place}": chosen.get(key_of(one), "") for place, one in enumerate(found.questions)}
    kept = {name: answer for name, answer in said.items() if answer}
    return kept | {name: posted[name] for name in ("currency", "zone") if name in posted}


def list_overtaken(
    *, found: Found, posted: Mapping[str, str]
) -> tuple[tuple[str, str, str, int | None], ...]:
    """List what was chosen for questions of an older plan that are open no more.

    Returns:
        The column, what was chosen, what it is by now, and the place of its file, if it has one.
    """
    asked = {key_of(one) for one in found.questions}
    told = []
    for name, key in sorted(posted.items()):
        answer = answer_of(posted, name[1:])
        if name[:1] == "k" and answer and key not in asked and key.count("|") >= 4:
            told += _overtaken(found, key, answer)
    return tuple(told)


def _overtaken(found: Found, key: str, answer: str) -> list[tuple[str, str, str, int | None]]:
    path, name, kind, _target, places = key.rsplit("|", 4)
    for place, file in enumerate(found.files):
        if (file.path, file.name) == (path, name):
            columns = [column for column in file.columns if str(column.place) in places.split(",")]
            called = ", ".join(column.called for column in columns)
            now_is = ", ".join(_now_is(column, kind) for column in columns)
            return [(f"{path}: {called}", _answer_in_words(columns, kind, answer), now_is, place)]
    return [(path, _answer_in_words([], kind, answer), "", None)]


def _now_is(column: Column, kind: str) -> str:
    orders = dict(ORDERS)
    if kind == "order" and column.dates in orders:
        return gettext(orders[column.dates])
    return say(column.becomes)


def _answer_in_words(columns: list[Column], kind: str, answer: str) -> str:
    if answer in {NONE, IGNORE}:
        return gettext("none of them") if kind == "which" else gettext("leave it out")
    if kind == "order":
        return gettext(dict(ORDERS).get(answer, answer))
    if kind == "which":
        return next((one.called for one in columns if str(one.place) == answer), answer)
    return say(wording.say(target=answer))


def is_same_plan(*, found: Found, posted: Mapping[str, str]) -> bool:
    """Tell whether a page of answers asked what this plan asks, each at the same place."""
    asked = {f"k{place}": key_of(one) for place, one in enumerate(found.questions)}
    return all(asked.get(name) == key for name, key in posted.items() if name[:1] == "k")


def key_of(question: Question) -> str:
    """Name a question by what it asks."""
    places = ",".join(map(str, question.places))
    return "|".join((question.path, question.name, question.kind, question.target, places))
