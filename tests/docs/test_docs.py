"""The documentation speaks of what is there: commands, options, links and Python that run."""

import ast
import re
from pathlib import Path

import click
import pytest

from sameroom.cli.main import command as sameroom
from sameroom.engines import catalog

HOME = Path(__file__).parents[2]
PAGES = [
    *sorted((HOME / "docs").rglob("*.md")),
    *sorted(HOME.glob("*.md")),
    *sorted((HOME / "src").rglob("README.md")),
]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|`|\$ )sameroom ([a-z-]+)((?: +[^`\n]+)?)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def list_calls(text: str) -> list[tuple[str, list[str]]]:
    """List the calls of the command in a page: which command, with which options."""
    return [(name, re.findall(r"(--[a-z-]+)", rest)) for name, rest in CALL.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_its_commands_and_options_exist(page: Path) -> None:
    context = click.Context(sameroom)
    for name, options in list_calls(page.read_text("utf-8")):
        found = sameroom.get_command(context, name)
        assert found is not None, f"sameroom {name} is no command"
        known = {option for parameter in found.params for option in parameter.opts}
        known |= {option for parameter in found.params for option in parameter.secondary_opts}
        assert set(options) - known - {"--help"} == set(), f"sameroom {name} lacks an option"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_its_links_lead_somewhere(page: Path) -> None:
    prose = FENCE.sub("", page.read_text("utf-8"))
    missing = [to for to in LINK.findall(prose) if not (page.parent / to).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_its_python_parses_and_imports_what_exists(page: Path) -> None:
    for language, code in FENCE.findall(page.read_text("utf-8")):
        if language != "python":
            continue
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sameroom"):
                module = __import__(node.module or "", fromlist=["x"])
                assert [name.name for name in node.names if not hasattr(module, name.name)] == []


def test_the_commands_page_names_every_command() -> None:
    page = (HOME / "docs" / "guide" / "commands.md").read_text("utf-8")
    names = sameroom.list_commands(click.Context(sameroom))
    assert [name for name in names if f"sameroom {name}" not in page] == []


@pytest.mark.parametrize("placed", catalog.list_measures(), ids=lambda placed: placed.measure.name)
def test_a_method_page_leads_to_the_sql_and_to_the_road(placed: catalog.Placed) -> None:
    name = placed.measure.name
    text = (HOME / placed.measure.method).read_text("utf-8")
    assert f"](../../src/sameroom/{placed.area}/measures/{name}.sql)" in text
    assert f"`sameroom sql {name}`" in text
    assert f"`sameroom explain {name}`" in text
