"""The journeys as an absorbing Markov chain of order k, and what taking a channel away costs it.

A state is the last k steps (all steps, where a path has fewer); the same state twice in a row
counts once. From its last state a journey goes to "converted" or "none". The removal effect of a
channel is 1 - P(conversion when whatever enters the channel converts no more) / P(conversion)
(Anderl et al., IJRM 33(3), 2016). Nothing is drawn by chance: the linear system is solved.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from sameroom.stats.attribution.journeys import Floats, Ints, Journeys

START = 0
MOST_STEPS = 2_000  # of a walk; what takes longer is factorised
MOST_DENSE = 300  # states at which a table of all moves is walked faster than a list of them
MOST_INVERTED = 1_500  # states of a chain of order one
LOOKED_EVERY = 8  # steps of a walk, whether any journey is still under way
LEFT_OVER = 1e-15  # of the chance to convert, that may be under way when a walk stops


@dataclass(frozen=True, slots=True)
class Chain:
    """Transition counts of journeys.

    Args:
        order: how many steps a state holds.
        states: how many states there are, the start as number 0 included.
        holds: states by channels, true where the state holds the channel.
        moves_from, moves_to: the distinct transitions between states.
        by_path: transitions by paths: how often a journey of the path makes the transition.
        ends: the last state of each path.
    """

    order: int
    states: int
    holds: sparse.csr_array
    moves_from: Ints
    moves_to: Ints
    by_path: sparse.csr_array
    ends: Ints


@dataclass(frozen=True, slots=True)
class Solved:
    """What a chain gives.

    Args:
        reach: the chance to convert, or the value to be expected, of a journey at its start.
        effects: the removal effect of each channel; 0 to 1.
    """

    reach: float
    effects: Floats


def build_chain(*, journeys: Journeys, order: int) -> Chain:
    """Find the states and transitions of the journeys, whatever their counts.

    Raises:
        ValueError: when the order is not 1 or more, or states are too many to number.
    """
    paths = len(journeys.lengths)
    owner, codes = _grams(journeys, order)
    keep = np.ones(len(codes), dtype=bool)
    keep[1:] = (codes[1:] != codes[:-1]) | (owner[1:] != owner[:-1])
    owner, codes = owner[keep], codes[keep]
    known, state = np.unique(codes, return_inverse=True)
    state = state.astype(np.int64) + 1
    begins = np.ones(len(owner), dtype=bool)
    begins[1:] = owner[1:] != owner[:-1]
    before = np.where(begins, START, np.roll(state, 1))
    count = len(known) + 1
    pairs, which = np.unique(before * count + state, return_inverse=True)
    by_path = sparse.csr_array(
        (np.ones(len(owner)), (which.ravel(), owner)), shape=(len(pairs), paths)
    )
    by_path.sum_duplicates()
    ends = state[np.append(np.flatnonzero(begins)[1:] - 1, len(state) - 1)]
    holds = _holds(known, order, len(journeys.names))
    return Chain(order, count, holds, pairs // count, pairs % count, by_path, ends)


def _grams(journeys: Journeys, order: int) -> tuple[Ints, Ints]:
    """Number each run of `order` steps; a path that is shorter is one run. 0 stands for no step."""
    base = len(journeys.names) + 1
    if order < 1 or base**order >= 2**62:
        raise ValueError(f"a chain of order {order} over {base - 1} channels cannot be numbered")
    place, owner, steps = journeys.place, journeys.owner, journeys.steps + 1
    codes = np.zeros(len(steps), dtype=np.int64)
    for back in range(order):
        codes += _earlier(steps, place, back) * base**back
    length = np.repeat(journeys.lengths, journeys.lengths)
    whole = (place >= order - 1) | (place == length - 1)
    return owner[whole], codes[whole]


def _earlier(steps: Ints, place: Ints, back: int) -> Ints:
    """Give for each step the one so many before it in its path; 0 where there is none."""
    return np.where(place >= back, np.roll(steps, back), 0)


def _holds(known: Ints, order: int, channels: int) -> sparse.csr_array:
    base = channels + 1
    rows, columns = [], []
    for back in range(order):
        digit = known // base**back % base
        there = np.flatnonzero(digit)
        rows.append(there + 1)
        columns.append(digit[there] - 1)
    at = (np.concatenate(rows), np.concatenate(columns))
    made = sparse.csr_array((np.ones(len(at[0])), at), shape=(len(known) + 1, channels))
    made.sum_duplicates()
    made.data[:] = 1.0
    return made


def removal_effects(
    *, chain: Chain, conversions: Floats, nulls: Floats, value: Floats | None = None
) -> Solved:
    """Solve the chain as it is and with each channel taken away.

    Args:
        chain: the transitions.
        conversions, nulls: by path.
        value: by path, what its conversions are worth; then not the chance to convert is
            followed but the value to be expected.

    Returns:
        The chance (or value), and one effect a channel; all 0 where nothing converted.
    """
    every = conversions + nulls
    counts = chain.by_path @ every
    ended = np.bincount(chain.ends, weights=every, minlength=chain.states)
    got = np.bincount(
        chain.ends, weights=conversions if value is None else value, minlength=chain.states
    )
    out = np.bincount(chain.moves_from, weights=counts, minlength=chain.states) + ended
    safe = np.where(out > 0, out, 1.0)
    moves = sparse.csr_array(
        (counts / safe[chain.moves_from], (chain.moves_to, chain.moves_from)),
        shape=(chain.states, chain.states),
    )
    if chain.order == 1 and chain.states <= MOST_INVERTED:
        reach = invert(moves=moves, gain=got / safe, holds=chain.holds)
    else:
        reach = _reach(moves, got / safe, chain.holds)
    if not reach[0] > 0:
        return Solved(0.0, np.zeros(chain.holds.shape[1]))
    effects = np.clip(1 - reach[1:] / reach[0], 0.0, 1.0)
    return Solved(float(reach[0]), effects)


def invert(*, moves: sparse.csr_array, gain: Floats, holds: sparse.csr_array) -> Floats:
    """Give the gains where each state holds one channel, all from one inverse.

    A journey loses what it would have gained from its first visit to the channel on: the chance
    ever to come there (expected visits, by those of a journey that begins there) times the gain
    from there.

    Args:
        moves, gain: as `walk`.
        holds: states by channels, of order one.

    Returns:
        The gain with all channels, then without each.
    """
    visits = np.linalg.inv(np.eye(gain.size) - moves.toarray().T)
    ahead = visits @ gain
    lost = visits[START] / np.diag(visits) * ahead
    lost[START] = 0.0
    return np.concatenate([ahead[:1], ahead[START] - holds.T @ lost])


def _reach(moves: sparse.csr_array, gain: Floats, holds: sparse.csr_array) -> Floats:
    """Give what is gained from the start, first with all states, then without each channel's."""
    allowed = np.ones((gain.size, holds.shape[1] + 1))
    allowed[:, 1:] -= holds.toarray()
    walked = walk(moves=moves, gain=gain, allowed=allowed)
    return factorise(moves=moves, gain=gain, allowed=allowed) if walked is None else walked


