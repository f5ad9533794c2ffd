"""Credit for conversions, against chains worked by hand, brute force, numpy and planted chance."""

from itertools import permutations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.stats import binom

from sameroom.stats import attribution
from sameroom.stats.attribution import Journeys, Known, chain, chance, rules, sets

Listed = list[tuple[str, int, int]]


def journeys(*listed: tuple[str, float, float], worth: float = 10.0) -> Journeys:
    """Make journeys of ("a b", conversions, nulls); a conversion is worth 10."""
    return attribution.gather(
        paths=[path.split() for path, _, _ in listed],
        conversions=[won for _, won, _ in listed],
        value=[won * worth for _, won, _ in listed],
        nulls=[none for _, _, none in listed],
    )


def by_name(made: Journeys, model: str, **known: object) -> dict[str, float]:
    found = attribution.attribute(journeys=made, model=model, known=Known(**known))  # type: ignore[arg-type]  # each test names its own
    return dict(zip(made.names, found.conversions.tolist(), strict=True))


ANY = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=6).map(" ".join),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=8,
)
# One step gets all, two get half each: worked by hand below.
HAND = (("a b c b", 1, 0), ("a", 2, 0), ("b c", 4, 0))


@pytest.mark.parametrize(
    ("model", "by_hand"),
    [
        ("first", {"a": 3, "b": 4, "c": 0}),
        ("last", {"a": 2, "b": 1, "c": 4}),
        ("linear", {"a": 2.25, "b": 2.5, "c": 2.25}),
        ("position", {"a": 2.4, "b": 2.5, "c": 2.1}),
        ("shapley", {"a": 2 + 1 / 3, "b": 2 + 1 / 3, "c": 2 + 1 / 3}),
    ],
)
def test_the_rules_worked_by_hand(model: str, by_hand: dict[str, float]) -> None:
    assert by_name(journeys(*HAND), model) == pytest.approx(by_hand)


def test_decay_worked_by_hand() -> None:
    """Ages of 20, 10 and 0 days at a half-life of 10: weights 1/4, 1/2, 1 of 7/4."""
    made = journeys(("a b c", 7, 0))
    ages = np.array([20.0, 10.0, 0.0])
    got = by_name(made, "decay", ages=ages, half_life=10.0)
    assert got == pytest.approx({"a": 1, "b": 2, "c": 4})


def test_decay_loses_nothing_of_steps_long_past() -> None:
    made = journeys(("a b", 1, 0))
    got = by_name(made, "decay", ages=np.array([90_000.0, 90_000.0]), half_life=1.0)
    assert got == pytest.approx({"a": 0.5, "b": 0.5})


def test_the_w_shape_worked_by_hand() -> None:
    """Five steps, first, lead at the third, deal at the fourth: 30, 5, 30, 30, 5 of 100."""
    made = journeys(("a b c d e", 1, 0))
    at = {"lead_at": np.array([2]), "deal_at": np.array([3])}
    got = by_name(made, "w_shape", **at)
    assert got == pytest.approx({"a": 0.3, "b": 0.05, "c": 0.3, "d": 0.3, "e": 0.05})
    whole = by_name(made, "full_path", **at)
    assert whole == pytest.approx({"a": 0.225, "b": 0.1, "c": 0.225, "d": 0.225, "e": 0.225})


def test_an_anchor_not_known_leaves_its_part_to_the_others() -> None:
    made = journeys(("a b c", 1, 0))
    got = by_name(made, "w_shape", lead_at=np.array([-1]), deal_at=np.array([2]))
    assert got == pytest.approx({"a": 0.3 / 0.7, "b": 0.1 / 0.7, "c": 0.3 / 0.7})


@pytest.mark.parametrize("parts", [(0.7, 0.7), (0.0, 0.0), (-0.1, 0.5)])
def test_parts_that_cannot_be_are_refused(parts: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="parts"):
        by_name(journeys(("a", 1, 0)), "position", position=parts)


def test_the_chain_worked_by_hand() -> None:
    """Start to a 2/3 and to b 1/3; a to b 1/2 and to none 1/2; b to a conversion 1/2.

    P = 2/3 · 1/2 · 1/2 + 1/3 · 1/2 = 1/3. Without a only 1/3 · 1/2 = 1/6 is left: effect 1/2.
    Without b nothing: effect 1. So a gets a third and b two thirds of the two conversions.
    """
    made = journeys(("a b", 1, 1), ("a", 0, 2), ("b", 1, 1))
    got = attribution.attribute(journeys=made, model="markov")
    assert got.effects == pytest.approx([0.5, 1.0], rel=1e-12)
    assert got.conversions == pytest.approx([2 / 3, 4 / 3], rel=1e-12)
    assert got.value == pytest.approx([20 / 3, 40 / 3], rel=1e-12)


