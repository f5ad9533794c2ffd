"""How far the buyers that marketing aims at are from those that sales wins, by attribute."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from sameroom.icp import drift
from sameroom.icp.drift import Drift, Picked
from sameroom.icp.revenue import Chance, compare_revenue, draw
from sameroom.icp.segments import PAIRS, Segments, read_segments
from sameroom.measure import (
    Context,
    Evidence,
    Gap,
    Measure,
    Need,
    Part,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats import discovery, intervals
from sameroom.stats.distances import Estimate

HEADLINE = ("targeted", "won")
STEP_WORDS = {
    "targeted": "aimed at",
    "handed_over": "handed over",
    "worked": "worked",
    "won": "won",
}
AIMED = "you aim here and do not win"
WON = "you win here and do not aim here"
BRING = "An export of your customers and leads with industry, size, country or other properties."
LIST = "The audience lists or sending logs of your campaigns: whom marketing aimed at."
SAME = "Both steps hold the same buyers on record, so there is nothing to compare."
KNOWN = {"industry", "country", "region", "employees", "annual_revenue", "persona", "job title"}
NO_DIFFERENCE = "No difference that can be told between the buyers you aim at and those you win."


@dataclass(frozen=True, slots=True)
class Finding:
    """A comparison, and whether it stands after looking at all attributes."""

    drift: Drift
    pair: tuple[str, str]
    weighed: str
    chance: float

    @property
    def is_told(self) -> bool:
        """Tell whether chance can be ruled out."""
        return self.chance <= drift.FALSE_SHARE

    @property
    def part(self) -> Part:
        """Name the slice."""
        named = (("attribute", self.drift.segments.attribute), ("steps", _pair_words(self.pair)))
        return (*named, ("weighed by", self.weighed)) if self.weighed else named


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Compare the steps in each attribute and name the segments that make the difference."""
    by_attribute = read_segments(rows(moments))
    everybody = by_attribute.pop("", None)
    won = int(everybody.count("won").sum()) if everybody else 0
    if everybody is None or won < drift.LEAST_BUYERS or not by_attribute:
        yield _too_little(won, has_attributes=bool(by_attribute))
        return
    most = max(len(segments.winners()[0]) for segments in by_attribute.values())
    drawn = draw(cases=most, seed=context.seed)
    for pair in PAIRS:
        found = list(_compare_all(by_attribute, everybody, pair, context.seed, drawn))
        yield from (told for finding in found for told in _tell(finding))
        if pair == HEADLINE:
            yield from _doubts(by_attribute, everybody)
            yield from _headline([finding for finding in found if not finding.weighed], won)


def _too_little(won: int, *, has_attributes: bool) -> TooLittle:
    missing = "" if has_attributes else "Nothing on record says what kind of buyers these are."
    return TooLittle("distance", Unit.DISTANCE, won, drift.LEAST_BUYERS, missing, BRING)


def _compare_all(
    by_attribute: dict[str, Segments],
    everybody: Segments,
    pair: tuple[str, str],
    seed: int,
    drawn: Chance,
) -> Iterator[Finding]:
    """Compare two steps in every attribute that can be judged, by count and by revenue."""
    first, second = pair
    judged = [
        segments
        for segments in by_attribute.values()
        if not drift.doubt(segments=segments, everybody=everybody, first=first, second=second)
    ]
    counted = [
        drift.compare(segments=segments, first=first, second=second, seed=seed)
        for segments in judged
    ]
    yield from _judge(counted, pair, "")
    if second == "won":
        earned = [
            compare_revenue(segments=segments, first=first, seed=seed, drawn=drawn)
            for segments in judged
        ]
        yield from _judge([each for each in earned if each is not None], pair, "revenue")


def _judge(drifts: list[Drift], pair: tuple[str, str], weighed: str) -> Iterator[Finding]:
    adjusted = discovery.adjusted([each.chance for each in drifts])
    for each, chance in zip(drifts, adjusted, strict=True):
        yield Finding(each, pair, weighed, chance)


