"""The house keeps its own rules: what has a card has a page, a pair, a test and a README."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from sameroom.engines import catalog

HOME = Path(__file__).parents[2]
SOURCE = HOME / "src" / "sameroom"
AREAS = [area.name for area in catalog.list_areas()]
MEASURES = [placed for placed in catalog.list_measures()]
PYTHON_FILES = sorted(
    path for folder in ("src", "tests", "bench") for path in (HOME / folder).rglob("*.py")
)
LONGEST_FILE = 500


def list_tracked() -> list[Path]:
    """List the files that git keeps, or all that are there where git is missing."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOME, capture_output=True, text=True, check=False
    )
    names = [name for name in done.stdout.split("\0") if name]
    return [HOME / name for name in names if (HOME / name).is_file()]


def test_there_are_areas_and_measures() -> None:
    assert len(AREAS) >= 7
    assert len(MEASURES) >= 13


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_a_readme_that_names_its_published_tables(area: str) -> None:
    readme = (SOURCE / area / "README.md").read_text("utf-8")
    tables = [path.stem for path in (SOURCE / area / "tables").glob("*.sql")]
    assert [name for name in tables if name not in readme] == []


@pytest.mark.parametrize("placed", MEASURES, ids=lambda placed: placed.measure.name)
def test_a_measure_is_a_pair_of_files_with_a_method_page(placed: catalog.Placed) -> None:
    folder = SOURCE / placed.area / "measures"
    assert (folder / f"{placed.measure.name}.sql").exists()
    assert (folder / f"{placed.measure.name}.py").exists()
    page = (HOME / placed.measure.method).read_text("utf-8")
    assert "worked" in page.lower(), "a method page carries an example worked by hand"
    assert "when not" in page.lower(), "a method page says when not to use the measure"


@pytest.mark.parametrize("placed", MEASURES, ids=lambda placed: placed.measure.name)
def test_a_measure_is_tested_beside_its_code(placed: catalog.Placed) -> None:
    tests = (SOURCE / placed.area).rglob("tests/*.py")
    assert any(placed.measure.name in path.read_text("utf-8") for path in tests)


@pytest.mark.parametrize("placed", MEASURES, ids=lambda placed: placed.measure.name)
def test_a_measure_says_its_formula_and_shows_its_rows(placed: catalog.Placed) -> None:
    assert placed.measure.formula
    assert placed.measure.evidence


def test_no_python_file_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in PYTHON_FILES}
    assert {str(path): n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_nothing_names_a_package_host_or_a_path_of_one_machine() -> None:
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "registry" + ".npmjs", "/simple" + "/"]
    paths = ["/wo" + "rk/main", "/ro" + "ot/", "file:" + "///"]
    found = []
    for path in list_tracked():
        if path.suffix in {".png", ".xlsx", ".parquet", ".gz", ".zip"}:
            continue
        text = path.read_text("utf-8", errors="replace")
        found += [f"{path.name}: {word}" for word in hosts + paths if word in text]
    assert found == []


def test_the_two_commands_of_the_readme_are_those_that_run() -> None:
    readme = (HOME / "README.md").read_text("utf-8")
    commands = re.findall(r"^python3 dev\.py (\w+)", readme, re.MULTILINE)
    assert commands[:2] == ["demo", "test"]
    assert "python3 dev.py test" in (HOME / ".ci" / "run").read_text("utf-8")


def test_only_web_halves_know_django() -> None:
    known = ("django", "allauth", "environ")
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        if "web" in parts or "tests" in parts or parts[0] in {"webkit", "site"}:
            continue
        words = re.findall(r"^\s*(?:from|import) (\w+)", path.read_text("utf-8"), re.MULTILINE)
        found += [f"{path.name}: {word}" for word in words if word.startswith(known)]
    assert found == []


def test_the_rights_are_decided_without_django() -> None:
    assert "django" not in (SOURCE / "webkit" / "rights.py").read_text("utf-8")


# Who writes while a cursor is open is refused by the embedded database as soon as somebody else has
# written: the reader would overwrite what it has not seen.
OPEN_CURSORS = {
    "caretaking/web/rows.py": "a backup, which writes no row",
    "caretaking/web/erasing_room.py": "a search, which writes no row while it reads",
}


def test_nobody_writes_through_a_cursor_that_is_left_open() -> None:
    sources = HOME / "src" / "sameroom"
    found = {
        str(path.relative_to(sources))
        for path in sources.glob("*/web/**/*.py")
        if ".iterator(" in path.read_text("utf-8") and "tests" not in path.parts
    }
    assert found == set(OPEN_CURSORS)


def test_what_people_are_told_is_said_in_the_language_of_each_not_of_whoever_acts() -> None:
    said, early = 0, []
    for path in SOURCE.rglob("web/*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not _names(call.func, {"tell"}):
                continue
            told = {one.arg: one.value for one in call.keywords}
            if "kind" not in told or "words" not in told:
                continue
            said += 1
            early += [f"{path.name}:{call.lineno}" for name in ("words", "why")
                      if _translates(told[name])]  # fmt: skip
    assert said >= 15
    assert early == [], "give a function, such as lambda: _(…): it is asked for each who is told"


def _translates(said: ast.AST) -> bool:
    """Tell whether something is translated where it stands, not later by a function."""
    if isinstance(said, ast.Lambda):
        return False
    if isinstance(said, ast.Call) and _names(said.func, {"_", "gettext", "ngettext"}):
        return True
    return any(_translates(part) for part in ast.iter_child_nodes(said))


def _names(called: ast.AST, names: set[str]) -> bool:
    return getattr(called, "attr", getattr(called, "id", "")) in names
