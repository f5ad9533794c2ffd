"""An audit of an invented company, made the same way each time, to lay pages out with."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from random import Random

import pyarrow as pa

from sameroom.audit import Audit, EvidenceRows, Imported, Terms
from sameroom.engines.catalog import Placed
from sameroom.measure import (
    Area,
    Evidence,
    Gap,
    Interval,
    Measure,
    Need,
    Part,
    Reading,
    Stored,
    Told,
    TooLittle,
    Unit,
    Window,
)
from sameroom.stats.intervals import wilson

WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 7))
CAMPAIGNS = (
    "Spring fair", "Webinar: cold chain", "Search ads", "Partner list", "Whitepaper", "Cold emails",
)  # fmt: skip
AREAS = (
    Area("icp", "The same customers", "Does marketing aim at the buyers that sales wins?", 20),
    Area("handoff", "The lead transition", "What becomes of a lead that is handed over?", 30),
    Area("content", "Made together, and used", "Is what is made for sales ever used?", 40),
    Area("goals", "One number, two teams", "How many leads become customers?", 60),
    Area("cost", "What it costs", "What do the disconnects cost?", 90),
)


def a_share(
    hits: int, of: int, *, figure: str = "acceptance_rate", part: Part = (), words: str = ""
) -> Reading:
    """Make a reading of a share with its interval."""
    sure = wilson(successes=hits, trials=of)
    return Reading(figure, hits / of, Unit.SHARE, of, sure, part, words)


def an_amount(
    number: float, *, figure: str, kind: str, of: int, words: str = "", belongs: str = ""
) -> Reading:
    """Make a money line with a wide range."""
    part: Part = (("kind", kind), *((("measure", belongs),) if belongs else ()))
    spread = Interval(number * 0.6, number * 1.55, 0.8, "simulation")
    return Reading(figure, number, Unit.MONEY, of, spread, part, words)


def a_measure(
    name: str,
    *,
    question: str,
    headline: str,
    unit: Unit = Unit.SHARE,
    gap: Gap | None = None,
    **settings: object,
) -> Measure:
    """Make the card of a measure that is never asked."""
    return Measure(
        name=name,
        question=question,
        unit=unit,
        headline=headline,
        result=lambda **_: (),
        method=f"docs/methods/{name}.md",
        needs=(Need("lead.handed_over_at", "when leads were handed over", "Leads from the CRM."),),
        formula="leads accepted ÷ (leads accepted + leads rejected)",
        gap=gap,
        settings={"noun": "lead", **settings},
    )  # fmt: skip


ACCEPTANCE = a_measure(
    "acceptance",
    question="How many of the leads handed over does sales take?",
    headline="acceptance_rate",
    gap=Gap(
        title="Leads handed over, leads taken",
        marketing="handed_share",
        sales="acceptance_rate",
        marketing_words="of the leads decided on were handed over as ready",
        sales_words="of them were taken",
        who="Marketing lead: read the reasons of the three campaigns at the bottom with sales.",
    ),
)
SPEED = a_measure(
    "speed_to_lead",
    question="How long does a new lead wait for its first contact?",
    headline="median_hours",
    unit=Unit.HOURS,
    gap=Gap(
        title="First contact in time",
        marketing="promised_share",
        sales="within_target",
        marketing_words="is what both promised to reach within 8 business hours",
        sales_words="are reached in time",
        who="Sales lead: name who answers on Mondays, when two in three leads come in.",
    ),
    labels={"p90_hours": "One in ten waits longer than", "waiting": "Leads still waiting"},
)
DRIFT = a_measure(
    "icp_drift",
    question="Does marketing aim at the buyers that sales wins?",
    headline="distance",
    unit=Unit.DISTANCE,
    gap=Gap(
        title="Buyers aimed at, buyers won",
        marketing="aimed_share",
        sales="won_share",
        marketing_words="of the buyers aimed at are in segments that do not win",
        sales_words="of the wins come from them",
        who="Both leads: agree on the segments to aim at, and move the audience.",
    ),
    noun="buyer",
)
UNUSED = a_measure(
    "unused_content",
    question="How much of what is made for sales is never used?",
    headline="unused_share",
    gap=Gap(
        title="Content made, content used",
        marketing="made_share",
        sales="used_share",
        marketing_words="of the pieces live for 60 days were made for sales",
        sales_words="of them were used in a deal",
        who="Marketing lead: retire or rename the twenty that nobody opened.",
    ),
    noun="piece",
)
SALES_MADE = a_measure(
    "sales_made_content",
    question="How much of what sales shows did sales make itself?",
    headline="sales_made_share",
    gap=Gap("Who makes what is shown", "made", "own", "made", "own", "Both."),
)
FUNNEL = a_measure(
    "funnel",
    question="How many of the leads handed over become customers?",
    headline="won_share",
)
MONEY = a_measure(
    "money_lines", question="What do the disconnects cost?", headline="total", unit=Unit.MONEY
)
PLACED = tuple(
    Placed(area, measure, f"select count(*) as {measure.headline}\nfrom {measure.name}")
    for area, measure in (
        ("icp", DRIFT),
        ("handoff", ACCEPTANCE),
        ("handoff", SPEED),
        ("content", SALES_MADE),
        ("content", UNUSED),
        ("goals", FUNNEL),
        ("cost", MONEY),
    )
)


def an_audit(
    *,
    told: Sequence[tuple[str, Told]] | None = None,
    evidence: tuple[EvidenceRows, ...] | None = None,
    terms: Terms | None = None,
    failures: tuple[str, ...] = (),
) -> Audit:
    """Make an audit; what is not given is that of the invented company."""
    area_of = {item.measure.name: item.area for item in PLACED}
    version = "defaults@1a2b3c"
    return Audit(
        terms=terms or some_terms(),
        window=WINDOW,
        made_at=datetime(2026, 7, 2, 9, tzinfo=UTC),
        stored=tuple(
            Stored(area_of[name], name, one, WINDOW, version, "0.1.0")
            for name, one in (told if told is not None else tuple(everything(seed=7)))
        ),
        evidence=evidence if evidence is not None else (some_rows(),),
        facts={"lead": 4120, "deal": 618, "activity": 21877, "campaign": 24, "asset": 131},
        imported=(
            Imported("crm/leads.csv", "leads from a CRM", 4120, 12),
            Imported("marketing/members.csv", "people from a marketing tool", 9804, 0),
        ),
        failures=failures,
    )


def some_terms(*, company: str = "Nordwind Pumps") -> Terms:
    """Make the terms of an agreement in which costs are defaults."""
    return Terms(
        company=company,
        version="defaults@1a2b3c",
        numbers={
            "costs.rep_hour.low": 35, "costs.rep_hour.likely": 55, "costs.rep_hour.high": 90,
            "costs.margin_share.low": 0.2, "costs.margin_share.likely": 0.4,
            "costs.margin_share.high": 0.6, "promises.first_touch.share": 0.9,
        },
        defaults=("costs.rep_hour: 35 to 90, likely 55", "promises.first_touch.share: 0.9"),
    )  # fmt: skip


def some_rows(*, names: Sequence[str] = ("Ada", "Sol", "Max"), many: int = 60) -> EvidenceRows:
    """Make the rows behind the acceptance rate."""
    random = Random(3)
    table = pa.table(
        {
            "lead_id": [f"crm:{100 + i}" for i in range(many)],
            "person": [names[i % len(names)] for i in range(many)],
            "handed_over_at": [
                datetime(2026, 1 + i % 6, 1 + i % 28, 9, 30, tzinfo=UTC) for i in range(many)
            ],
            "reason": [random.choice(("too small", "wrong region", None)) for _ in range(many)],
            "waited_hours": [round(random.expovariate(0.1), 2) for _ in range(many)],
        }
    )
    columns = tuple(table.column_names)
    declared = Evidence("handoff_case", columns, "Leads that sales rejected")
    return EvidenceRows("handoff", "acceptance", declared, table)


def everything(*, seed: int) -> Iterator[tuple[str, Told]]:
    """Tell what the invented company's measures tell."""
    random = Random(seed)
    for name, tell in (
        ("acceptance", _acceptance),
        ("speed_to_lead", _speed),
        ("icp_drift", _drift),
        ("unused_content", _content),
        ("funnel", _funnel),
        ("money_lines", _money),
    ):
        yield from ((name, one) for one in tell(random))
    missing = "Nothing imported says who made a piece of content."
    bring = "The list of your sales documents with their author."
    yield "sales_made_content", TooLittle("sales_made_share", Unit.SHARE, 0, 30, missing, bring)


