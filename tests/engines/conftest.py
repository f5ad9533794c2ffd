"""A record of the demo company, and a Spark cluster beside it; both made once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sameroom import importing
from sameroom.engines.spark.session import find_java
from sameroom.engines.store import Store
from sameroom.simulator import Company, simulate
from tests.engines.cluster import Cluster, running
from tests.engines.comparing import NOW

IN_CI = bool(os.environ.get("CI"))


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import a planted company twice, the second time changed, so that some rows are superseded."""
    folder = tmp_path_factory.mktemp("planted")
    simulate(folder=folder / "exports", company=Company().sized(accounts=250, assets=60), seed=7)
    store = folder / "record"
    importing.run(folder=folder / "exports", store=store, now=NOW)
    _say_otherwise(folder / "exports/crm/all-deals.csv")
    importing.run(folder=folder / "exports", store=store, now=NOW)
    with Store.open(path=store).snapshot() as snapshot:
        assert snapshot.has_superseded("deal")
    return store


def _say_otherwise(file: Path) -> None:
    """Change what the export says of some deals, as a later export would."""
    head, *lines = file.read_text("utf-8").splitlines()
    changed = [line.replace("Closed Won", "Closed Lost") if n % 9 == 0 else line
               for n, line in enumerate(lines)]  # fmt: skip
    file.write_text("\n".join([head, *changed]) + "\n", "utf-8")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Run a master and two workers."""
    if find_java() is None:
        message = "SPARK LEFT OUT: there is no Java 17, so nothing was run on a cluster"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)  # a cluster needs Java; where CI runs, its lack fails instead
    with running(tmp_path_factory.mktemp("cluster")) as started:
        yield started
