"""Why there is a gap, as far as the readings tell: the part that stands out, in a sentence.

A measure says in its settings, under "why", where to look: the readings of one figure cut one
way, or figures about the whole. Nothing is said where no part stands out from chance.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sameroom.measure import Measure, Reading, Stored
from sameroom.report import figures, wording
from sameroom.report.figures import Setting

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
    """Take the largest part; where it is weighed against the whole, only if it lies above it."""
    own = [reading for reading in told if reading.figure == asked["figure"]]
    parts = [reading for reading in own if figures.keys(reading.part) == tuple(asked["by"])]
    floor = max((r.value for r in own if not r.part), default=0.0) if asked.get("above") else 0.0
    parts = [r for r in parts if r.interval is not None and r.interval.low > floor]
    if not parts:
        return ""
    parts.sort(key=lambda reading: reading.value)
    least, most = (
        {"value": figures.show(reading=one, measure=measure, setting=setting).text, **_named(one)}
        if asked.get("spread")
        else {"value": _text(one, measure, setting), **_named(one)}
        for one in (parts[0], parts[-1])
    )
    sentence = str(asked["words"]).format(**most, **{f"least_{k}": v for k, v in least.items()})
    return _capital(sentence)


def _named(reading: Reading) -> dict[str, str]:
    return {key: wording.clean(wording.part(((key, text),))) for key, text in reading.part}


def _text(reading: Reading, measure: Measure, setting: Setting) -> str:
    shown = figures.show(reading=reading, measure=measure, setting=setting)
    is_ranged = shown.low is not None and shown.low != shown.high
    return f"{shown.text} ({shown.range})" if is_ranged else shown.text


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
