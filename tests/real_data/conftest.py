"""Audits of the real data sets, each made once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.real_data.audits import Audited, audit, find_data


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Audited]:
    """Give a function that audits a data set, each once a session."""
    kept: dict[str, Audited] = {}

    def get(name: str) -> Audited:
        if name not in kept:
            kept[name] = audit(find_data(name), tmp_path_factory.mktemp(name), name)
        return kept[name]

    return get


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Audited]:
    """Give a function that audits a copy of a data set in which one text was replaced."""

    def get(name: str, *, file: str, old: str, new: str) -> Audited:
        copy = tmp_path / name
        shutil.copytree(find_data(name), copy, ignore=shutil.ignore_patterns("orders_*"))
        for path in copy.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        copy.chmod(0o755)
        target = copy / file
        text = target.read_text("utf-8")
        assert old in text
        target.write_text(text.replace(old, new, 1), "utf-8")
        return audit(copy, tmp_path / "out", name)

    return get