def _acceptance(random: Random) -> Iterator[Told]:
    words = "Sales took 1,421 of the 2,310 leads it decided on."
    yield a_share(1421, 2310, words=words)
    yield Reading("handed_share", 1.0, Unit.SHARE, 2310)
    yield a_share(410, 2720, figure="undecided_share")
    yield Reading("undecided_age_days", 21, Unit.DAYS, 410, Interval(18, 25))
    for place, month in enumerate(MONTHS):
        yield a_share(270 - 14 * place, 380, part=(("month", month),))
    for campaign in CAMPAIGNS:
        of = random.randint(60, 600)
        yield a_share(int(of * random.uniform(0.3, 0.9)), of, part=(("campaign", campaign),))
    yield TooLittle("acceptance_rate", Unit.SHARE, 7, 30, part=(("campaign", "Trade press"),))


def _speed(random: Random) -> Iterator[Told]:
    yield Reading("median_hours", 11.5, Unit.HOURS, 2720, Interval(10.4, 12.9))
    yield Reading("p90_hours", 61, Unit.HOURS, 2720, Interval(55, 70))
    yield Reading("promised_share", 0.9, Unit.SHARE, 2720)
    yield a_share(1170, 2720, figure="within_target")
    still = 1.0
    for hour in (0, 1, 2, 4, 8, 12, 16, 24, 32, 40, 48, 64, 80):
        spread = Interval(max(still - 0.02, 0), min(still + 0.02, 1))
        yield Reading("waiting", still, Unit.SHARE, 2720, spread, (("hours", str(hour)),))
        still *= random.uniform(0.78, 0.92)


