"""The embedded engine is opened in one place, and is silent there."""

import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient

import sameroom
from sameroom.engines.opening import open_duckdb

HOME = Path(sameroom.__file__).parent
OPENS = re.compile(r"duckdb\.connect\(")
# The first only parses questions.
MAY = {"engines/reading.py", "engines/opening.py"}


def test_it_tells_nobody_how_far_it_is_and_uses_the_threads_it_may() -> None:
    with open_duckdb(threads=1) as connection:
        asked = "select current_setting('enable_progress_bar'), current_setting('threads')"
        assert connection.execute(asked).fetchall() == [(False, 1)]


def test_it_opens_in_a_notebook_too() -> None:
    cell = nbformat.v4.new_code_cell(
        "from sameroom.engines.opening import open_duckdb\n"
        "open_duckdb().execute(\"select current_setting('enable_progress_bar')\").fetchall()"
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, timeout=100, kernel_name="python3").execute()
    assert [output["data"]["text/plain"] for output in cell.outputs] == ["[(False,)]"]


def test_nothing_else_opens_it() -> None:
    found = {
        str(file.relative_to(HOME))
        for file in HOME.rglob("*.py")
        if "tests" not in file.parts and OPENS.search(file.read_text("utf-8"))
    }
    assert found == MAY
