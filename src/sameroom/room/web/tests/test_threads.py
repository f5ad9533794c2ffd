"""A reading leaves a core to whoever opens pages meanwhile, once there are pages."""

import os
from pathlib import Path

import pytest

from sameroom import workbench
from sameroom.engines.store import Store
from sameroom.room.web import jobs


@pytest.mark.parametrize(
    ("cores", "is_in_use", "threads"),
    [(2, False, 2), (2, True, 1), (8, True, 7), (1, True, 1), (None, True, 1)],
)
def test_a_core_is_left_where_there_are_two(
    monkeypatch: pytest.MonkeyPatch, cores: int | None, is_in_use: bool, threads: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert jobs._threads(is_in_use=is_in_use) == threads


def test_the_engine_has_the_threads_it_is_given(tmp_path: Path) -> None:
    store = Store.open(path=tmp_path / "record", create=True)
    engine = workbench.open_engine(snapshot=store.snapshot(), threads=1)
    (row,) = engine.ask("select current_setting('threads') as n").to_pylist()
    engine.close()
    assert int(row["n"]) == 1
