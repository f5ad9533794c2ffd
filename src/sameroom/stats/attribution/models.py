"""The models side by side: what each channel gets under each, and how sure that is."""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from sameroom.stats.attribution import rules
from sameroom.stats.attribution.chain import Chain, build_chain, removal_effects, shares
from sameroom.stats.attribution.chance import resample_counts
from sameroom.stats.attribution.journeys import Floats, Ints, Journeys
from sameroom.stats.attribution.sets import presence

MODELS = (
    "first", "last", "linear", "position", "w_shape", "full_path", "decay", "markov", "shapley",
)  # fmt: skip


CELLS_AT_ONCE = 4_000_000  # 32 MB of counts


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of journeys beyond their steps, and what both teams agreed.

    Args:
        ages: of each step, how long before the end of its path it happened; None where times are
            not known. Decay needs it.
        lead_at, deal_at: of each path the place of the step at which the lead and the deal came
            about, -1 where not known. The W shape and the full path need both.
        half_life: of decay, in the unit of the ages.
        position, w_shape, full_path: the fixed parts of the anchors.
        order: of the Markov chain.
    """

    ages: Floats | None = None
    lead_at: Ints | None = None
    deal_at: Ints | None = None
    half_life: float = 30.0
    position: tuple[float, float] = rules.POSITION
    w_shape: tuple[float, float, float] = rules.W_SHAPE
    full_path: tuple[float, float, float, float] = rules.FULL_PATH
    order: int = 1


PLAIN = Known()


@dataclass(frozen=True, slots=True)
class Credit:
    """What a model gives to each channel, in the order of the journeys' names.

    Args:
        model: which.
        share: parts of one; all 0 where nothing converted.
        conversions, value: what came of the journeys, shared out; each adds up to all of it.
        effects: the removal effects, of a Markov model.
    """

    model: str
    share: Floats
    conversions: Floats
    value: Floats
    effects: Floats = field(default_factory=lambda: np.zeros(0))


def attribute(*, journeys: Journeys, model: str, known: Known = PLAIN) -> Credit:
    """Share the conversions and their value out among the channels.

    Args:
        journeys: the paths, with what came of them.
        model: one of MODELS.
        known: times and anchors, where the model needs them, and the weights agreed.

    Raises:
        ValueError: when there is no such model, or it needs what is not known.
    """
    won, value = journeys.conversions, journeys.value
    if model == "markov":
        chain = build_chain(journeys=journeys, order=known.order)
        return _markov(chain, journeys)
    portions = get_portions(journeys=journeys, model=model, known=known)
    given = np.asarray(portions.T @ won).ravel()
    total = given.sum()
    share = given / total if total > 0 else np.zeros_like(given)
    return Credit(model, share, given, np.asarray(portions.T @ value).ravel())


def _markov(chain: Chain, journeys: Journeys) -> Credit:
    won, value = journeys.conversions, journeys.value
    effects = removal_effects(chain=chain, conversions=won, nulls=journeys.nulls).effects
    worth = removal_effects(chain=chain, conversions=won, nulls=journeys.nulls, value=value).effects
    share = shares(effects)
    return Credit("markov", share, share * won.sum(), shares(worth) * value.sum(), effects)


def get_portions(*, journeys: Journeys, model: str, known: Known = PLAIN) -> sparse.csr_array:
    """Give the part of each path's amount that each channel gets: paths by channels, rows of one.

    Raises:
        ValueError: as `attribute`; a Markov chain has no such parts.
    """
    if model == "shapley":
        met = presence(journeys)
        return sparse.csr_array(met.multiply(1 / np.asarray(met.sum(axis=1)).reshape(-1, 1)))
    weights = _weights(journeys, model, known)
    shape = (len(journeys.lengths), len(journeys.names))
    made = sparse.csr_array((weights, (journeys.owner, journeys.steps)), shape=shape)
    made.sum_duplicates()
    return made


def _weights(journeys: Journeys, model: str, known: Known) -> Floats:
    plain = {"first": rules.first, "last": rules.last, "linear": rules.linear}
    if model in plain:
        return plain[model](journeys)
    if model == "position":
        return rules.position(journeys, ends=known.position)
    if model == "decay":
        if known.ages is None:
            raise ValueError("decay needs to know when each step happened")
        return rules.decay(journeys, ages=known.ages, half_life=known.half_life)
    if model not in {"w_shape", "full_path"}:
        raise ValueError(f"there is no model {model}; there are {', '.join(MODELS)}")
    if known.lead_at is None or known.deal_at is None:
        raise ValueError(f"{model} needs to know when the lead and the deal came about")
    begin, end = np.zeros(len(journeys.lengths), dtype=np.int64), journeys.lengths - 1
    if model == "w_shape":
        anchors: tuple[Ints, ...] = (begin, known.lead_at, known.deal_at)
        return rules.anchored(journeys, anchors=anchors, parts=known.w_shape)
    anchors = (begin, known.lead_at, known.deal_at, end)
    return rules.anchored(journeys, anchors=anchors, parts=known.full_path)


def draw_shares(
    *,
    journeys: Journeys,
    models: tuple[str, ...],
    rng: np.random.Generator,
    draws: int = 200,
    known: Known = PLAIN,
) -> dict[str, Floats]:
    """Work the shares out anew for journeys drawn with replacement, the same draws for each model.

    Returns:
        By model, draws by channels. A draw without any conversion is left out.
    """
    sold = np.flatnonzero(journeys.conversions)
    fixed = {
        model: get_portions(journeys=journeys, model=model, known=known)[sold]
        for model in models
        if model != "markov"
    }
    chain = build_chain(journeys=journeys, order=known.order) if "markov" in models else None
    found: dict[str, list[Floats]] = {model: [] for model in models}
    step = max(1, CELLS_AT_ONCE // max(len(journeys.lengths), 1))
    for done in range(0, draws, step):
        won, none = resample_counts(journeys=journeys, draws=min(step, draws - done), rng=rng)
        some = won.sum(axis=1) > 0
        won, none = won[some], none[some]
        hits = won[:, sold]
        for model, portions in fixed.items():
            found[model].append(np.asarray(hits @ portions) / won.sum(axis=1, keepdims=True))
        if chain is not None:
            found["markov"].append(_draw_markov(chain, won, none))
    return {model: np.concatenate(listed) for model, listed in found.items()}


def _draw_markov(chain: Chain, won: Floats, none: Floats) -> Floats:
    drawn = [
        shares(removal_effects(chain=chain, conversions=hits, nulls=rest).effects)
        for hits, rest in zip(won, none, strict=True)
    ]
    return np.array(drawn).reshape(len(won), chain.holds.shape[1])
