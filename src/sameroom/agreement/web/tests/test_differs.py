"""Why a CRM's figure of the same name says something else: told for each that has a namesake."""

import pytest
from django.test import Client

from sameroom.agreement.web.registry import facts_of, reasons
from sameroom.engines import catalog
from sameroom.room.web.tests.builders import people

# No CRM, marketing or content tool shows a figure of these names. A measure that is new stands
# here or says in `settings["crm"]` why theirs is another.
NO_NAMESAKE = {
    "conformance", "coverage", "format_fit", "icp_drift", "lookalikes", "momentum", "money_lines",
    "off_icp_effort", "process_map", "process_variants", "sales_made_content", "touch_timing",
    "who_buys",
}  # fmt: skip
NAMES = [placed.measure.name for placed in catalog.list_measures()]
SHORTEST = 80  # letters: a sentence about theirs and one about ours


@pytest.mark.parametrize("name", NAMES)
def test_each_measure_says_why_its_namesake_differs_or_has_none(name: str) -> None:
    measure = catalog.get_measure(name).measure
    told = str(measure.settings.get("crm", ""))
    assert bool(told) != (name in NO_NAMESAKE), "it says so, or it has no namesake: one of both"
    if told:
        assert len(told) >= SHORTEST
        theirs, _, ours = told.partition(". Here ")
        assert theirs.startswith(("A CRM", "A content tool", "A marketing tool", "A sync report"))
        assert ours.endswith("."), "first what theirs is, then what is other here"
        assert reasons(measure, facts_of(name))[0] == told


def test_those_without_a_namesake_are_measures() -> None:
    assert set(NAMES) >= NO_NAMESAKE


@pytest.mark.django_db
def test_the_page_of_a_definition_says_it() -> None:
    client = Client()
    client.force_login(people().sol)
    shown = client.get("/definitions/win_rate").content.decode()
    assert "A CRM divides won deals by all closed ones as they stand today" in shown
