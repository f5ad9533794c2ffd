"""Copies of packed event logs in which one text was replaced."""

import gzip
import shutil
from pathlib import Path

from tests.real_data.audits import Audited, audit, find_data


def audit_changed(*, name: str, file: str, old: str, new: str, folder: Path) -> Audited:
    """Audit a copy of a data set in one packed file of which a text was replaced, once."""
    copy = folder / name
    shutil.copytree(find_data(name), copy)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    target = copy / file
    text = gzip.decompress(target.read_bytes()).decode("utf-8")
    assert old in text
    target.write_bytes(gzip.compress(text.replace(old, new, 1).encode("utf-8"), 1))
    return audit(copy, folder / "out", name)