def _tell(finding: Finding) -> Iterator[Told]:
    """Tell distance, index and chance of one comparison, and its segments when it stands."""
    count = _count(finding.drift)
    words = _verdict(finding)
    yield _reading("distance", finding.drift.distance, Unit.DISTANCE, count, finding.part, words)
    if finding.drift.psi is not None:
        yield _reading("psi", finding.drift.psi, Unit.INDEX, count, finding.part)
    yield Reading("chance_alone", finding.chance, Unit.SHARE, count, None, finding.part)
    if finding.pair == HEADLINE and not finding.weighed:
        yield from _segments(finding)


def _reading(
    figure: str, estimate: Estimate, unit: Unit, count: int, part: Part, words: str = ""
) -> Reading:
    return Reading(figure, estimate.value, unit, count, estimate.interval, part, words)


def _segments(finding: Finding) -> Iterator[Reading]:
    """Tell how much of each segment is aimed at and won; name those that stand out."""
    each = finding.drift
    sizes = (float(each.groups.first.sum()), float(each.groups.second.sum()))
    for place, label in enumerate(each.segments.labels):
        part = (("attribute", each.segments.attribute), ("segment", label))
        first, second, both = (
            float(counts[place])
            for counts in (each.groups.first, each.groups.second, each.groups.both)
        )
        yield _share("segment_aimed_share", first, sizes[0], part)
        yield _share("segment_won_share", second, sizes[1], part)
        if first:
            yield _share("segment_win_rate", both, first, part)
    if finding.is_told:
        picks = drift.pick(each)
        yield from (_named(finding, picked, AIMED) for picked in picks.over)
        yield from (_named(finding, picked, WON) for picked in picks.under)


def _share(figure: str, hits: float, trials: float, part: Part) -> Reading:
    sure = intervals.wilson(successes=hits, trials=trials)
    return Reading(figure, hits / trials, Unit.SHARE, int(trials), sure, part)


def _named(finding: Finding, picked: Picked, name: str) -> Reading:
    """Name a segment that stands out, by how far the shares aimed at and won are apart."""
    label = finding.drift.segments.labels[picked.places[0]]
    part = (
        ("attribute", finding.drift.segments.attribute), ("segment", label), ("finding", name),
    )  # fmt: skip
    words = (
        f"{label}: {name}. {picked.aimed.value * 100:.0f} of 100 buyers aimed at and "
        f"{picked.won_count / finding.drift.groups.second.sum() * 100:.0f} of 100 won are here "
        f"({picked.aimed_count:,} and {picked.won_count:,})."
    )
    count = _count(finding.drift)
    return _reading("named_difference", picked.apart, Unit.SHARE, count, part, words)


def _headline(found: list[Finding], won: int) -> Iterator[Told]:
    """Tell the worst attribute for the whole, and the two ends of the gap."""
    if not found:
        yield _too_little(won, has_attributes=False)
        return
    worst = max(found, key=lambda each: (each.is_told, each.drift.distance.value, each.part))
    count = _count(worst.drift)
    picked = drift.pick(worst.drift).together if worst.is_told else None
    words = f"{_name(worst)}: {_verdict(worst)}{_beside_the_gap(picked)}"
    yield _reading("distance", worst.drift.distance, Unit.DISTANCE, count, (), words)
    yield from _ends(worst, picked)


def _ends(worst: Finding, picked: Picked | None) -> Iterator[Told]:
    sizes = (int(worst.drift.groups.first.sum()), int(worst.drift.groups.second.sum()))
    if picked is None:
        missing = (
            NO_DIFFERENCE
            if not worst.is_told
            else ("The difference is spread over many segments; none stands out by itself.")
        )
        for figure, size in zip(("aimed_share", "won_share"), sizes, strict=True):
            yield TooLittle(figure, Unit.SHARE, size, size, missing)
        return
    labels = ", ".join(worst.drift.segments.labels[place] for place in picked.places)
    words = (
        f"{picked.aimed.value * 100:.0f} of 100 buyers you aim at are in segments which give "
        f"{picked.won.value * 100:.0f} of 100 wins ({_name(worst)}: {labels})."
    )
    yield _reading("aimed_share", picked.aimed, Unit.SHARE, sizes[0], (), words)
    yield _reading("won_share", picked.won, Unit.SHARE, sizes[1], (), words)