def walk(*, moves: sparse.csr_array, gain: Floats, allowed: Floats) -> Floats | None:
    """Add up the gain step by step, for all journeys at once, until none is under way any more.

    What is still under way bounds what is still missing, so the answer is as good as that of a
    factorisation. None where that takes too many steps.

    Args:
        moves: columns of chances to go from a state (column) to another (row).
        gain: what is gained on leaving each state.
        allowed: states by cases; a case does without the states marked 0.

    Returns:
        One gain a case.
    """
    goes = moves.toarray() if gain.size <= MOST_DENSE else moves
    here = np.zeros_like(allowed)
    here[START] = 1.0
    most = float(gain.max(initial=0.0))
    total = np.zeros(allowed.shape[1])
    for step in range(MOST_STEPS):
        total += gain @ here
        here = (goes @ here) * allowed
        if step % LOOKED_EVERY:
            continue
        if float(here.sum(axis=0).max()) * most <= LEFT_OVER * float(total[0]):
            return total
    return None


def factorise(*, moves: sparse.csr_array, gain: Floats, allowed: Floats) -> Floats:
    """Solve the same by sparse LU factorisation, case by case."""
    found = []
    for case in range(allowed.shape[1]):
        kept = np.flatnonzero(allowed[:, case])
        within = moves[kept][:, kept]
        system = sparse.eye_array(kept.size, format="csc") - within.tocsc().T
        found.append(linalg.splu(system.tocsc()).solve(gain[kept])[0])
    return np.array(found)