def test_the_chain_of_order_two_worked_by_hand() -> None:
    """States a, ab, ba, b. Of four journeys through ab one converts; b alone always does."""
    made = journeys(("a b", 1, 3), ("b", 1, 0), ("a", 0, 1))
    got = attribution.attribute(journeys=made, model="markov", known=Known(order=2))
    assert got.effects == pytest.approx([0.5, 1.0], rel=1e-12)
    # In the chain of order one all five journeys through b convert alike, two in five.
    plain = attribution.attribute(journeys=made, model="markov", known=Known(order=1))
    assert plain.effects[0] == pytest.approx(1 - (1 / 6 * 2 / 5) / (2 / 6), rel=1e-12)


def test_the_value_follows_the_state_it_was_paid_after() -> None:
    made = attribution.gather(
        paths=[["a"], ["b"]], conversions=[1, 1], value=[30, 10], nulls=[1, 1]
    )
    got = attribution.attribute(journeys=made, model="markov")
    assert got.conversions == pytest.approx([1, 1])
    assert got.value == pytest.approx([30, 10])


@given(ANY, st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_the_chain_gives_back_the_share_that_converted(listed: Listed, order: int) -> None:
    made = journeys(*listed)
    every = made.conversions.sum() + made.nulls.sum()
    built = attribution.build_chain(journeys=made, order=order)
    solved = attribution.removal_effects(
        chain=built, conversions=made.conversions, nulls=made.nulls
    )
    assert solved.reach == pytest.approx(made.conversions.sum() / max(every, 1), abs=1e-12)


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_a_long_enough_memory_removes_just_the_journeys_that_meet_a_channel(listed: Listed) -> None:
    """With an order above every length each path is a state: the oracle is plain counting."""
    made = journeys(*listed)
    built = attribution.build_chain(journeys=made, order=7)
    solved = attribution.removal_effects(
        chain=built, conversions=made.conversions, nulls=made.nulls
    )
    total = made.conversions.sum()
    for place, name in enumerate(made.names):
        lost = sum(won for path, won, _ in listed if name in path.split())
        assert solved.effects[place] == pytest.approx(lost / total if total else 0, abs=1e-12)


def test_the_walk_agrees_with_a_sparse_factorisation_and_with_numpy() -> None:
    rng = np.random.default_rng(5)
    chances = rng.dirichlet(np.full(13, 0.4), size=12)[:, :12]
    gain, allowed = rng.random(12) / 3, np.ones((12, 5))
    allowed[[2, 3, 5, 7], [1, 2, 3, 4]] = 0
    moves = sparse.csr_array(chances.T)
    dense = [
        np.linalg.solve(np.eye(12) - chances * keep[:, None] * keep, gain * keep)[0]
        for keep in allowed.T
    ]
    walked = chain.walk(moves=moves, gain=gain, allowed=allowed)
    assert walked == pytest.approx(dense, rel=1e-12)
    factorised = chain.factorise(moves=moves, gain=gain, allowed=allowed)
    assert factorised == pytest.approx(dense, rel=1e-12)


@given(ANY)
@settings(max_examples=40, deadline=None)
def test_the_inverse_agrees_with_the_walk(listed: Listed) -> None:
    made = journeys(*listed)
    built = attribution.build_chain(journeys=made, order=1)
    short = attribution.removal_effects(chain=built, conversions=made.conversions, nulls=made.nulls)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain, "MOST_INVERTED", 0)
        walked = attribution.removal_effects(
            chain=built, conversions=made.conversions, nulls=made.nulls
        )
    assert short.effects == pytest.approx(walked.effects, abs=1e-12)
    assert short.reach == pytest.approx(walked.reach, abs=1e-12)


def test_a_chain_that_walks_too_long_is_factorised() -> None:
    """Two channels that send each other back 99,999 times in 100,000: far above 2,000 steps."""
    long = np.array([[0, 0, 0], [1, 0, 0.99999], [0, 0.99999, 0]])
    moves, gain = sparse.csr_array(long), np.array([0, 0, 0.00001])
    assert chain.walk(moves=moves, gain=gain, allowed=np.ones((3, 1))) is None
    found = chain._reach(moves, gain, sparse.csr_array(np.zeros((3, 1))))
    assert found == pytest.approx([1 / (1 + 1 / 0.99999)] * 2, rel=1e-9)