def _doubts(by_attribute: dict[str, Segments], everybody: Segments) -> Iterator[TooLittle]:
    """Say of each known attribute that cannot be judged why not; open properties stay silent."""
    for name, segments in by_attribute.items():
        if name not in KNOWN:
            continue
        first, second = HEADLINE
        why = drift.doubt(segments=segments, everybody=everybody, first=first, second=second)
        if not why:
            continue
        have = int(min(segments.count(first).sum(), segments.count(second).sum()))
        part = (("attribute", name), ("steps", _pair_words(HEADLINE)))
        missing = {"few": "", "same": SAME}.get(why, why)
        yield TooLittle("distance", Unit.DISTANCE, have, drift.LEAST_BUYERS, missing, BRING, part)


def _verdict(finding: Finding) -> str:
    whom, which = (STEP_WORDS[step] for step in finding.pair)
    what = "the revenue won" if finding.weighed else f"the buyers {which}"
    if not finding.is_told:
        return f"no difference that can be told between the buyers {whom} and {what}."
    points = finding.drift.distance.value * 100
    return f"{points:.0f} of 100 buyers {whom} would have to be others to match {what}."


def _beside_the_gap(picked: Picked | None) -> str:
    """Say why the gap picture shows fewer points: it names only what stands out."""
    if picked is None:
        return ""
    points = abs(picked.aimed.value - picked.won.value) * 100
    return (
        f" That counts all segments; those that stand out make up {points:.0f} of it, "
        "and the gap picture shows these."
    )


def _count(each: Drift) -> int:
    return int((each.groups.first + each.groups.second_only).sum())


def _name(finding: Finding) -> str:
    return finding.drift.segments.attribute.replace("_", " ")


def _pair_words(pair: tuple[str, str]) -> str:
    return " → ".join(STEP_WORDS[step] for step in pair)


MEASURE = Measure(
    name="icp_drift",
    question="How far apart are the buyers aimed at and the buyers won?",
    unit=Unit.DISTANCE,
    headline="distance",
    result=result,
    method="docs/methods/icp_drift.md",
    needs=(
        Need(
            "deal.outcome|deal.stage",
            "which buyers were won",
            "An export of deals with their outcome.",
        ),
        Need("touch.person_id|touch.account_id|lead.person_id", "whom marketing aimed at", LIST),
    ),
    evidence=(
        Evidence(
            table="account_step",
            columns=("buyer_id", "step", "reached_at", "revenue"),
            title="Buyers and the steps they reached",
            order="buyer_id, step",
        ),
    ),
    gap=Gap(
        title="Buyers aimed at, buyers won",
        marketing="aimed_share",
        sales="won_share",
        marketing_words="of the buyers aimed at are in segments that do not win",
        sales_words="of the buyers won are in those segments",
        who="Marketing and sales together: agree on the segments to aim at, and move the audience.",
    ),
    formula="half the sum, over segments, of |share of the buyers aimed at - share of the won|",
    settings={
        "noun": "buyer",
        "why": {
            "figure": "named_difference",
            "by": ("attribute", "segment", "finding"),
            "tested": True,
            "words": "{attribute} {segment}: {finding}; the two shares are {value} apart.",
        },
        "labels": {
            "distance": "How far apart the buyers aimed at and won are",
            "psi": "Shift index (PSI)",
            "chance_alone": "How often chance alone would show as much",
            "aimed_share": "Aimed at, in segments that do not win",
            "won_share": "Won, in the same segments",
            "segment_aimed_share": "Of the buyers aimed at",
            "segment_won_share": "Of the buyers won",
            "segment_win_rate": "Of those aimed at, won",
            "named_difference": "Difference between aimed at and won",
        },
    },
)
