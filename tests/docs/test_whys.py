"""Each page on a method says, as it is built, why a tool shows another figure by that name."""

import runpy
from pathlib import Path

import pytest

from sameroom.engines import catalog
from sameroom.measure import Measure

CONF = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "conf.py"))
TOLD = [
    placed.measure
    for placed in catalog.list_measures()
    if placed.measure.settings.get("crm")
]  # fmt: skip


@pytest.mark.parametrize("measure", TOLD, ids=lambda measure: str(measure.name))
def test_its_page_ends_with_what_the_registry_says(measure: Measure) -> None:
    name = measure.method.partition("#")[0].removeprefix("docs/").removesuffix(".md")
    source = ["# The method\n\nHow it is done.\n"]
    CONF["tell_why"](None, name, source)
    above, head, below = source[0].partition(CONF["HEAD"])
    assert above.startswith("# The method\n\nHow it is done.\n")
    assert head
    assert str(measure.settings["crm"]) in below


def test_a_page_on_something_else_stays_as_it_is() -> None:
    for name in ("guide/room", "methods/coverage", "index"):
        source = ["# Something\n"]
        CONF["tell_why"](None, name, source)
        assert source == ["# Something\n"]
