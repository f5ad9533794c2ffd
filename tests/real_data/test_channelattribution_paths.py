"""Paths with the answers of another solver: the exact ones must be ours, to the file's digits."""

import csv
import json
from typing import Any

import pyarrow.csv as arrow_csv
import pytest
from click.testing import CliRunner

from sameroom.cli.main import command
from sameroom.stats import attribution
from sameroom.stats.attribution import Journeys, Known
from tests.real_data.audits import find_data

pytestmark = pytest.mark.real_data
NAME = "channelattribution_paths"
HALF_A_DIGIT = 5e-7  # of conversions written with six decimals
RULES = {"first": "first_touch", "last": "last_touch", "linear": "linear_touch"}


@pytest.fixture(scope="module")
def made() -> Journeys:
    path = find_data(NAME) / "Data.csv"
    split = arrow_csv.ParseOptions(delimiter=";")
    return attribution.read_paths(table=arrow_csv.read_csv(path, parse_options=split))


def by_name(made: Journeys, amounts: Any) -> dict[str, float]:  # Any: an array
    return dict(zip(made.names, amounts.tolist(), strict=True))


def test_it_counts_what_the_readme_counts(made: Journeys) -> None:
    assert len(made.lengths) == 5_408
    assert (made.conversions.sum(), made.nulls.sum()) == (19_785, 68_602)
    assert made.value.sum() == pytest.approx(74_802.97, abs=0.005)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_the_chain_agrees_with_the_exact_answer(made: Journeys, order: int) -> None:
    text = (find_data(NAME) / "ref_attribution_markov.json").read_text("utf-8")
    told = json.loads(text)["orders"][str(order)]
    got = attribution.attribute(journeys=made, model="markov", known=Known(order=order))
    assert by_name(made, got.conversions) == pytest.approx(
        told["exact_conversions"], rel=1e-9, abs=HALF_A_DIGIT
    )
    assert by_name(made, got.effects) == pytest.approx(
        told["exact_removal_effect"], rel=1e-9, abs=5e-10
    )
    chain = attribution.build_chain(journeys=made, order=order)
    assert chain.states == told["states"]


@pytest.mark.parametrize("model", RULES)
def test_the_rules_agree_with_the_reference(made: Journeys, model: str) -> None:
    with (find_data(NAME) / "reference_results.csv").open(encoding="utf-8") as lines:
        told = {row["channel_name"]: row for row in csv.DictReader(lines)}
    got = attribution.attribute(journeys=made, model=model)
    for amounts, what in ((got.conversions, "conversions"), (got.value, "value")):
        reference = {name: float(row[f"{RULES[model]}_{what}"]) for name, row in told.items()}
        assert by_name(made, amounts) == pytest.approx(reference, rel=1e-9, abs=HALF_A_DIGIT)


def test_the_command_writes_the_same_numbers(made: Journeys) -> None:
    path = find_data(NAME) / "Data.csv"
    done = CliRunner().invoke(command, ["credit", str(path), "--order", "1", "--json"])
    models = json.loads(done.output)["models"]
    with (find_data(NAME) / "reference_results.csv").open(encoding="utf-8") as lines:
        told = {row["channel_name"]: row for row in csv.DictReader(lines)}
    for model, column in (("markov", "exact_markov1"), *RULES.items()):
        wanted = {name: float(row[f"{column}_conversions"]) for name, row in told.items()}
        assert models[model]["conversions"] == pytest.approx(wanted, rel=1e-9, abs=HALF_A_DIGIT)
