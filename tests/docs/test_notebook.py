"""The notebook of the documentation shows what its code gives: it is run, and compared.

`python -m tests.docs.test_notebook` runs it and keeps what it gave.
"""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

PAGE = Path(__file__).parents[2] / "docs/guide/notebook.ipynb"
Notebook = Any  # nbformat's own node, which has no types


def run() -> Notebook:
    """Run the notebook in a kernel of its own."""
    notebook = nbformat.read(PAGE, as_version=4)
    NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def texts(notebook: Notebook) -> list[str]:
    """List what the cells gave as text, memory addresses left out."""
    given = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            given.append(re.sub(r"0x[0-9a-f]+", "0x", text))
    return given


@pytest.mark.slow
def test_it_gives_what_it_shows() -> None:
    shown = texts(nbformat.read(PAGE, as_version=4))
    assert len(shown) > 5
    assert texts(run()) == shown


if __name__ == "__main__":
    nbformat.write(run(), PAGE)
