"""How much two values agree, as splink's comparisons: from equal to nothing alike, by kind."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any  # Any: splink's own settings

from sameroom.record.linkage.fields import Field, Kind

if TYPE_CHECKING:
    from splink.internals.comparison_creator import ComparisonCreator
    from splink.internals.comparison_level_creator import ComparisonLevelCreator

ALIKE = (0.8, 0.55, 0.3)
"""Shares of the words two texts have in common, weighed by how rare the words are."""
SLIP_LENGTH = 8
"""In a company's name so long, one slip leaves it much alike; a shorter one may be another's."""


def comparisons(*, fields: Sequence[Field]) -> "list[ComparisonCreator | dict[str, Any]]":
    """Give one comparison a field; for fields of words the table has `<name>__words`."""
    import splink.comparison_library as library

    names = [field.name for field in fields if field.kind is Kind.NAME]
    made: list[ComparisonCreator | dict[str, Any]] = []
    for field in fields:
        levels: list[ComparisonLevelCreator | dict[str, Any]] = [
            _nothing(field), _equal(field), *_near(field, names),
            {"sql_condition": "ELSE", "label_for_charts": "different"},
        ]  # fmt: skip
        made.append(
            library.CustomComparison(output_column_name=field.name, comparison_levels=levels)
        )
    return made


Level = dict[str, str | bool | float]


def _nothing(field: Field) -> Level:
    missing = f'"{field.name}_l" is null or "{field.name}_r" is null'
    return {"sql_condition": missing, "is_null_level": True, "label_for_charts": "missing"}


def _equal(field: Field) -> Level:
    found: Level = {
        "sql_condition": f'"{field.name}_l" = "{field.name}_r"',
        "label_for_charts": "equal",
    }
    if field.kind is not Kind.DATE:
        found["tf_adjustment_column"] = field.name
        found["tf_minimum_u_value"] = 0.00001
    return found


def _near(field: Field, names: Sequence[str]) -> list[Level]:
    one, other = f'"{field.name}_l"', f'"{field.name}_r"'
    likeness = f"jaro_winkler_similarity({one}, {other})"
    slips = f"damerau_levenshtein({one}, {other})"
    if field.kind is Kind.NAME:
        swapped = [
            _level(f'{one} = "{name}_r" or {other} = "{name}_l"', "swapped")
            for name in names if name != field.name
        ]  # fmt: skip
        return [_level(f"{likeness} >= 0.92", "much alike"), *swapped,
                _level(f"{likeness} >= 0.8", "alike")]  # fmt: skip
    if field.kind is Kind.EMAIL:
        box = "^[^@]+"
        return [
            _level(f"regexp_extract({one}, '{box}') = regexp_extract({other}, '{box}')",
                   "same mailbox name"),
            _level(f"{likeness} >= 0.94", "much alike"),
            _level(f"{likeness} >= 0.85", "alike"),
        ]  # fmt: skip
    if field.has_words:
        sides = [f'"{field.name}__{what}_{side}"' for what in ("words", "weight") for side in "lr"]
        words = f"words_shared({', '.join(sides)})"
        codes = f'list_has_any("{field.name}__codes_l", "{field.name}__codes_r")'
        shares = [_level(f"{words} >= {share}", f"{share:.0%} of the words") for share in ALIKE]
        if field.kind is Kind.COMPANY:
            one_slip = f"({slips} <= 1 and length({one}) >= {SLIP_LENGTH})"
            return [_level(f"{likeness} >= 0.95 or {one_slip}", "much alike"), *shares]
        return [_level(f"{codes} and {words} >= {ALIKE[1]}", "same code, most words"),
                _level(codes, "same code"), *shares]  # fmt: skip
    if field.kind is Kind.PLACE:
        return [_level(f"{slips} <= 1", "one slip"), _level(f"{likeness} >= 0.85", "alike")]
    return [_level(f"{slips} <= 1", "one slip"), _level(f"{slips} <= 2", "two slips")]


def _level(condition: str, label: str) -> Level:
    return {"sql_condition": condition, "label_for_charts": label}
