"""The truth of figures that is not one number for all companies of a kind.

Drift's headline and the bands of a score are about what the measure itself picked; what a library
covers is about that library.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from sameroom.measure import Reading
from sameroom.simulator import Company
from sameroom.simulator.buyers import Floats
from sameroom.simulator.content_estimands import Stays, covered, find_stays
from sameroom.simulator.effort_estimands import scored
from sameroom.simulator.population import SEED
from sameroom.simulator.truth import Part
from sameroom.simulator.world import World, draw_world

Key = tuple[str, str, tuple[tuple[str, str], ...]]
LARGE = 60_000


def picked_truth(
    company: Company, seed: int, told: Reading, key: Key, truths: Mapping[Key, float]
) -> float | None:
    """Give what a figure stands for that says itself what it is about, if it is known."""
    measure, figure, part = key
    if measure == "score_honesty" and part:
        return _in_band(company, figure, part[0][1])
    if measure == "coverage":
        return _of_library(company, seed).get((figure, part))
    return _of_drift(measure, told, truths)


@cache
def _large(company: Company) -> World:
    return draw_world(company=company.sized(accounts=LARGE, assets=1), seed=SEED)


@cache
def _stays(company: Company) -> Stays:
    return find_stays(_large(company))


@cache
def _of_library(company: Company, seed: int) -> dict[tuple[str, Part], float]:
    """Give how likely this company's own library has what deals such as its own need."""
    return covered(world=draw_world(company=company, seed=seed), stays=_stays(company))


@cache
def _by_score(company: Company) -> tuple[Floats, Floats, Floats]:
    """Count, of a company many times as large, leads, leads taken and leads won by their score."""
    score, taken, won = scored(_large(company))
    counted = [np.bincount(score, weights=each, minlength=101) for each in (taken, won)]
    return np.bincount(score, minlength=101).astype(float), counted[0], counted[1]


def _in_band(company: Company, figure: str, label: str) -> float:
    """Give the chance to be taken, or won, with a score in a band such as "34 to 45"."""
    ends = [int(end) for end in label.split(" to ")]
    inside = slice(ends[0], ends[-1] + 1)
    leads, taken, won = _by_score(company)
    hits = taken if figure == "accepted_share" else won
    return float(hits[inside].sum() / leads[inside].sum())


def _of_drift(measure: str, told: Reading, truths: Mapping[Key, float]) -> float | None:
    """Give the truth of drift's headline, which is about what the measure itself picked.

    Its words say which attribute it is about, and which segments.
    """
    if measure != "icp_drift" or told.part:
        return None
    if told.figure == "distance":
        attribute = told.words.split(":")[0].replace(" ", "_")
        steps = (("attribute", attribute), ("steps", "aimed at → won"))
        return truths[(measure, "distance", steps)]
    if told.figure not in {"aimed_share", "won_share"}:
        return None
    attribute, _, labels = told.words.split("(")[-1].rstrip(").").partition(": ")
    return sum(
        truths[(
            measure, f"segment_{told.figure}",
            (("attribute", attribute.replace(" ", "_")), ("segment", label)),
        )]
        for label in labels.split(", ")
    )  # fmt: skip
