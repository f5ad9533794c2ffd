"""The estimands of whom sales works on, and of what the score of a lead tells."""

from collections.abc import Iterator

import numpy as np

from sameroom.simulator.attribution_estimands import buyers_of
from sameroom.simulator.buyers import Flags, Floats, Ints
from sameroom.simulator.company import INDUSTRIES
from sameroom.simulator.hours import epoch
from sameroom.simulator.pursuit import ACCEPTED, draw_scores
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import NOTE, Acts
from sameroom.simulator.truth import Estimand, Part
from sameroom.simulator.world import World

HORIZON_DAYS = 180
WANTED = ("Food & Beverages", "Machinery", "Pharmaceuticals", "Chemicals")
LEAST, MOST = 50, 5000  # employees of the customer whom both teams want
VERDICTS = ("on_icp", "off_icp", "cannot_be_judged")


def list_effort_estimands(*, world: World, acts: Acts) -> Iterator[Estimand]:
    """List what the measures of effort and of the score would read."""
    yield from _effort(world, acts)
    yield from _scores(world)


def _effort(world: World, acts: Acts) -> Iterator[Estimand]:
    done = (acts.automatic == 0) & (acts.inbound == 0) & (acts.kind != NOTE)
    moment = np.floor(acts.moment / 60) * 60
    done &= (acts.rep < world.company.reps) & (moment >= epoch(world.company.starts_on))
    buyer = buyers_of(world, world.is_private)[acts.person[done]]
    minutes, one = acts.minutes[done], np.ones(int(done.sum()))
    told = _failures(world)
    fails = told["industry"][0] | told["employees"][0]
    unknown = ~fails & (told["industry"][1] | told["employees"][1])
    for place, name in enumerate(VERDICTS):
        among = (~fails & ~unknown, fails, unknown)[place][buyer]
        for what, weight in (("acts", one), ("minutes", minutes)):
            yield Estimand(
                "off_icp_effort", f"{name}_{what}_share", (),
                float(weight[among].sum() / weight.sum()),
                f"share of the {what} of sales to be expected for such buyers",
            )  # fmt: skip
    for attribute, (hit, _, why) in told.items():
        part: Part = (("attribute", attribute),)
        yield Estimand(
            "off_icp_effort", "failing_acts_share", part, float(hit[buyer].mean()),
            "share of the acts of sales to be expected for buyers that fail this condition",
        )  # fmt: skip
        for word in np.unique(why[hit]).tolist():
            yield Estimand(
                "off_icp_effort", "reason_acts_share", (*part, ("why", word)),
                float((hit & (why == word))[buyer].mean()),
                "the same, for buyers that fail it in this way",
            )  # fmt: skip


def _failures(
    world: World,
) -> dict[str, tuple[Flags, Flags, np.ndarray[tuple[int], np.dtype[np.str_]]]]:
    """Tell by condition: which buyers fail it, of which it is not known, and in what way."""
    accounts, alone = world.accounts, world.people.account.size
    lacks = {name: np.append(world.blank[name], np.ones(alone, dtype=bool)) for name in (
        "industry", "employees",
    )}  # fmt: skip
    names = np.array([name.lower() for name in INDUSTRIES])
    poor = np.isin(accounts.industry, [
        place for place, name in enumerate(INDUSTRIES) if name not in WANTED
    ])  # fmt: skip
    size = (accounts.employees < LEAST) | (accounts.employees >= MOST)
    none = np.zeros(alone, dtype=bool)
    words = np.where(accounts.employees < LEAST, "too small", "too large")
    return {
        name: (np.append(fails, none) & ~lacks[name], lacks[name], np.append(why, [""] * alone))
        for name, fails, why in (
            ("industry", poor, names[accounts.industry]),
            ("employees", size, words),
        )
    }


def scored(world: World) -> tuple[Ints, Flags, Flags]:
    """Give score, whether taken and whether won of each lead whose days have passed."""
    leads, deals = world.leads, world.deals
    handed = np.floor(leads.handed_at / 60) * 60
    limit = handed + HORIZON_DAYS * DAY
    own = np.full(world.people.account.size, -1)
    own[leads.person] = np.arange(leads.person.size)
    lead = own[deals.person]
    closed, made = (np.floor(each / 60) * 60 for each in (deals.closed_at, deals.created_at))
    counts = deals.is_won & ~world.is_loose & (lead >= 0)
    counts &= (made >= np.floor(leads.asked_at[lead] / 60) * 60) & (closed < limit[lead])
    counts &= np.floor(closed / DAY) >= np.floor(handed[lead] / DAY)
    won = np.zeros(leads.person.size, dtype=bool)
    won[lead[counts]] = True
    taken = (leads.decision == ACCEPTED) & (np.floor(leads.decided_at / 60) * 60 < limit)
    mature = limit <= epoch(world.company.ends_on)
    return (
        draw_scores(world.seed, leads)[mature].astype(np.int64),
        (taken | won)[mature],
        won[mature],
    )


def _scores(world: World) -> Iterator[Estimand]:
    score, taken, won = scored(world)
    for name, hits in (("accepted", taken), ("won", won)):
        yield Estimand(
            "score_honesty", f"auc_{name}", (), _ordered(score, hits),
            "chance that of two leads, one with this outcome and one without, the first has the "
            "higher score; half where they are equal",
        )  # fmt: skip
    chance = score / 100
    yield Estimand(
        "score_honesty", "brier_score", (), float(((chance - won) ** 2).mean()),
        "expected square of what the score, read as a chance, is off by",
    )  # fmt: skip
    yield Estimand(
        "score_honesty", "calibration_error", (), _off(score, chance, won),
        "how far score and chance to be won are apart, on average over five bands of the score",
    )  # fmt: skip


def _ordered(score: Ints, hits: Flags) -> float:
    if not hits.any() or hits.all():
        return float("nan")
    have, lack = (np.bincount(score[each], minlength=101).astype(float) for each in (hits, ~hits))
    below = np.cumsum(lack) - lack / 2
    return float(have @ below / have.sum() / lack.sum())


def _off(score: Ints, chance: Floats, won: Flags) -> float:
    cuts = np.quantile(score, (0.2, 0.4, 0.6, 0.8))
    band = np.searchsorted(cuts, score)
    gaps = np.bincount(band, weights=chance - won, minlength=5)
    return float(np.abs(gaps).sum() / score.size)
