"""The same questions on a real cluster: equal answers, bounded answers, and a worker that dies."""

import re
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from sameroom import agreement
from sameroom.audit import Audit
from sameroom.engines import catalog, portable
from sameroom.engines.arrow import ARROW, DUCKDB
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.spark import SparkEngine, TooManyRowsError
from sameroom.engines.store import Store
from sameroom.engines.tests.test_dialects import KNOWN, ROWS, told, whole
from sameroom.errors import SameroomError
from sameroom.workbench import audit_engine, open_engine
from tests.engines.cluster import QUICKLY, Cluster
from tests.engines.comparing import NOW, differences, rows_of, told_of

pytestmark = pytest.mark.spark
SAMPLE_KINDS = {name: ARROW[kind] for kind, name in DUCKDB.items()}
FORMS = tomllib.loads(
    (Path(portable.__file__).parents[1] / "tests/dialects.toml").read_text("utf-8")
)["form"]
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
    "spark.executor.memory": "1g",
    "spark.driver.extraJavaOptions": QUICKLY,
    "spark.executor.extraJavaOptions": QUICKLY,
}
# Of questions asked once, of little, most of the time went into compiling. Where a worker dies, all
# is compiled as by default: so each way is seen.
INTERPRETED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.fixture(scope="module")
def embedded(record: Path) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(snapshot=Store.open(path=record).snapshot())
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def spark(record: Path, cluster: Cluster) -> Iterator[SparkEngine]:
    engine = SparkEngine(
        snapshot=Store.open(path=record).snapshot(), master=cluster.url,
        settings=SETTINGS | INTERPRETED,
    )  # fmt: skip
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def audits(embedded: EmbeddedEngine, spark: SparkEngine) -> tuple[Audit, Audit]:
    agreed = agreement.default()
    return (
        audit_engine(engine=embedded, agreed=agreed, now=NOW),
        audit_engine(engine=spark, agreed=agreed, now=NOW),
    )


def test_every_reading_is_the_same_on_both_engines(audits: tuple[Audit, Audit]) -> None:
    ours, theirs = (told_of(made.stored) for made in audits)
    assert not audits[1].failures
    assert {key[1] for key in ours} == {each.measure.name for each in catalog.list_measures()}
    assert ours.keys() == theirs.keys()
    wrong = [f"{key}: {told}" for key in ours for told in differences([ours[key]], [theirs[key]])]
    assert not wrong, "\n".join(wrong[:20])


def test_every_shared_table_is_the_same_on_both_engines(
    audits: tuple[Audit, Audit], embedded: EmbeddedEngine, spark: SparkEngine
) -> None:
    wrong = []
    for table in catalog.list_shared_tables():
        sql = f"select * from {table.name}"
        found = differences(rows_of(embedded.ask(sql)), rows_of(spark.ask(sql)))
        wrong += [f"{table.name}: {told}" for told in found[:3]]
    assert not wrong, "\n".join(wrong)


def test_the_rows_behind_the_figures_are_the_same(audits: tuple[Audit, Audit]) -> None:
    ours, theirs = (made.evidence for made in audits)
    assert len(ours) == len(theirs) > 0
    for one, other in zip(ours, theirs, strict=True):
        assert one.total == other.total, one.evidence.title
        wrong = differences(rows_of(one.all_rows()), rows_of(other.all_rows()))
        assert not wrong, (one.evidence.title, wrong[:3])


def test_it_hands_out_no_more_rows_than_it_may(spark: SparkEngine) -> None:
    kept, spark.most_rows = spark.most_rows, 10
    try:
        with pytest.raises(TooManyRowsError, match="more than 10 rows"):
            spark.ask("select id from activity")
        assert spark.ask("select count(*) as n from activity").num_rows == 1
    finally:
        spark.most_rows = kept


def test_every_allowed_form_answers_on_spark_what_was_worked_out(spark: SparkEngine) -> None:
    columns = dict(zip(KNOWN["sample"], zip(*ROWS, strict=True), strict=True))
    kinds = [(name, SAMPLE_KINDS[kind]) for name, kind in KNOWN["sample"].items()]
    sample = pa.table({name: list(cells) for name, cells in columns.items()}, pa.schema(kinds))
    spark.spark.createDataFrame(sample).createOrReplaceTempView("sample")
    wrong = []
    for form in FORMS:
        words = portable.translate(whole(form["duckdb"]), dialect="spark", known=KNOWN)
        rows = spark.spark.sql(words).toArrow().to_pylist()
        answers = sorted(told(next(iter(row.values()))) for row in rows)
        if answers != form["answers"]:
            wrong.append(f"{form['duckdb']}: {answers} instead of {form['answers']}")
    assert not wrong, "\n".join(wrong)


def test_an_address_that_is_none_is_told(record: Path) -> None:
    with (
        Store.open(path=record).snapshot() as snapshot,
        pytest.raises(SameroomError, match=re.escape('"sprak://x" is not an address')),
    ):
        open_engine(snapshot=snapshot, engine="sprak://x")


def test_a_worker_that_dies_changes_nothing_but_the_time(
    audits: tuple[Audit, Audit], record: Path, cluster: Cluster, spark: SparkEngine
) -> None:
    spark.close()
    engine = SparkEngine(
        snapshot=Store.open(path=record).snapshot(), master=cluster.url, settings=SETTINGS
    )
    asked: list[str] = []
    struck = threading.Event()

    def strike(question: str) -> None:
        asked.append(question)
        if len(asked) == 3:
            cluster.kill_worker(0)
            struck.set()

    few = tuple(placed for placed in catalog.list_measures() if placed.area == "content")
    try:
        made = audit_engine(
            engine=engine, agreed=agreement.default(), now=NOW, measures=few, progress=strike
        )
    finally:
        engine.close()
    assert struck.is_set()
    assert not made.failures
    names = {placed.measure.name for placed in few}
    ours, theirs = (
        {key: row for key, row in told_of(told).items() if key[1] in names}
        for told in (audits[0].stored, made.stored)
    )
    assert ours.keys() == theirs.keys()
    assert not [key for key in ours if differences([ours[key]], [theirs[key]])]
