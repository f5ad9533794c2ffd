"""Content: who made it, how long it has been live, and whether any deal has seen it."""

from dataclasses import dataclass

import numpy as np

from sameroom.simulator.buyers import Flags, Floats, Ints, pick
from sameroom.simulator.company import Company
from sameroom.simulator.hours import epoch
from sameroom.simulator.sales import DAY, Deals, skill

KINDS = (
    "Case study", "Comparison sheet", "Product sheet", "White paper", "Slide deck",
    "One-pager", "Video", "Calculator",
)  # fmt: skip
KIND_WEIGHTS = (18, 8, 20, 14, 12, 16, 8, 4)
COSTS = (2_400, 1_100, 900, 5_200, 1_300, 600, 7_800, 6_400)
YOUNG_DAYS = 30  # the youngest piece by the as-of day, so that none is too new to be judged


@dataclass(frozen=True, slots=True)
class Library:
    """Pieces of content, one place each in every array, and the uses made of them.

    Args:
        kind: the place among KINDS.
        by_sales: whether sales made it.
        for_sales: whether it is meant for sales to use.
        made_at, retired_at: when it went live and was taken out; not a number while it is live.
        cost: what it cost to make.
        used: whether it is used in a deal at all.
        use_piece, use_deal, use_at: the uses, one place each.
    """

    kind: Ints
    by_sales: Flags
    for_sales: Flags
    made_at: Floats
    retired_at: Floats
    cost: Floats
    used: Flags
    use_piece: Ints
    use_deal: Ints
    use_at: Floats


def draw_library(*, company: Company, deals: Deals, random: np.random.Generator) -> Library:
    """Draw the content and what is done with it. A used piece is used while it is live."""
    count = company.assets
    end = epoch(company.ends_on)
    by_sales = random.random(count) < company.sales_made_share
    kind = pick(random, tuple(float(weight) for weight in KIND_WEIGHTS), count)
    made_at = end - DAY * random.uniform(60, 900, count)
    retired_at = np.where(
        random.random(count) < 0.06, end - DAY * random.uniform(1, 50, count), np.nan
    )
    share = np.where(by_sales, company.sales_made_used_share, company.used_share)
    used = random.random(count) < share
    cost = np.array(COSTS)[kind] * np.exp(random.normal(0, 0.3, count)) * np.where(by_sales, 0.4, 1)
    use_piece, use_deal, use_at = _draw_uses(
        used=used,
        begins=np.maximum(made_at, epoch(company.starts_on) + 75 * DAY),
        ends=np.where(np.isnan(retired_at), end, retired_at),
        deals=deals,
        eager=company.skill_use,
        random=random,
    )
    return Library(
        kind=kind,
        by_sales=by_sales,
        for_sales=by_sales | (random.random(count) < 0.85),
        made_at=made_at,
        retired_at=retired_at,
        cost=np.round(cost, -1),
        used=used,
        use_piece=use_piece,
        use_deal=use_deal,
        use_at=use_at,
    )


def _draw_uses(
    *, used: Flags, begins: Floats, ends: Floats, deals: Deals, eager: float,
    random: np.random.Generator,
) -> tuple[Ints, Ints, Floats]:  # fmt: skip
    popular = random.gamma(0.6, 6.0, used.size)
    times = np.where(used, 1 + random.poisson(popular), 0)
    piece = np.repeat(np.arange(used.size), times)
    moment = random.uniform(begins[piece], ends[piece])
    # Of two deals a piece might be used in, a good seller's is likelier to be the one.
    one, other = (_deal_at(deals, moment, random) for _ in range(2))
    apart = eager * (skill(deals.rep[one]) - skill(deals.rep[other]))
    takes = random.random(piece.size) < 1 / (1 + np.exp(-apart))
    return piece, np.where(takes, one, other), moment


def _deal_at(deals: Deals, moments: Floats, random: np.random.Generator) -> Ints:
    """Pick for each instant a deal that was opened in the ten weeks before it."""
    last = np.searchsorted(deals.created_at, moments)
    first = np.searchsorted(deals.created_at, moments - 70 * DAY)
    last = np.clip(last, 1, len(deals.created_at))
    first = np.minimum(first, last - 1)
    return random.integers(first, last)
