"""Weighs the evidence: Fellegi and Sunter's model, fitted by splink on DuckDB.

How often values agree by accident (u) comes from random pairs, how often they agree in matches
(m) from expectation maximisation over two blocks whose fields differ, so that no field is judged
by pairs it chose itself; common values count less (term frequencies). The share of matches among
all pairs follows from the weights: it is the one at which the probabilities add up to it.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sameroom.engines.opening import open_duckdb
from sameroom.errors import SameroomError
from sameroom.record.linkage.blocking import Blocks
from sameroom.record.linkage.evidence import comparisons
from sameroom.record.linkage.fields import Field
from sameroom.record.linkage.pieces import Ints, Key
from sameroom.record.linkage.tabling import SCALE, table_of
from sameroom.record.linkage.threshold import prior_odds

if TYPE_CHECKING:
    import duckdb
    from splink import DuckDBAPI, Linker

Floats = NDArray[np.float64]

RANDOM_PAIRS = 50_000
ENOUGH_PAIRS = 300
FEW_PAIRS = 30
"""Keys come in the order of what they find for their pairs; the first so large is trained on.
Where too few sure pairs were found to tell, there are few matches: then few pairs must do."""
SHARED = f"""
create macro words_shared(a, b, weight_a, weight_b) as (
    2 * coalesce(list_sum(list_transform(list_intersect(a, b), lambda w: w % {SCALE})), 0)
    / (weight_a + weight_b)
)
"""
"""Share of words in common: the last digits of a word's number are its weight."""