def _drift(random: Random) -> Iterator[Told]:
    words = "Industry: 38 of 100 buyers aimed at would have to be others to match the buyers won."
    yield Reading("distance", 0.38, Unit.DISTANCE, 1411, Interval(0.33, 0.43), words=words)
    yield a_share(570, 1200, figure="aimed_share")
    yield a_share(19, 211, figure="won_share")
    for segment in ("Retail", "Food processing", "Chemicals", "Municipal water", "Schools"):
        part = (("segment", segment),)
        yield a_share(random.randint(60, 400), 1200, figure="aimed_share", part=part)
        yield a_share(random.randint(5, 90), 211, figure="won_share", part=part)


def _content(_: Random) -> Iterator[Told]:
    yield a_share(88, 131, figure="unused_share", words="88 of 131 pieces were never used.")
    yield Reading("made_share", 1.0, Unit.SHARE, 131)
    yield a_share(43, 131, figure="used_share")


def _funnel(random: Random) -> Iterator[Told]:
    yield a_share(196, 2310, figure="won_share")
    for month in MONTHS:
        part = (("month", month),)
        yield Reading("handed_over", 380, Unit.COUNT, 380, part=part)
        yield a_share(random.randint(200, 280), 380, figure="accepted_share", part=part)
        yield a_share(random.randint(60, 90), 380, figure="deal_share", part=part)
        yield a_share(random.randint(20, 40), 380, figure="won_share", part=part)


def _money(_: Random) -> Iterator[Told]:
    cash, expected = "cash", "expected loss"
    yield an_amount(
        71200, figure="rejected_leads", kind=cash, of=889, belongs="acceptance",
        words="889 rejected leads × €80 that a lead costs.",
    )  # fmt: skip
    yield an_amount(
        116300, figure="unused_content", kind=cash, of=88, belongs="unused_content",
        words="88 unused pieces × what one costs to make.",
    )  # fmt: skip
    yield an_amount(
        402000, figure="late_contacts", kind=expected, of=1550, belongs="speed_to_lead",
        words="1,550 late contacts × the chance to win that lateness costs × margin.",
    )  # fmt: skip
    yield an_amount(
        88000, figure="off_target_hours", kind=cash, of=1700, belongs="icp_drift",
        words="1,700 hours on buyers outside the agreed segments × an hour's cost.",
    )  # fmt: skip
    yield Reading(
        "total", 275500, Unit.MONEY, 2677, Interval(214000, 361000, 0.8), (("kind", cash),)
    )
    yield an_amount(402000, figure="total", kind=expected, of=1550)
