"""What marketing ran in the planted company: its campaigns, with what each truly brings."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np


@dataclass(frozen=True, slots=True)
class Plan:
    """One campaign as marketing planned it.

    Args:
        name: what marketing calls it.
        channel: where it runs.
        starts_on, ends_on: its first and its last day.
        budget: what it costs, in company currency.
        pull: its weight among the campaigns when a lead comes in.
        quality: how much better or worse its leads are, in steps of -1 to 1.
        rejection: how much readier sales is to reject its leads, on the log-odds scale.
        reasons: weights of the rejection reasons, in the order of `reasons.REJECTIONS`.
    """

    name: str
    channel: str
    starts_on: date
    ends_on: date
    budget: float
    pull: float
    quality: float = 0.0
    rejection: float = 0.0
    reasons: tuple[float, ...] = (2, 2, 2, 2, 3, 3, 2, 1)


PLANS = (
    Plan(
        "Brand search DACH",
        "Paid search",
        date(2025, 4, 1),
        date(2026, 6, 30),
        61_000,
        9,
        0.3,
        -0.5,
    ),
    Plan(
        "Predictive maintenance search",
        "Paid search",
        date(2025, 5, 5),
        date(2026, 6, 30),
        74_000,
        8,
        0.1,
        -0.2,
    ),
    Plan(
        "Plant managers on LinkedIn",
        "Paid social",
        date(2025, 4, 14),
        date(2026, 3, 31),
        82_000,
        7,
        -0.2,
        0.4,
        (1, 2, 2, 1, 6, 4, 3, 1),
    ),
    Plan(
        "Retail operations on LinkedIn",
        "Paid social",
        date(2025, 9, 1),
        date(2026, 6, 30),
        58_000,
        6,
        -0.4,
        1.0,
        (1, 1, 2, 1, 4, 9, 4, 1),
    ),
    Plan("Uptime Letter", "Email", date(2025, 4, 1), date(2026, 6, 30), 14_000, 9, 0.1, -0.3),
    Plan(
        "Second look at your line",
        "Email",
        date(2025, 10, 6),
        date(2026, 2, 27),
        6_500,
        4,
        0.0,
        0.1,
    ),
    Plan(
        "Hannover fair 2025",
        "Trade show",
        date(2025, 4, 7),
        date(2025, 4, 25),
        96_000,
        7,
        0.0,
        0.3,
        (3, 7, 6, 4, 3, 2, 3, 1),
    ),
    Plan(
        "SPS Nuremberg 2025",
        "Trade show",
        date(2025, 11, 24),
        date(2025, 12, 12),
        71_000,
        6,
        0.1,
        0.2,
        (3, 7, 6, 4, 3, 2, 2, 1),
    ),
    Plan(
        "Hannover fair 2026",
        "Trade show",
        date(2026, 4, 13),
        date(2026, 5, 8),
        104_000,
        6,
        0.0,
        0.4,
        (4, 7, 7, 4, 3, 2, 3, 1),
    ),
    Plan(
        "Webinar: vibration data in practice",
        "Webinar",
        date(2025, 6, 9),
        date(2025, 7, 11),
        9_800,
        4,
        0.4,
        -0.3,
    ),
    Plan(
        "Webinar: from alarms to work orders",
        "Webinar",
        date(2025, 10, 13),
        date(2025, 11, 14),
        10_400,
        4,
        0.3,
        -0.1,
    ),
    Plan(
        "Webinar: energy audits that stick",
        "Webinar",
        date(2026, 2, 9),
        date(2026, 3, 13),
        9_200,
        4,
        -0.1,
        0.5,
        (2, 2, 2, 2, 4, 4, 5, 1),
    ),
    Plan(
        "Downtime cost calculator",
        "Content syndication",
        date(2025, 7, 1),
        date(2026, 6, 30),
        39_000,
        8,
        -0.4,
        0.9,
        (2, 5, 8, 3, 5, 3, 6, 1),
    ),
    Plan(
        "Partner referrals",
        "Partner",
        date(2025, 4, 1),
        date(2026, 6, 30),
        22_000,
        5,
        0.5,
        -0.6,
        (3, 2, 1, 3, 1, 1, 1, 1),
    ),
)

ADS = (
    ("Sponsored post: spare parts", "Paid social", date(2025, 4, 28), 10),
    ("Newsletter ad: Werk & Wartung, June", "Content syndication", date(2025, 6, 2), 7),
    ("Sponsored post: summer shutdown", "Paid social", date(2025, 7, 21), 12),
    ("Advertorial: Produktion, September", "Content syndication", date(2025, 9, 8), 14),
    ("Takeover: industry portal, October", "Paid social", date(2025, 10, 6), 5),
    ("Newsletter ad: Werk & Wartung, December", "Content syndication", date(2025, 12, 1), 7),
    ("Sponsored post: new year, new line", "Paid social", date(2026, 1, 12), 10),
    ("Advertorial: Produktion, February", "Content syndication", date(2026, 2, 2), 14),
    ("Takeover: industry portal, March", "Paid social", date(2026, 3, 16), 5),
    ("Sponsored post: before the fair", "Paid social", date(2026, 4, 1), 11),
)
"""What was bought once: name, channel, first day, number of days."""

ONE_SHOTS = tuple(
    Plan(
        name=name,
        channel=channel,
        starts_on=first,
        ends_on=first + timedelta(days=days - 1),
        budget=7_500 + 900 * (place % 4),
        pull=0.75,
        quality=-0.2,
        rejection=0.3,
    )
    for place, (name, channel, first, days) in enumerate(ADS)
)
"""Advertisements bought once: for the same money, some three quarters of the leads."""

EVERY_PLAN = PLANS + ONE_SHOTS


def draw_plans(
    *,
    random: np.random.Generator,
    starts_on: date,
    ends_on: date,
    each: int = 12,
    worth: float = 0.5,
) -> tuple[Plan, ...]:
    """Draw campaigns as if from all that marketing might have run, one-shot and sustained.

    How well a campaign does has much to do with luck; for the same money, a one-shot one may be
    expected to bring `worth` times the leads of a sustained one. Their leads are equally good.

    Args:
        random: what draws.
        starts_on, ends_on: the period.
        each: how many of either kind.
        worth: what is planted.
    """
    span, made = (ends_on - starts_on).days, []
    for kind, days, budget, bring in (
        ("One-shot", (1, 15), 20_000.0, worth),
        ("Sustained", (60, 300), 40_000.0, 1.0),
    ):
        for number in range(each):
            length = int(random.integers(*days))
            first = starts_on + timedelta(days=int(random.integers(0, span - length)))
            paid = round(float(budget * np.exp(random.normal(0, 0.4))), -2)
            luck = float(np.exp(random.normal(0, 0.35)))
            made.append(
                Plan(
                    name=f"{kind} campaign {number + 1}",
                    channel=("Paid social", "Paid search", "Content syndication")[number % 3],
                    starts_on=first,
                    ends_on=first + timedelta(days=length - 1),
                    budget=paid,
                    pull=bring * paid * luck / 10_000,
                )
            )
    return tuple(made)
