"""The estimands of when marketing reaches buyers, and of how often both teams turn to one person.

Where a buyer stood is found here by counting openings and ends before an instant, by other means
than the measure's SQL. Who is known to marketing by another address stands alone, as in the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sameroom.simulator.attribution_estimands import SAID, buyers_of
from sameroom.simulator.buyers import Flags, Floats, Ints
from sameroom.simulator.hours import epoch
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import NOTE, SENT, UNSUBSCRIBE, Acts, Touches
from sameroom.simulator.truth import Estimand, Part
from sameroom.simulator.world import World

FAR = 1e11  # seconds: longer than any history
MASS, LIVE = 20, 14 * DAY  # people who make a mass mail; days in which a negotiation is live
CROWDED, TOP = 3, 8
MONTH = 30 * DAY
BINS = ((0, 0, "0"), (1, 1, "1"), (2, 2, "2"), (3, 4, "3 to 4"), (5, 8, "5 to 8"))
POSITIONS = ("before", "contact", "during", "after")


@dataclass(frozen=True, slots=True)
class Line:
    """Instants of many, in order: each is a place and a moment in one number."""

    at: Floats

    def count(self, whose: Ints, until: Floats, side: Literal["left", "right"] = "right") -> Ints:
        """Count those of each at or before an instant (with side "left": before it)."""
        first = np.searchsorted(self.at, whose * FAR)
        last = np.searchsorted(self.at, whose * FAR + until, side=side)
        found: Ints = last - first
        return found


def line_of(whose: Ints, moment: Floats) -> Line:
    """Put instants in order."""
    return Line(np.sort(whose * FAR + moment))


def list_timing_estimands(
    *, world: World, acts: Acts, touches: Touches, scale: float
) -> Iterator[Estimand]:
    """List what the measures of timing and of pressure would read."""
    yield from _positions(world, acts, touches)
    yield from _collisions(world, acts, touches, scale)
    yield from _weeks(world, acts, touches)
    yield from _answers(world, acts, touches)
    yield from _loads(world)


def _minute(moments: Floats) -> Floats:
    return np.floor(moments / 60) * 60


def _inside(world: World, moment: Floats) -> Flags:
    begins, ends = epoch(world.company.starts_on), epoch(world.company.ends_on)
    return (moment >= begins) & (moment < ends)


def _told(world: World) -> Ints:
    return buyers_of(world, world.is_private | world.is_stranger)


def _turns(world: World, acts: Acts) -> tuple[Flags, Ints, Floats]:
    """Tell which acts are contacts of sales with a buyer, with whom, and when."""
    turned = (acts.automatic == 0) & (acts.kind != NOTE) & (acts.rep < world.company.reps)
    own = buyers_of(world, world.is_private)[acts.person]
    home = np.where(acts.deal >= 0, world.deals.account[np.maximum(acts.deal, 0)], own)
    return turned, home, _minute(acts.moment)


def _positions(world: World, acts: Acts, touches: Touches) -> Iterator[Estimand]:
    deals, moment = world.deals, _minute(touches.moment)
    kept = _inside(world, moment) & (touches.kind != UNSUBSCRIBE)
    buyer, moment = _told(world)[touches.person[kept]], moment[kept]
    opened = line_of(deals.account, _minute(deals.created_at))
    done = deals.is_closed
    closed = line_of(deals.account[done], _minute(deals.closed_at[done]))
    turned, home, when = _turns(world, acts)
    met = line_of(home[turned], when[turned])
    ended = closed.count(buyer, moment)
    during = opened.count(buyer, moment) > ended
    after = ~during & (ended > 0)
    contact = ~during & ~after & (met.count(buyer, moment) > 0)
    hits = dict(zip(POSITIONS, (~during & ~after & ~contact, contact, during, after), strict=True))
    said = np.array([SAID.get(plan.channel, plan.channel) for plan in world.company.plans])
    channel = said[touches.plan[kept]]
    parts: list[tuple[Part, Flags]] = [((), np.ones(buyer.size, dtype=bool))]
    parts += [((("channel", name),), channel == name) for name in np.unique(channel).tolist()]
    for part, among in parts:
        for name, there in hits.items():
            yield Estimand(
                "touch_timing", f"{name}_share", part, float(there[among].mean()),
                "chance that a touch finds the buyer so: before sales turned to them, in contact, "
                "during an open deal, or after one was closed",
            )  # fmt: skip


def _collisions(world: World, acts: Acts, touches: Touches, scale: float) -> Iterator[Estimand]:
    moment = _minute(touches.moment)
    sent = _inside(world, moment) & (touches.kind == SENT)
    person, plan, moment = touches.person[sent], touches.plan[sent], moment[sent]
    # As many people for the size of the company, for in a larger one every mail goes to many.
    day = plan * 100_000 + np.floor(moment / DAY).astype(np.int64)
    _, which = np.unique(day, return_inverse=True)
    pairs = np.unique(which * np.int64(world.people.account.size) + person)
    people = np.bincount(pairs // world.people.account.size)
    mass = people[which] >= MASS * scale
    buyer, moment = _told(world)[person[mass]], moment[mass]
    yield Estimand(
        "touch_timing", "collision_share", (),
        float(_runs_into(world, acts, buyer, moment).mean()) if buyer.size else float("nan"),
        "chance that a mail to many reaches a buyer with an open deal that sales was in contact "
        "about in the 14 days before",
    )  # fmt: skip


def _runs_into(world: World, acts: Acts, buyer: Ints, moment: Floats) -> Flags:
    deals = world.deals
    turned, home, when = _turns(world, acts)
    tied, free = turned & (acts.deal >= 0), turned & (acts.deal < 0)
    by_deal = line_of(acts.deal[tied], when[tied])
    by_buyer = line_of(home[free], when[free])
    order = np.argsort(deals.account, kind="stable")
    first = np.searchsorted(deals.account[order], buyer)
    count = np.searchsorted(deals.account[order], buyer, side="right") - first
    mail = np.repeat(np.arange(buyer.size), count)
    deal = order[np.arange(mail.size) - np.repeat(np.cumsum(count) - count, count) + first[mail]]
    at = moment[mail]
    ends = np.where(deals.is_closed[deal], _minute(deals.closed_at[deal]), np.inf)
    open_then = (_minute(deals.created_at[deal]) <= at) & (ends > at)
    live = np.zeros(mail.size, dtype=bool)
    for line, whose in ((by_deal, deal), (by_buyer, buyer[mail])):
        live |= line.count(whose, at, "left") > line.count(whose, at - LIVE, "left")
    hit = np.zeros(buyer.size, dtype=bool)
    hit[mail[open_then & live]] = True
    return hit


def _mailed_to(world: World, person: Ints) -> Ints:
    """Tell whom marketing takes a person for: strangers are somebody else to it."""
    return np.where(world.is_stranger[person], person + world.people.account.size, person)


def _sought(world: World, acts: Acts, touches: Touches) -> tuple[Ints, Floats, Ints]:
    """List contacts: with whom, when, and whether of marketing, sales or service (0, 1, 2)."""
    mailed = touches.kind == SENT
    ours = (acts.inbound == 0) & (acts.kind != NOTE)
    alone = world.is_stranger[touches.person[mailed]]
    person = np.where(
        alone, touches.person[mailed] + world.people.account.size, touches.person[mailed]
    )
    team = np.where(acts.rep[ours] < world.company.reps, 1, 2)
    return (
        np.concatenate([person, acts.person[ours]]),
        _minute(np.concatenate([touches.moment[mailed], acts.moment[ours]])),
        np.concatenate([np.zeros(person.size, dtype=np.int64), team]),
    )


def _weeks(world: World, acts: Acts, touches: Touches) -> Iterator[Estimand]:
    person, moment, team = _sought(world, acts, touches)
    inside = _inside(world, moment)
    week = np.floor((moment[inside] / DAY + 3) / 7).astype(np.int64)
    _, which = np.unique(person[inside] * np.int64(10_000) + week, return_inverse=True)
    contacts = np.bincount(which)
    mine, theirs = (np.bincount(which, weights=team[inside] == one) > 0 for one in (0, 1))
    words = "chance that a week of a person with any contact is so"
    yield Estimand(
        "contact_pressure", "crowded_share", (), float((contacts > CROWDED).mean()),
        f"{words}: with more than {CROWDED}",
    )  # fmt: skip
    yield Estimand(
        "contact_pressure", "both_teams_share", (), float((mine & theirs).mean()),
        f"{words}: with contacts of both teams",
    )  # fmt: skip
    for dose in range(1, TOP + 1):
        label = f"{TOP} and more" if dose == TOP else f"{dose}"
        yield Estimand(
            "contact_pressure", "week_share", (("contacts a week", label),),
            float((np.minimum(contacts, TOP) == dose).mean()), f"{words}: with as many contacts",
        )  # fmt: skip


def _answers(world: World, acts: Acts, touches: Touches) -> Iterator[Estimand]:
    person, moment, team = _sought(world, acts, touches)
    kept = (moment >= epoch(world.company.starts_on) - MONTH) & (
        moment < epoch(world.company.ends_on)
    )
    person, moment, team = person[kept], moment[kept], team[kept]
    seen = line_of(person, moment)
    order = np.lexsort((moment, person))
    order = order[team[order] == 0]
    whose, sent = person[order], moment[order]
    same = np.append(whose[1:] == whose[:-1], False)
    following = np.where(same, np.append(sent[1:], 0.0), np.inf)
    until = np.minimum(following, sent + MONTH + 1)
    left = touches.kind == UNSUBSCRIBE
    goodbyes = line_of(_mailed_to(world, touches.person[left]), _minute(touches.moment[left]))
    refused = goodbyes.count(whose, until, "left") > goodbyes.count(whose, sent, "left")
    before = seen.count(whose, sent, "left") - seen.count(whose, sent - MONTH, "left")
    inside = _inside(world, sent)
    refused, before = refused[inside], before[inside]
    words = "chance that a mail is answered by an unsubscribe before the next"
    yield Estimand("contact_pressure", "refusal_share", (), float(refused.mean()), words)
    for least, most, label in BINS:
        among = (before >= least) & (before <= most)
        yield Estimand(
            "contact_pressure", "refusal_share", (("contacts in 30 days before", label),),
            float(refused[among].mean()) if among.any() else float("nan"),
            f"{words}, after as many contacts",
        )  # fmt: skip


def _loads(world: World) -> Iterator[Estimand]:
    library, deals = world.library, world.deals
    used = _minute(library.use_at)
    kept = _inside(world, used) & ~world.is_loose[library.use_deal]
    person, piece = deals.person[library.use_deal[kept]], library.use_piece[kept]
    pairs = np.unique(person * np.int64(world.library.used.size) + piece)
    pieces = np.bincount(pairs // world.library.used.size)
    pieces = pieces[pieces > 0]
    for name, reached in (("median", 0.5), ("p90", 0.9)):
        yield Estimand(
            "contact_pressure", f"pieces_{name}", (),
            float(np.quantile(pieces, reached, method="inverted_cdf")) if pieces.size else 0.0,
            "different pieces of content shown to a buyer who is shown any: of half, or of nine "
            "in ten, no more than so many",
        )  # fmt: skip