def shares(effects: Floats) -> Floats:
    """Give each channel's part of the credit: its removal effect, of all effects."""
    total = float(effects.sum())
    return effects / total if total > 0 else np.zeros_like(effects)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which order foresees journeys best that it has not seen.

    Args:
        order: the best.
        losses: by order, the mean surprise (minus log chance) of a journey held out.
    """

    order: int
    losses: dict[int, float]


def choose_order(
    *,
    journeys: Journeys,
    rng: np.random.Generator,
    orders: tuple[int, ...] = (1, 2, 3, 4),
    folds: int = 5,
) -> Chosen:
    """Choose the order whose chain gives unseen journeys the least surprise.

    The journeys are dealt into folds; each is foreseen, steps and end alike, from the others. A
    step's chances are those of its last k steps, with one journey's weight spread over all that
    could follow, so that nothing is impossible. Of orders alike, the lowest is taken.

    Args:
        journeys: the paths.
        rng: the source of chance of the dealing.
        orders: the candidates.
        folds: how many parts.
    """
    dealt = _deal(journeys, folds, rng)
    losses = {order: _loss(journeys, order, dealt) for order in sorted(orders)}
    return Chosen(min(losses, key=lambda order: (losses[order], order)), losses)


def _deal(journeys: Journeys, folds: int, rng: np.random.Generator) -> Floats:
    """Deal the conversions and the nulls of each path out: folds by 2 by paths."""
    left = np.stack([np.round(journeys.conversions), np.round(journeys.nulls)]).astype(np.int64)
    dealt = np.zeros((folds, *left.shape))
    for fold in range(folds):
        dealt[fold] = rng.binomial(left, 1 / (folds - fold))
        left = left - dealt[fold].astype(np.int64)
    return dealt


def _loss(journeys: Journeys, order: int, dealt: Floats) -> float:
    base = len(journeys.names) + 1
    if base ** (order + 1) * 2 >= 2**62:
        return float("inf")
    context, follows, owner, ending = _foreseen(journeys, order)
    outcomes = base + 1
    known, where = np.unique(context * outcomes + follows, return_inverse=True)
    _, under = np.unique(known // outcomes, return_inverse=True)
    per_fold = []
    for fold in dealt:
        weights = np.where(ending == 1, fold[0][owner], fold[1][owner])
        weights = np.where(ending < 0, (fold[0] + fold[1])[owner], weights)
        per_fold.append(np.bincount(where.ravel(), weights=weights, minlength=known.size))
    whole = np.sum(per_fold, axis=0)
    surprise = 0.0
    for held in per_fold:
        seen = whole - held
        total = np.bincount(under, weights=seen)[under]
        surprise -= float(held @ np.log((seen + 1 / outcomes) / (total + 1)))
    return surprise / max(float(dealt.sum()), 1.0)


def _foreseen(journeys: Journeys, order: int) -> tuple[Ints, Ints, Ints, Ints]:
    """List what is to be foreseen: the last steps, what follows, whose it is, and if an end which.

    What follows is a channel's number, or behind them "converted" and "none".
    """
    base = len(journeys.names) + 1
    place, owner, steps = journeys.place, journeys.owner, journeys.steps + 1
    before = np.zeros(len(steps), dtype=np.int64)
    behind = np.zeros(len(steps), dtype=np.int64)
    for back in range(order):
        before += _earlier(steps, place, back + 1) * base**back
        behind += _earlier(steps, place, back) * base**back
    tails = journeys.starts[1:] - 1
    paths = np.arange(len(tails))
    context = np.concatenate([before, behind[tails], behind[tails]])
    converted, none = np.full(len(tails), base - 1), np.full(len(tails), base)
    follows = np.concatenate([steps - 1, converted, none])
    ending = np.concatenate([np.full(len(steps), -1), np.ones_like(tails), np.zeros_like(tails)])
    return context, follows, np.concatenate([owner, paths, paths]), ending
