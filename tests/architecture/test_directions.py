"""Imports point down, and areas do not import one another; areas are found by their card."""

import ast
import itertools
import re
import sys
from pathlib import Path

import grimp
import pytest

import sameroom

# From the top; those of one line do not import one another. AREAS stands for every folder with an
# `area.py`, so that a new area needs no entry here.
AREAS = "AREAS"
LAYERS = (
    {"__main__"},
    {"cli"},
    {"site"},
    {"caretaking"},
    {"room", "api"},
    {"notebook"},
    {"workbench"},
    {"report", "importing"},
    {"audit", "connectors", "simulator"},
    {AREAS},
    {"webhooks"},
    {"notice"},
    {"people"},
    {"webkit"},
    {"engines"},
    {"stats"},
    {"measure"},
    {"facts"},
    {"discover", "clock", "errors"},
)
# What a notebook may ask of the package itself: named for type checkers, loaded when asked for.
BY_NAME = ("notebook", "workbench")
NO_LAYER = {"tests"}


def list_areas(folder: Path) -> set[str]:
    """List the areas of a package: its folders that hold a card."""
    return {card.parent.name for card in folder.glob("*/area.py")}


def broken(package: str, folder: Path) -> list[str]:
    """List the imports of a package that point up, or from one area to another."""
    graph = grimp.build_graph(package, include_external_packages=False, cache_dir=None)
    for name in BY_NAME:
        if f"{package}.{name}" in graph.modules:
            graph.remove_import(importer=package, imported=f"{package}.{name}")
    _allow_what_web_halves_offer(graph, package)
    there = {module.split(".")[1] for module in graph.find_children(package)}
    areas = list_areas(folder)
    layers = []
    for layer in LAYERS:
        named = (areas if layer == {AREAS} else layer) & there
        layers += [grimp.Layer(*sorted(named), independent=True)] if named else []
    placed = {name for layer in LAYERS for name in layer} | areas | NO_LAYER
    found = graph.find_illegal_dependencies_for_layers(layers=layers, containers={package})
    return sorted(
        [f"{name} has no layer" for name in there - placed]
        + [
            f"{step[0]} imports {step[1]}"
            for dependency in found
            for route in dependency.routes
            for step in _steps([*list(route.heads)[:1], *route.middle, *list(route.tails)[:1]])
        ]
    )


def _allow_what_web_halves_offer(graph: grimp.ImportGraph, package: str) -> None:
    """Leave out imports of one area's `web/api.py` by the web half of another."""
    offered = re.compile(rf"{package}\.\w+\.web\.api")
    for module in [name for name in graph.modules if offered.fullmatch(name)]:
        for importer in graph.find_modules_that_directly_import(module):
            if importer.split(".")[2:3] == ["web"]:
                graph.remove_import(importer=importer, imported=module)


def _steps(chain: list[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(chain))


def test_imports_point_down_and_areas_do_not_import_one_another() -> None:
    assert broken("sameroom", Path(sameroom.__file__).parent) == []


@pytest.mark.parametrize(
    ("module", "imports", "told"),
    [
        ("tea/rules.py", "coffee.rules", "PACKAGE.tea.rules imports PACKAGE.coffee.rules"),
        ("facts/noun.py", "tea.rules", "PACKAGE.facts.noun imports PACKAGE.tea.rules"),
        ("tea/rules.py", "facts.noun", ""),
        ("tea/web/pages.py", "coffee.web.api", ""),
        ("tea/rules.py", "coffee.web.api", "PACKAGE.tea.rules imports PACKAGE.coffee.web.api"),
        (
            "tea/web/pages.py",
            "coffee.web.queries",
            "PACKAGE.tea.web.pages imports PACKAGE.coffee.web.queries",
        ),
        ("sugar/__init__.py", "facts.noun", "sugar has no layer"),
    ],
    ids=[
        "an area imports another",
        "facts import an area",
        "an area imports facts",
        "a web half imports what another offers",
        "a pure half imports it",
        "it imports more",
        "no card",
    ],
)
def test_an_area_never_seen_before_is_held_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, imports: str, told: str
) -> None:
    package = "made_up_" + "".join(letter for letter in module + imports if letter.isalpha())
    home = tmp_path / package
    for name in (
        "tea/area", "tea/rules", "tea/web/pages", "coffee/area", "coffee/rules",
        "coffee/web/api", "coffee/web/queries", "facts/noun",
    ):  # fmt: skip
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / f"{name}.py").write_text("")
        (home / name).parent.joinpath("__init__.py").write_text("")
    (home / "__init__.py").write_text("")
    (home / module).parent.mkdir(exist_ok=True)
    (home / module).write_text(f"import {package}.{imports}\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert broken(package, home) == ([told.replace("PACKAGE", package)] if told else [])


def test_no_module_names_the_areas_in_a_list() -> None:
    """A list of areas in code would have to be edited for a new one."""
    folder = Path(sameroom.__file__).parent
    areas = list_areas(folder)
    listed = []
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                words = {one.value for one in node.elts if isinstance(one, ast.Constant)}
                if len(words & areas) >= 4:
                    listed.append(f"{path.relative_to(folder)}, line {node.lineno}")
    assert listed == []