@given(ANY)
@settings(max_examples=40, deadline=None)
def test_shapley_agrees_with_all_orders_of_the_channels(listed: Listed) -> None:
    made = journeys(*listed)

    def worth(names: set[str]) -> float:
        return sum(won for path, won, _ in listed if set(path.split()) <= names)

    orders = list(permutations(made.names))
    brute = dict.fromkeys(made.names, 0.0)
    for order in orders:
        for place, name in enumerate(order):
            gained = worth(set(order[: place + 1])) - worth(set(order[:place]))
            brute[name] += gained / len(orders)
    assert by_name(made, "shapley") == pytest.approx(brute)


@pytest.mark.parametrize("model", attribution.MODELS)
@given(listed=ANY)
@settings(max_examples=25, deadline=None)
def test_credit_adds_up_and_does_not_hang_on_the_order_of_rows(model: str, listed: Listed) -> None:
    known = {}
    for way in (listed, listed[::-1]):
        made = journeys(*way)
        ages = (np.repeat(made.lengths, made.lengths) - made.place).astype(float)
        middle = made.lengths // 2
        found = attribution.attribute(
            journeys=made,
            model=model,
            known=Known(ages=ages, lead_at=middle - 1, deal_at=middle, order=2),
        )
        total = sum(won for _, won, _ in way)
        assert found.conversions.sum() == pytest.approx(total)
        assert found.value.sum() == pytest.approx(10 * total)
        assert np.all(found.conversions >= 0)
        known[len(known)] = found.conversions
    assert known[0] == pytest.approx(known[1], abs=1e-9)


@pytest.mark.parametrize("model", ["first", "last", "linear", "position", "markov", "shapley"])
def test_a_channel_in_no_path_gets_nothing(model: str) -> None:
    made = journeys(("a b", 3, 1), ("b", 1, 4), ("c", 0, 2))
    wider = Journeys((*made.names, "z"), made.steps, made.starts, made.conversions, made.value,
                     made.nulls)  # fmt: skip
    assert by_name(wider, model)["z"] == 0
    assert by_name(made, model)["c"] == 0


def test_nothing_sold_is_nothing_to_share_out() -> None:
    made = journeys(("a b", 0, 3))
    for model in ("linear", "markov", "shapley"):
        assert by_name(made, model) == {"a": 0, "b": 0}


def test_the_same_twice_in_a_row_collapses_into_one() -> None:
    made = attribution.collapse(journeys(("a a b b a", 1, 0), ("a", 1, 0), ("a a", 1, 0)))
    assert made.lengths.tolist() == [3, 1, 1]
    assert made.steps.tolist() == [0, 1, 0, 0, 0]


def test_collapsing_changes_nothing_for_a_chain_of_order_one() -> None:
    made = journeys(("a a b", 2, 1), ("b a a a", 1, 3), ("b", 0, 2))
    assert by_name(made, "markov") == pytest.approx(by_name(attribution.collapse(made), "markov"))


