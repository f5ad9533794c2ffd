"""Every question in PostgreSQL's words, asked of a real PostgreSQL: equal answers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sameroom import agreement
from sameroom.audit import Audit
from sameroom.engines import catalog, portable
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.workbench import audit_engine
from tests.engines.comparing import NOW, differences, rows_of
from tests.engines.postgres import PostgresEngine, find_programs, running

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def embedded(record: Path) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(snapshot=Store.open(path=record).snapshot())
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def audited(embedded: EmbeddedEngine) -> Audit:
    return audit_engine(engine=embedded, agreed=agreement.default(), now=NOW)


@pytest.fixture(scope="module")
def postgres(audited: Audit, embedded: EmbeddedEngine) -> Iterator[PostgresEngine]:
    if find_programs() is None:
        message = "POSTGRESQL LEFT OUT: its server is not installed, so nothing was asked of it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)  # it needs a server; where CI runs, its lack fails instead
    with running() as address:
        engine = PostgresEngine(address=address, like=embedded)
        yield engine
        engine.close()


def test_every_shared_table_is_the_same_on_postgres(
    embedded: EmbeddedEngine, postgres: PostgresEngine
) -> None:
    wrong = []
    for table in catalog.list_shared_tables():
        sql = f"select * from {table.name}"
        found = differences(rows_of(embedded.ask(sql)), rows_of(postgres.ask(sql)))
        wrong += [f"{table.name}: {told}" for told in found[:3]]
    assert not wrong, "\n".join(wrong)


def test_every_measure_asks_postgres_the_same_question(
    embedded: EmbeddedEngine, postgres: PostgresEngine
) -> None:
    wrong = []
    for placed in catalog.list_measures():
        ours, theirs = embedded.ask(placed.sql), postgres.ask(placed.sql)
        found = differences(rows_of(ours), rows_of(theirs))
        wrong += [f"{placed.measure.name}: {told}" for told in found[:3]]
    assert not wrong, "\n".join(wrong)


def test_postgres_is_told_to_be_executed() -> None:
    assert portable.DIALECTS[portable.Dialect.POSTGRES] == "executed"