class LinkageNotInstalledError(SameroomError):
    """Probable matches were asked for, and the library they need is not there."""

    def __init__(self) -> None:
        super().__init__(
            "Probable matches need the library splink, which is not installed.",
            where="record",
            remedy='Run `pip install "sameroom[linkage]"`, or import with `--no-link`.',
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of each pair.

    Args:
        left, right: the rows.
        weight: the logarithm, base 2, of how much more often such agreement is seen in matches.
        levels: for each field, the level it agrees on: higher is more alike, -1 missing.
        labels: for each field, the words for its levels.
    """

    left: Ints
    right: Ints
    weight: Floats
    levels: dict[str, Ints]
    labels: dict[str, dict[int, str]]

    def heavier(self, *, by: dict[str, dict[int, float]]) -> "Scores":
        """Add to each weight what its levels add."""
        weight = self.weight.copy()
        for name, shifts in by.items():
            for level, shift in shifts.items():
                weight[self.levels[name] == level] += shift
        return Scores(self.left, self.right, weight, self.levels, self.labels)

    def and_also(self, other: "Scores") -> "Scores":
        """Add the scores of other pairs, weighed by the same model."""
        levels = {
            name: np.concatenate([found, other.levels[name]]) for name, found in self.levels.items()
        }
        return Scores(
            np.concatenate([self.left, other.left]),
            np.concatenate([self.right, other.right]),
            np.concatenate([self.weight, other.weight]),
            levels,
            self.labels,
        )


def require() -> None:
    """Refuse when splink is not installed.

    Raises:
        LinkageNotInstalledError: when it is not.
    """
    try:
        import splink  # noqa: F401 - only whether it is there
    except ImportError as missing:
        raise LinkageNotInstalledError from missing


def score(
    *,
    columns: pa.Table,
    fields: Sequence[Field],
    blocks: Blocks,
    every: float,
    more: Callable[[Scores], tuple[Ints, Ints]],
) -> Scores:
    """Fit the model to the rows and weigh the pairs.

    Args:
        columns: the fields in the form in which they are compared.
        fields: what they hold.
        blocks: the pairs.
        every: how many pairs there are in all.
        more: told the scores, names further pairs to weigh.

    Raises:
        LinkageNotInstalledError: when splink is not installed.
    """
    require()
    from splink import DuckDBAPI, Linker, SettingsCreator

    trained_by = _training_keys(blocks)
    table = table_of(columns=columns, fields=fields, trained_by=trained_by)
    with _quiet(), open_duckdb(threads=2) as connection:
        connection.execute(SHARED)
        engine = DuckDBAPI(connection=connection)
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=comparisons(fields=fields),
            retain_matching_columns=True,
            retain_intermediate_calculation_columns=False,
        )
        linker = Linker(engine.register(table), settings)
        _hush()  # to make a linker is to turn its commentary on
        # By one thread: by two, random pairs are others each time and sums end in other digits.
        connection.execute("set threads = 1")
        _train(linker, trained_by)
        connection.execute("set threads = 2")
        fitted = Fitted(connection, engine, linker, fields)
        first = fitted.weigh(left=blocks.left, right=blocks.right)
        odds = prior_odds(weights=first.weight, pairs=every)
        scores = first.heavier(by=fitted.clean(share=odds / (1 + odds)))
        left, right = more(scores)
        return scores.and_also(fitted.weigh(left=left, right=right)) if len(left) else scores


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep splink's running commentary from the reader."""
    log = logging.getLogger("splink")
    before = log.level
    _hush()
    try:
        yield
    finally:
        log.setLevel(before)


def _hush() -> None:
    logging.getLogger("splink").setLevel(logging.ERROR)


def _training_keys(blocks: Blocks) -> list[tuple[Key, bool]]:
    """Choose keys whose fields differ, so that each field is fitted by pairs it did not choose.

    With each, whether its own fields are left out of the fit; they are not where nothing else
    would fit them.
    """
    least = ENOUGH_PAIRS if blocks.expected_coverage is not None else FEW_PAIRS
    enough = [key for key in blocks.keys if key.pairs >= least] or list(blocks.keys)
    for one in enough:
        other = next((key for key in enough if not key.fields & one.fields), None)
        if other is not None:
            return [(one, True), (other, True)]
    return [(key, False) for key in enough[:1]]


def _train(linker: "Linker", trained_by: Sequence[tuple[Key, bool]]) -> None:
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    for at, (key, is_apart) in enumerate(trained_by):
        rule = f"l.trained_{at} = r.trained_{at}"
        if is_apart:  # naming the fields keeps splink from fitting them here
            rule += "".join(
                f' and (l."{name}" = r."{name}" or true)' for name in sorted(key.fields)
            )
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model that is fitted, with what it needs to weigh pairs."""

    connection: "duckdb.DuckDBPyConnection"
    engine: "DuckDBAPI"
    linker: "Linker"
    fields: Sequence[Field]

    def clean(self, *, share: float) -> dict[str, dict[int, float]]:
        """Take the matches out of the random pairs: u is what remains once their part is gone.

        Random pairs of a small table hold matches, and those agree: u as it was counted is
        share · m + (1 - share) · u.

        Returns:
            For each field and level, by how much that makes its weight heavier. Where a value's
            own frequency stands in place of u, by nothing.
        """
        least = 0.2 / RANDOM_PAIRS
        shifts: dict[str, dict[int, float]] = {}
        for comparison in self.linker._settings_obj.core_model_settings.comparisons:
            own = shifts[comparison.output_column_name] = {}
            for level in comparison.comparison_levels:
                if level.is_null_level:
                    continue
                m, u = level.m_probability or 0.0, level.u_probability or least
                new = min(max((u - share * m) / (1 - share), least), 1 - least)
                level.u_probability = new
                has_own = level._has_tf_adjustments
                own[level.comparison_vector_value] = 0.0 if has_own else float(np.log2(u / new))
        return shifts

    def weigh(self, *, left: Ints, right: Ints) -> Scores:
        """Weigh pairs of rows, the smaller row on the left."""
        linker = self.linker
        pairs = pa.table(
            {"join_key_l": left, "join_key_r": right, "match_key": pa.repeat("0", len(left))}
        )
        linker.table_management.register_blocked_pairs_for_predict(self.engine.register(pairs))
        told = linker.inference.predict(warning_mode="never").physical_name
        prior = linker._settings_obj.core_model_settings.probability_two_random_records_match
        gammas = ", ".join(f'"gamma_{field.name}"' for field in self.fields)
        found = self.connection.sql(
            f"select unique_id_l, unique_id_r, match_weight, {gammas} from {told} order by 1, 2"
        ).to_arrow_table()
        return Scores(
            found.column("unique_id_l").to_numpy(),
            found.column("unique_id_r").to_numpy(),
            found.column("match_weight").to_numpy() - np.log2(prior / (1 - prior)),
            {name.name: found.column(f"gamma_{name.name}").to_numpy() for name in self.fields},
            _labels(linker),
        )


def _labels(linker: "Linker") -> dict[str, dict[int, str]]:
    return {
        comparison.output_column_name: {
            level.comparison_vector_value: level.label_for_charts
            for level in comparison.comparison_levels
        }
        for comparison in linker._settings_obj.core_model_settings.comparisons
    }
