"""Puts what a person says the words of a column mean into the settings of its mapping."""

from collections.abc import Sequence
from typing import Any, Protocol  # Any: TOML values are texts, lists and tables

from sameroom.importing.meanings import NO, OUTCOME, STAGE, YES, list_meanings
from sameroom.importing.texts import EMPTY
from sameroom.importing.texts import NO as USUAL_NO
from sameroom.importing.texts import YES as USUAL_YES

Item = dict[str, Any]  # Any: a TOML table


class Said(Protocol):
    """What a word means for a field; "" takes its meaning away, "-" leaves it empty."""

    @property
    def target(self) -> str:
        """Tell the field."""

    @property
    def word(self) -> str:
        """Tell the word, in small letters."""

    @property
    def meaning(self) -> str:
        """Tell what it means."""


def explain(*, fills: Sequence[Item], words: Sequence[Said]) -> list[Item]:
    """Give what a column fills, its words explained.

    Words of a field that the column does not become are passed over: they were said of what it
    was before. A stage that is given a meaning begins to tell how a deal ended.
    """
    explained = []
    for fill in fills:
        told = [one for one in words if one.target == fill["fills"]]
        explained.append(_explained(fill, told) if told else fill)
    targets = [fill["fills"] for fill in fills]
    ends = [one for one in words if one.target == OUTCOME and one.meaning]
    is_told = any(one.meaning != EMPTY for one in ends)
    if STAGE in targets and OUTCOME not in targets and is_told:
        explained.append(_explained({"fills": OUTCOME, "otherwise": "open"}, ends))
    return explained


def _explained(fill: Item, said: Sequence[Said]) -> Item:
    values = list_meanings(target=fill["fills"])
    return _with_flags(fill, said) if values == (YES, NO) else _with_words(fill, said, values)


def _with_words(fill: Item, said: Sequence[Said], values: tuple[str, ...]) -> Item:
    words = dict(fill.get("words", {}))
    for one in said:
        words.pop(one.word, None)
        if one.meaning:
            words[one.word] = one.meaning
    # A mapping that names no word at all has them found out, so one that needs no saying is said.
    return fill | {"words": words or {values[0]: values[0]}}


def _with_flags(fill: Item, said: Sequence[Said]) -> Item:
    gone = {one.word for one in said}
    lists = {
        name: [word for word in fill.get(name, ()) if word not in gone]
        + [one.word for one in said if one.meaning == name]
        for name in (YES, NO)
    }
    for name, usual, other in ((YES, USUAL_YES, NO), (NO, USUAL_NO, YES)):
        if not lists[name]:  # as above: a list that is empty is found out
            lists[name] = [word for word in usual if word not in lists[other]][:1]
    words = {word: meant for word, meant in fill.get("words", {}).items() if word not in gone}
    words |= {one.word: EMPTY for one in said if one.meaning == EMPTY}
    rest = {key: value for key, value in fill.items() if key != "words"}
    told = {name: listed for name, listed in lists.items() if listed}
    return rest | told | ({"words": words} if words else {})
