"""The exports of the fictitious tools are complete, labelled and the same each time."""

import csv
import importlib.util
import io
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


STEMS = sorted(path.stem for path in Path(__file__).parent.glob("tool_*.py"))
TOOLS = [_load(stem) for stem in STEMS]
every_tool = pytest.mark.parametrize("tool", TOOLS, ids=STEMS)


@every_tool
def test_every_label_names_a_fact_field_that_exists(tool: ModuleType) -> None:
    for labels in tool.LABELS.values():
        for label in "|".join(labels.values()).split("|"):
            if label not in {"attribute", "ignore"}:
                noun, field = label.split(".")
                assert get_table(noun).column(field).name == field


@every_tool
def test_every_file_carries_the_labelled_columns(tool: ModuleType, tmp_path: Path) -> None:
    tool.write(folder=tmp_path, seed=3, rows=20)
    assert set(tool.LABELS) == set(tool.NOUNS) == {path.name for path in tmp_path.iterdir()}
    for name, labels in tool.LABELS.items():
        assert _header(tmp_path / name) == list(labels)


@every_tool
def test_the_same_seed_writes_the_same_bytes(tool: ModuleType, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        tool.write(folder=tmp_path / folder, seed=5, rows=30)
    for name in tool.LABELS:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("stem", "child", "parent"),
    [
        ("tool_e", "people.csv/Organization ID", "organizations.csv/Haverline ID"),
        ("tool_e", "deals.csv/Organization ID", "organizations.csv/Haverline ID"),
        ("tool_e", "deals.csv/Primary contact ID", "people.csv/Haverline ID"),
        ("tool_e", "deals.csv/Owner", "users.csv/Name"),
        ("tool_e", "activities.csv/Organization ID", "organizations.csv/Haverline ID"),
        ("tool_e", "activities.csv/Person ID", "people.csv/Haverline ID"),
        ("tool_e", "activities.csv/Deal ID", "deals.csv/Haverline ID"),
        ("tool_e", "deal_stage_history.csv/Deal ID", "deals.csv/Haverline ID"),
        ("tool_e", "deal_stage_history.csv/Moved by", "users.csv/Name"),
        ("tool_f", "Email_Events.csv/Profile ID", "Contacts_All.csv/Profile ID"),
        ("tool_f", "Email_Events.csv/Campaign ID", "Campaigns.csv/Campaign ID"),
        ("tool_f", "Form_Submissions.csv/Email", "Contacts_All.csv/Email Address"),
        ("tool_f", "Form_Submissions.csv/UTM Campaign", "Campaigns.csv/Campaign ID"),
        ("tool_f", "page_visits.csv/profile_id", "Contacts_All.csv/Profile ID"),
        ("tool_f", "Werbekosten_pro_Tag.csv/Kampagnen-ID", "Campaigns.csv/Campaign ID"),
    ],
)
def test_every_reference_finds_its_row(stem: str, child: str, parent: str, tmp_path: Path) -> None:
    TOOLS[STEMS.index(stem)].write(folder=tmp_path, seed=11, rows=120)
    used, known = _values(tmp_path, child), _values(tmp_path, parent)
    assert used - {""}
    assert used - {""} <= known


def _values(folder: Path, place: str) -> set[str]:
    name, header = place.split("/")
    return {row[header] for row in _rows(folder / name)}


def _rows(path: Path) -> list[dict[str, str]]:
    text = _text(path)
    first = text.splitlines()[0]
    return list(csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count)))


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _header(path: Path) -> list[str]:
    if path.suffix == ".jsonl":
        return list(json.loads(path.read_text(encoding="utf-8").splitlines()[0]))
    return list(_rows(path)[0])
