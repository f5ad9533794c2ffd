"""Each figure's formula in symbols: it is there, it fits a page, and no symbol goes unexplained."""

import re

import pytest
from django.test import Client

from sameroom.agreement.method_page import SYMBOLS, list_parts, list_symbols
from sameroom.engines import catalog
from sameroom.room.web.tests.builders import people

MEASURES = [placed.measure for placed in catalog.list_measures()]
LONGEST = 104  # letters of a line, on a desk without scrolling
FORMULA = re.compile(r"^\S.* = \S")
EXPLAINED = re.compile(r"^[^:]{1,40}: \S")
LETTER = re.compile(r"(?<![\w’'])([A-Za-z]'?)(?![\w’'])")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_each_measure_says_its_formula_in_symbols(measure: catalog.Measure) -> None:
    blocks = list_symbols(method=measure.method)
    assert blocks, f"{measure.method} has no formula: lines that begin with four blanks"
    assert FORMULA.match(blocks[0])
    for line in "".join(blocks).splitlines():
        assert FORMULA.match(line) or EXPLAINED.match(line), f"no formula, no explanation: {line}"
        assert len(line) <= LONGEST, line


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_each_letter_of_a_formula_is_explained(measure: catalog.Measure) -> None:
    lines = "".join(list_symbols(method=measure.method)).splitlines()
    prose = " ".join(SYMBOLS.sub("", text) for _, text in list_parts(method=measure.method))
    told = {letter for line in lines for letter in _heads(line)}
    told |= set(LETTER.findall(prose))
    used = {letter for line in lines if FORMULA.match(line) for letter in LETTER.findall(line)}
    assert used - told == set()


def _heads(line: str) -> list[str]:
    """List the letters that a line explains: before its colon, or the one that it begins with."""
    if FORMULA.match(line):
        return [found[1] for found in [LETTER.match(line)] if found]
    return LETTER.findall(line.partition(":")[0])


@pytest.mark.django_db
def test_the_page_of_a_definition_shows_them() -> None:
    client = Client()
    client.force_login(people().sol)
    shown = client.get("/definitions/win_rate").content.decode()
    assert "win_rate_count = w ÷ (w + l)\nwin_rate_value" in shown
