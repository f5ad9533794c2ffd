"""How much of the content that is meant for sales is never used."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from sameroom.content.usage import little_used, top_tenth
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
from sameroom.stats.intervals import wilson

LEAST = 20  # pieces of sales content
LEAST_IN_SLICE = 10
UNLISTED = (
    "Which content there is, is not known: only pieces that were used are on record, so those "
    "that lie unused cannot be counted."
)
BRING = (
    "A list of your content: each piece with its title, whom it is meant for, when it went live "
    "and was retired."
)


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the unused share of sales content, and how use is spread over pieces."""
    pieces: dict[tuple[str, str], tuple[int, int]] = {}
    histograms: dict[str, dict[int, int]] = {}
    for row in sorted(rows(moments), key=lambda row: (row["slice"], row["label"], row["uses"])):
        if row["slice"] == "uses":
            histograms.setdefault(row["label"], {})[int(row["uses"])] = int(row["pieces"])
        else:
            pieces[(row["slice"], row["label"])] = (int(row["pieces"]), int(row["used"]))
    yield from _whole(pieces)
    yield from _slices(pieces)
    for kind, histogram in histograms.items():
        yield from _concentration(kind, histogram)


def _whole(pieces: Mapping[tuple[str, str], tuple[int, int]]) -> Iterator[Told]:
    counted, used = pieces.get(("whole", ""), (0, 0))
    listed = sum(many for (slice_, _), (many, _) in pieces.items() if slice_ == "listing")
    if counted < LEAST:
        missing = "" if listed else UNLISTED
        for figure in ("unused_share", "used_share"):
            yield TooLittle(figure, Unit.SHARE, counted, LEAST, missing, BRING)
        return
    yield Reading("made_share", 1.0, Unit.SHARE, counted)
    yield from _shares(counted, used, (), _which(pieces))


def _which(pieces: Mapping[tuple[str, str], tuple[int, int]]) -> str:
    if ("listing", "addressed") in pieces:
        return ""
    return "No piece says whom it is meant for, so all are taken as meant for sales."


def _slices(pieces: Mapping[tuple[str, str], tuple[int, int]]) -> Iterator[Told]:
    for name in ("kind", "team", "stage"):
        labels = sorted(label for slice_, label in pieces if slice_ == name)
        if labels in ([], ["not stated"]):
            continue
        for label in labels:
            counted, used = pieces[(name, label)]
            if counted >= LEAST_IN_SLICE:
                yield from _shares(counted, used, ((name, label),), "")


def _shares(counted: int, used: int, part: Part, words: str) -> Iterator[Reading]:
    for figure, hits in (("unused_share", counted - used), ("used_share", used)):
        sure = wilson(successes=hits, trials=counted)
        yield Reading(figure, hits / counted, Unit.SHARE, counted, sure, part, words)


def _concentration(kind: str, histogram: Mapping[int, int]) -> Iterator[Told]:
    """Tell how use is spread over the pieces used at all: counts, not estimates."""
    many = sum(histogram.values())
    part: Part = (("use", kind),) if kind else ()
    if many < LEAST:
        return
    top = max(1, many // 10)
    words = f"the {top:,} most used of {many:,} pieces"
    yield Reading("top_tenth_share", top_tenth(histogram), Unit.SHARE, many, None, part, words)
    share = little_used(histogram) / many
    yield Reading("little_used_share", share, Unit.SHARE, many, None, part)


MEASURE = Measure(
    name="unused_content",
    question="How much of the content made for sales is never used?",
    unit=Unit.SHARE,
    headline="unused_share",
    result=result,
    method="docs/methods/unused_content.md",
    needs=(
        Need(
            "asset_use.asset_id",
            "which content is used",
            "A log of shares, presentations, views or downloads of your content.",
        ),
    ),
    evidence=(
        Evidence(
            table="sales_asset",
            columns=("asset_id", "title", "kind", "made_by_team", "stage", "made_at", "cost"),
            title="Content meant for sales that nobody in sales used",
            where="is_counted and not is_used",
            order="cost desc nulls last, asset_id",
            figure="unused_share",
        ),
        Evidence(
            table="sales_asset",
            columns=("asset_id", "title", "kind", "made_by_team", "sales_uses", "last_used_at"),
            title="Content that sales used",
            where="is_used",
            order="sales_uses desc, asset_id",
            figure="used_share",
        ),
    ),
    gap=Gap(
        title="Content made for sales, content used",
        marketing="made_share",
        sales="used_share",
        marketing_words="of this content was made for sales to use",
        sales_words="of it was ever used by sales",
        who="Marketing: ask sales about the unused pieces; retire them, or make them findable.",
    ),
    formula="pieces meant for sales, live long enough and not retired, that sales never used, "
    "divided by all such pieces",
    settings={
        "crm": (
            "A content tool counts what was never opened there. Here uses of every system count, "
            "and only pieces that were meant for sales and live long enough are in the whole."
        ),
        "noun": "piece",
        "all": ("made_share",),
        "why": {
            "figure": "unused_share",
            "by": ("kind",),
            "words": "used less than the rest: {kind}, {value} never used.",
            "least": "used more than the rest: {kind}, {value} never used.",
        },
        "labels": {
            "unused_share": "Never used",
            "used_share": "Used at least once",
            "made_share": "Made for sales",
            "top_tenth_share": "Uses that fall on the most used tenth",
            "little_used_share": "Pieces with fewer than five uses",
        },
    },
)
