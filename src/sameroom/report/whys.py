"""Why there is a gap, as far as the readings tell: the part that stands out, in a sentence.

A measure says in its settings, under "why", where to look: the readings of one figure cut one
way, or figures about the whole. The highest of many shares always lies above the others,
so a part is named only where it stands out from the rest; in one of twenty reports at most is any
named where nothing differs. Two cuts need no such test and say so: a "listing", whose parts are the
shares of one whole, and parts that are "tested" by the measure itself before it tells them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sameroom.measure import Measure, Reading, Stored
from sameroom.report import figures, wording
from sameroom.report.figures import Setting
from sameroom.stats import discovery

FALSE_NAMES = 0.05  # how often a part may be named in a sentence where no part differs

Asked = Mapping[str, Any]  # Any: names, keys and words, as a measure's settings hold them


def find_why(*, measure: Measure, stored: Iterable[Stored], setting: Setting) -> str:
    """Say what stands out among the parts of a gap; "" where nothing does."""
    asked: Asked = measure.settings.get("why", {})
    if not asked:
        return ""
    name = asked.get("measure", measure.name)
    told = [s.told for s in stored if s.measure == name and isinstance(s.told, Reading)]
    if "figures" in asked:
        return _of_wholes(asked, told, measure, setting)
    return _of_parts(asked, told, measure, setting)


def _of_wholes(asked: Asked, told: list[Reading], measure: Measure, setting: Setting) -> str:
    found = [figures.whole(told=told, figure=name) for name in asked["figures"]]
    texts = [_text(reading, measure, setting) for reading in found if reading is not None]
    return _capital(str(asked["words"]).format(*texts)) if len(texts) == len(found) else ""


def _of_parts(asked: Asked, told: list[Reading], measure: Measure, setting: Setting) -> str:
    """Name the highest part that stands out, and the lowest where the measure asks for both."""
    own = [reading for reading in told if reading.figure == asked["figure"]]
    parts = [reading for reading in own if figures.keys(reading.part) == tuple(asked["by"])]
    parts = sorted(parts, key=lambda reading: (reading.value, reading.part))
    if asked.get("listing") or asked.get("tested"):
        high, low = [one for one in parts if one.interval and one.interval.low > 0], []
    else:
        whole = next((reading for reading in own if not reading.part), None)
        sides = 2 if "least" in asked else 1
        high = _stand_out(parts, whole, sides, above=True)
        low = _stand_out(parts, whole, sides, above=False) if sides == 2 else []
    named = [(str(asked["words"]), one) for one in high[-1:]]
    named += [(str(asked["least"]), one) for one in low[:1]]
    said = [words.format(value=_text(one, measure, setting), **_named(one)) for words, one in named]
    return " ".join(_capital(sentence) for sentence in said)


def _stand_out(
    parts: list[Reading], whole: Reading | None, sides: int, *, above: bool
) -> list[Reading]:
    """List the parts whose share lies above (or below) that of the rest by more than chance.

    Each is put to Fisher's exact test against the rest; the level is shared among all that are
    looked at (Bonferroni), as one sentence names one of them.
    """
    if whole is None:
        return []
    level = FALSE_NAMES / max(len(parts) * sides, 1)
    return [one for one in parts if _chance(one, whole, above=above) <= level]


def _chance(part: Reading, whole: Reading, *, above: bool) -> float:
    hits, all_hits = (
        round((one.value if above else 1 - one.value) * one.count) for one in (part, whole)
    )
    return discovery.chance_above(
        hits=hits, cases=part.count, all_hits=all_hits, all_cases=whole.count
    )


def _named(reading: Reading) -> dict[str, str]:
    return {key: wording.words(wording.part(((key, text),))) for key, text in reading.part}


def _text(reading: Reading, measure: Measure, setting: Setting) -> str:
    shown = figures.show(reading=reading, measure=measure, setting=setting)
    is_ranged = shown.low is not None and shown.low != shown.high
    return f"{shown.text} ({shown.range})" if is_ranged else shown.text


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
