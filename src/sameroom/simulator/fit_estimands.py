"""The estimands of what is paid for and what deals come of: by channel, and by how buyers meet."""

from collections.abc import Iterator

import numpy as np

from sameroom.simulator.attribution_estimands import SAID
from sameroom.simulator.buyers import Flags, Floats, Ints
from sameroom.simulator.process_estimands import ended_inside
from sameroom.simulator.pursuit import NOBODY
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import ACT_KINDS, NOTE, Acts
from sameroom.simulator.truth import Estimand
from sameroom.simulator.world import World

FAR = 1e11  # seconds: longer than any history
FACE, PHONE, WRITING, ALONE = "face to face", "by phone", "in writing", "nobody"
FORMATS = (FACE, PHONE, WRITING, ALONE)
MET = {"Call": PHONE, "Email": WRITING, "Meeting": FACE, "Demo": FACE, "Proposal": WRITING}
PAID = {
    "Trade show": FACE, "Email": WRITING, "Webinar": PHONE, "Content syndication": PHONE,
    "Paid search": ALONE, "Paid social": ALONE,
}  # fmt: skip
"""How buyers are met by each channel. Syndicated content is agreed to be one with webinars."""


def list_fit_estimands(*, world: World, acts: Acts) -> Iterator[Estimand]:
    """List what the measures of channel and format would read."""
    won = np.flatnonzero(world.deals.is_won & ended_inside(world))
    lead = lead_of_deals(world)[won]
    yield from _channels(world, lead)
    yield from _formats(world, acts, won, lead)


def lead_of_deals(world: World) -> Ints:
    """Tell which lead each deal would be taken to come from, or NOBODY.

    It is that of its person; of a deal that names nobody, the last of its company before it.
    """
    leads, deals = world.leads, world.deals
    asked, made = _minute(leads.asked_at), _minute(deals.created_at)
    own = np.full(world.people.account.size, NOBODY)
    own[leads.person] = np.arange(leads.person.size)
    mine = np.where(world.is_loose, NOBODY, own[deals.person])
    mine = np.where((mine != NOBODY) & (asked[mine] <= made), mine, NOBODY)
    known = np.flatnonzero(~world.is_private[leads.person])
    line = leads.account[known] * FAR + asked[known]
    order = np.argsort(line, kind="stable")
    at = np.searchsorted(line[order], deals.account * FAR + made, side="right") - 1
    near = known[order][np.maximum(at, 0)]
    near = np.where((at >= 0) & (leads.account[near] == deals.account), near, NOBODY)
    return np.where(mine != NOBODY, mine, near)


def _channels(world: World, lead: Ints) -> Iterator[Estimand]:
    plans = world.company.plans
    said = [SAID.get(plan.channel, plan.channel) for plan in plans]
    names = (*sorted(set(said)), "Direct")
    of_plan = np.array([*(names.index(one) for one in said), names.index("Direct")])
    came = of_plan[world.leads.plan[lead[lead != NOBODY]]]  # a lead of no campaign is the last
    paid = np.zeros(len(names))
    for one, plan in zip(said, plans, strict=True):
        paid[names.index(one)] += plan.budget
    yield from _told("channel", names, paid, np.bincount(came, minlength=len(names)))


def _formats(world: World, acts: Acts, won: Ints, lead: Ints) -> Iterator[Estimand]:
    paid = np.zeros(len(FORMATS))
    for plan in world.company.plans:
        if plan.channel in PAID:
            paid[FORMATS.index(PAID[plan.channel])] += plan.budget
    kind = _last_kinds(world, acts, won, lead)
    by_kind = np.array([FORMATS.index(MET.get(name, ALONE)) for name in ACT_KINDS])
    met = np.where(kind == NOBODY, FORMATS.index(ALONE), by_kind[kind])
    counts = np.bincount(met, minlength=len(FORMATS))
    yield from _told("format", FORMATS, paid, counts)
    yield Estimand(
        "format_fit", "won_share", (), float(counts[0] / counts.sum()),
        "chance that the last act of sales before a win was face to face",
    )  # fmt: skip


def _told(by: str, names: tuple[str, ...], paid: Floats, counts: Ints) -> Iterator[Estimand]:
    won = counts / counts.sum()
    yield Estimand(
        f"{by}_fit", f"{by}_distance", (), float(np.abs(paid / paid.sum() - won).sum() / 2),
        f"half the sum, over each {by}, of the difference between its share of the money and the "
        "chance that a won deal is of it",
    )  # fmt: skip
    for place, name in enumerate(names):
        yield Estimand(
            f"{by}_fit", f"{by}_won_share", ((by, name),), float(won[place]),
            f"chance that a won deal is of this {by}, of those of which it is known",
        )  # fmt: skip


def _last_kinds(world: World, acts: Acts, won: Ints, lead: Ints) -> Ints:
    """Find the kind of the last act of sales up to the day of each win, or NOBODY."""
    deals = world.deals
    counted = (acts.automatic == 0) & (acts.kind != NOTE) & (acts.rep < world.company.reps)
    until = (np.floor(deals.closed_at[won] / DAY) + 1) * DAY
    free = counted & (acts.deal == NOBODY)
    whose = world.leads.person[np.maximum(lead, 0)]
    person = np.where(world.is_loose[won], NOBODY, deals.person[won])
    found = [
        _last(acts, counted & (acts.deal != NOBODY), acts.deal, won, until),
        _last(acts, free, acts.person, np.where(lead == NOBODY, NOBODY, whose), until),
        _last(acts, free, acts.person, person, until),
    ]
    when = [np.where(one == NOBODY, -1.0, _minute(acts.moment[one])) for one in found]
    best = np.argmax(when, axis=0)
    act = np.choose(best, found)
    return np.where(act == NOBODY, NOBODY, acts.kind[act])


def _last(acts: Acts, among: Flags, key: Ints, wanted: Ints, until: Floats) -> Ints:
    """Find for each wanted key its last act before an instant, or NOBODY."""
    place = np.flatnonzero(among)
    line = key[place] * FAR + _minute(acts.moment[place])
    order = np.argsort(line, kind="stable")
    at = np.searchsorted(line[order], wanted * FAR + until) - 1
    there = place[order][np.maximum(at, 0)]
    return np.where((at >= 0) & (key[there] == wanted), there, NOBODY)


def _minute(moments: Floats) -> Floats:
    return np.floor(moments / 60) * 60