def test_a_table_of_paths_adds_up_rows_that_repeat_a_path() -> None:
    table = pa.table({
        "path": ["a > b", "b", "a > b"],
        "total_conversions": [1, 2, 3],
        "total_conversion_value": [1.5, 2.0, None],
        "total_null": [0, 1, 1],
    })  # fmt: skip
    made = attribution.read_paths(table=table)
    assert made.names == ("a", "b")
    assert made.conversions.tolist() == [4, 2]
    assert made.value.tolist() == [1.5, 2]
    assert made.nulls.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ({"path": ["a"]}, "total_conversions"),
        ({"path": ["a", None], "total_conversions": [1, 1]}, "path is empty"),
        ({"path": ["a >  > b"], "total_conversions": [1]}, "no name"),
        ({"path": ["a"], "total_conversions": [-1]}, "fewer than no"),
        ({"path": ["a"], "total_conversions": [float("nan")]}, "not a number"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(columns: dict[str, list[object]], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        attribution.read_paths(table=pa.table(columns))


def test_the_order_that_made_the_journeys_is_chosen() -> None:
    """What follows hangs on the last two steps together, and on neither of them alone."""
    rng = np.random.default_rng(3)
    counts: dict[str, list[int]] = {}
    for _ in range(4000):
        path = list(rng.choice(["a", "b"], size=2))
        while rng.random() > 0.15:
            alike = path[-1] == path[-2]
            path.append("a" if rng.random() < (0.9 if alike else 0.1) else "b")
        counts.setdefault(" ".join(path), [0, 0])[int(rng.random() < 0.5)] += 1
    made = journeys(*((path, won, none) for path, (won, none) in counts.items()))
    chosen = attribution.choose_order(journeys=made, rng=rng)
    assert chosen.order == 2
    assert chosen.losses[1] > chosen.losses[2] + 0.3


def test_journeys_without_memory_are_given_order_one() -> None:
    rng = np.random.default_rng(4)
    counts: dict[str, list[int]] = {}
    for _ in range(3000):
        path = " ".join(rng.choice(["a", "b", "c"], size=rng.geometric(0.4)))
        counts.setdefault(path, [0, 0])[int(rng.random() < 0.7)] += 1
    made = journeys(*((path, won, none) for path, (won, none) in counts.items()))
    assert attribution.choose_order(journeys=made, rng=rng).order == 1


def test_drawn_shares_spread_as_the_multinomial_says() -> None:
    """Last touch is a plain share of conversions: its error is sqrt(p (1 - p) / n)."""
    made = journeys(("a b", 120, 50), ("b a", 280, 90))
    drawn = attribution.draw_shares(
        journeys=made, models=("last", "markov"), rng=np.random.default_rng(7), draws=4000
    )
    assert drawn["last"].mean(axis=0) == pytest.approx([0.7, 0.3], abs=0.002)
    assert drawn["last"].std(axis=0) == pytest.approx([np.sqrt(0.21 / 400)] * 2, rel=0.06)
    assert drawn["markov"].shape == (4000, 2)
    assert drawn["markov"].sum(axis=1) == pytest.approx(np.ones(4000))


def deal_out(rng: np.random.Generator, extra: float) -> Journeys:
    """Make 600 journeys of which a fifth convert, those that meet d by so much more."""
    counts: dict[str, list[int]] = {}
    for _ in range(600):
        path = rng.choice(["a", "b", "c", "d"], size=1 + rng.poisson(1.5))
        won = rng.random() < 0.2 + extra * ("d" in path)
        counts.setdefault(" ".join(path), [0, 0])[int(not won)] += 1
    return journeys(*((path, won, none) for path, (won, none) in counts.items()))


@pytest.mark.slow
def test_conversions_dealt_out_at_random_are_called_different_at_the_stated_rate() -> None:
    rng = np.random.default_rng(11)
    alarms = 0
    for _ in range(300):
        found = attribution.differs_by_chance(journeys=deal_out(rng, 0.0), rng=rng, draws=99)
        assert found is not None
        alarms += found.chance <= 0.05
    low, high = binom.ppf([0.005, 0.995], 300, 0.05)
    assert low <= alarms <= high


def test_a_channel_that_matters_is_not_taken_for_chance() -> None:
    rng = np.random.default_rng(12)
    found = attribution.differs_by_chance(journeys=deal_out(rng, 0.25), rng=rng)
    assert found is not None
    assert found.chance <= 0.01


def test_paths_that_meet_the_same_channels_are_dealt_as_one() -> None:
    """Sets {a}, {a b}, {b} added up by hand; what a channel met in all stays as it was."""
    made = journeys(("a", 2, 5), ("a b", 1, 0), ("b a b", 0, 4), ("a a", 1, 1), ("b", 0, 2))
    met = sets.presence(made)
    every = (made.conversions + made.nulls).astype(np.int64)
    merged, counts, hits = chance.merge_alike(met=met, counts=every, hits=made.conversions)
    listed = zip(merged.toarray().tolist(), counts.tolist(), hits.tolist(), strict=True)
    assert sorted(listed) == [([0, 1], 2, 0), ([1, 0], 9, 3), ([1, 1], 5, 1)]
    assert (merged.T @ counts).tolist() == (met.T @ every).tolist()


def test_dealing_merged_paths_tells_the_same_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    made = deal_out(np.random.default_rng(5), 0.04)
    plain = attribution.differs_by_chance(journeys=made, rng=np.random.default_rng(1), draws=999)
    monkeypatch.setattr(chance, "MANY_PATHS", 0)
    merged = attribution.differs_by_chance(journeys=made, rng=np.random.default_rng(2), draws=999)
    assert plain
    assert merged
    assert merged.widest == pytest.approx(plain.widest)
    # Each chance is told from 999 deals: known to at most 0.016, their difference to 0.022.
    assert merged.chance == pytest.approx(plain.chance, abs=0.08)


def test_where_all_converted_nobody_can_tell_chance() -> None:
    made = journeys(("a", 3, 0), ("b", 1, 0))
    assert attribution.differs_by_chance(journeys=made, rng=np.random.default_rng(1)) is None


def test_portions_are_the_rules_summed_by_channel() -> None:
    made = journeys(*HAND)
    for model, weights in (("linear", rules.linear(made)), ("first", rules.first(made))):
        direct = rules.credit(made, weights=weights, amounts=made.conversions)
        found = attribution.attribute(journeys=made, model=model)
        assert found.conversions == pytest.approx(direct)
    assert sets.presence(made).toarray().tolist() == [[1, 1, 1], [1, 0, 0], [0, 1, 1]]
