"""Splink by itself, with the settings that its own documentation publishes for these sets.

Sources, as of the library's 5.0: in moj-analytical-services/splink, `docs/demos/examples/duckdb/`,
the notebooks febrl3, febrl4 (the detailed model) and accuracy_analysis_from_labels_column
(fake_1000). febrl1 and febrl2 take febrl3's. It publishes none for the Chicago sites and for
Abt-Buy: there stand plain comparisons of its library on the same fields, blocked on each field.
"""

import logging
from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_library as lib
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

Scored = list[tuple[int, int, float]]
LEAST = 0.001


def _linker(tables: list[pa.Table], **settings: Any) -> Linker:  # Any: splink's own settings
    engine = DuckDBAPI(connection=duckdb.connect(config={"threads": 2}))
    kind = "link_only" if len(tables) > 1 else "dedupe_only"
    made = SettingsCreator(link_type=kind, unique_id_column_name="row_number", **settings)
    linker = Linker([engine.register(table) for table in tables], made)
    logging.getLogger("splink").setLevel(logging.ERROR)
    return linker


def _scored(linker: Linker) -> Scored:
    told = linker.inference.predict(threshold_match_probability=LEAST).as_duckdbpyrelation()
    columns = "row_number_l, row_number_r, match_probability"
    return list(told.project(columns).fetchall())


def febrl(rows: pa.Table) -> Scored:
    """Follow the notebook febrl3."""
    linker = _linker(
        [rows],
        blocking_rules_to_generate_predictions=[
            block_on(name)
            for name in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")
        ],
        comparisons=[
            lib.NameComparison("given_name"),
            lib.NameComparison("surname"),
            lib.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            lib.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            lib.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            lib.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        retain_intermediate_calculation_columns=True,
    )
    sure = [
        block_on("soc_sec_id"),
        block_on("given_name", "surname", "date_of_birth"),
        "l.given_name = r.surname and l.surname = r.given_name "
        "and l.date_of_birth = r.date_of_birth",
    ]
    training = linker.training
    training.estimate_probability_two_random_records_match(sure, recall=0.9)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
    training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
    return _scored(linker)


def febrl4(rows: pa.Table) -> Scored:
    """Follow the notebook febrl4, its detailed model."""
    half = rows.num_rows // 2
    linker = _linker(
        [rows.slice(0, half), rows.slice(half)],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
        comparisons=[
            lib.NameComparison("given_name").configure(term_frequency_adjustments=True),
            lib.NameComparison("surname").configure(term_frequency_adjustments=True),
            lib.DateOfBirthComparison(
                "date_of_birth",
                input_is_string=True,
                datetime_format="%Y%m%d",
                invalid_dates_as_null=True,
            ),
            lib.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            lib.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            lib.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True
            ),
        ],
        retain_intermediate_calculation_columns=True,
    )
    sure = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    training = linker.training
    training.estimate_probability_two_random_records_match(sure, recall=0.8)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for name in ("date_of_birth", "postcode"):
        training.estimate_parameters_using_expectation_maximisation(
            block_on(name), estimate_without_term_frequencies=True
        )
    return _scored(linker)


def fake(rows: pa.Table) -> Scored:
    """Follow the notebook accuracy_analysis_from_labels_column."""
    linker = _linker(
        [rows],
        blocking_rules_to_generate_predictions=[
            block_on(name) for name in ("first_name", "surname", "dob", "email")
        ],
        comparisons=[
            lib.ForenameSurnameComparison("first_name", "surname"),
            lib.DateOfBirthComparison("dob", input_is_string=True),
            lib.ExactMatch("city").configure(term_frequency_adjustments=True),
            lib.EmailComparison("email"),
        ],
        retain_intermediate_calculation_columns=True,
    )
    sure = [
        "l.first_name = r.first_name and levenshtein(r.dob, l.dob) <= 1",
        "l.surname = r.surname and levenshtein(r.dob, l.dob) <= 1",
        "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
        "l.email = r.email",
    ]
    training = linker.training
    training.estimate_probability_two_random_records_match(sure, recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=5)
    for rule in (block_on("dob"), block_on("email"), block_on("first_name", "surname")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    return _scored(linker)


def chicago(rows: pa.Table) -> Scored:
    """Compare the sites' names, addresses and telephones in the library's plain way."""
    linker = _linker(
        [rows],
        blocking_rules_to_generate_predictions=[
            block_on("site"), block_on("address"), block_on("phone"),
        ],
        comparisons=[
            lib.JaroWinklerAtThresholds("site", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            lib.JaroWinklerAtThresholds("address", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            lib.ExactMatch("zip").configure(term_frequency_adjustments=True),
            lib.ExactMatch("phone").configure(term_frequency_adjustments=True),
        ],
    )  # fmt: skip
    return _trained(linker, ["l.site = r.site and l.address = r.address"], ("phone", "site"))


def products(rows: pa.Table) -> Scored:
    """Compare the offers' titles and prices in the library's plain way."""
    half = rows.column("source").to_pylist().index("Buy")
    linker = _linker(
        [rows.slice(0, half), rows.slice(half)],
        blocking_rules_to_generate_predictions=["substr(l.title, 1, 4) = substr(r.title, 1, 4)"],
        comparisons=[
            lib.JaroWinklerAtThresholds("title", [0.95, 0.9, 0.8]),
            lib.ExactMatch("price").configure(term_frequency_adjustments=True),
        ],
    )
    return _trained(linker, ["l.title = r.title"], ("price", "title"))


def _trained(linker: Linker, sure: list[str], names: tuple[str, ...]) -> Scored:
    training = linker.training
    training.estimate_probability_two_random_records_match(sure, recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for name in names:
        training.estimate_parameters_using_expectation_maximisation(
            block_on(name), estimate_without_term_frequencies=True
        )
    return _scored(linker)


BY_SET: dict[str, Callable[[pa.Table], Scored]] = {
    "febrl1": febrl, "febrl2": febrl, "febrl3": febrl, "febrl4": febrl4, "fake_1000": fake,
    "chicago": chicago, "abt_buy": products,
}  # fmt: skip
