"""The file to start from, and the page that explains every key."""

from pathlib import Path

import pytest

from sameroom import agreement
from sameroom.agreement.clauses import Calendar, Criterion, Step
from sameroom.agreement.clauses.handoff import Rule, Rung
from sameroom.agreement.template import EXAMPLES

GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "agreement.md"


def test_saved_unchanged_it_sets_nothing() -> None:
    agreed = agreement.parse(text=agreement.template())
    assert agreed.stated == frozenset()
    assert agreed.version == agreement.default().version


def test_with_every_key_set_it_says_what_the_defaults_say() -> None:
    text = agreement.template(active=True)
    agreed = agreement.parse(text=text)
    default = agreement.default()
    told = {leaf.key: leaf.value for leaf in agreement.list_leaves(agreed.clauses)}
    for leaf in agreement.list_leaves(default.clauses):
        if leaf.key not in EXAMPLES:
            assert told[leaf.key] == leaf.value, leaf.key


@pytest.mark.parametrize("kind", [Criterion, Calendar, Step, Rule, Rung])
def test_the_guide_explains_the_keys_of_every_list(kind: type) -> None:
    page = GUIDE.read_text("utf-8")
    assert all(f"`{name}`" in page for name in kind.__dataclass_fields__)  # type: ignore[attr-defined]  # a dataclass


def test_the_guide_explains_every_key_and_its_default() -> None:
    page = GUIDE.read_text("utf-8")
    for leaf in agreement.list_leaves(agreement.default().clauses):
        assert f"| `{leaf.key}` | {leaf.clause.about} |" in page, leaf.key


def test_every_example_of_the_guide_is_a_valid_agreement() -> None:
    blocks = GUIDE.read_text("utf-8").split("```yaml\n")[1:]
    assert len(blocks) >= 2
    for block in blocks:
        agreement.parse(text=block.split("```")[0])
