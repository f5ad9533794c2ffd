"""The exports of the two fictitious tools are complete, labelled and the same each time."""

import csv
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from sameroom.facts import get_table


def _load(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOLS = [_load("tool_a"), _load("tool_b")]


@pytest.mark.parametrize("tool", TOOLS, ids=["kontor", "brightwire"])
def test_every_label_names_a_fact_field_that_exists(tool: ModuleType) -> None:
    for labels in tool.LABELS.values():
        for label in "|".join(labels.values()).split("|"):
            if label not in {"attribute", "ignore"}:
                noun, field = label.split(".")
                assert get_table(noun).column(field).name == field


@pytest.mark.parametrize("tool", TOOLS, ids=["kontor", "brightwire"])
def test_every_file_carries_the_labelled_columns(tool: ModuleType, tmp_path: Path) -> None:
    tool.write(folder=tmp_path, seed=3, rows=20)
    assert set(tool.LABELS) == set(tool.NOUNS) == {path.name for path in tmp_path.iterdir()}
    for name, labels in tool.LABELS.items():
        assert _header(tmp_path / name) == list(labels)


@pytest.mark.parametrize("tool", TOOLS, ids=["kontor", "brightwire"])
def test_the_same_seed_writes_the_same_bytes(tool: ModuleType, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        tool.write(folder=tmp_path / folder, seed=5, rows=30)
    for name in tool.LABELS:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def _header(path: Path) -> list[str]:
    if path.suffix == ".jsonl":
        return list(json.loads(path.read_text(encoding="utf-8").splitlines()[0]))
    if path.suffix == ".tsv":
        return path.read_text(encoding="utf-8").splitlines()[0].split("\t")
    with path.open(encoding="cp1252", newline="") as file:
        return next(csv.reader(file, delimiter=";"))
