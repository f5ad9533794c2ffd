"""Answers the same questions as the embedded engine, on a Spark cluster, from the same files."""

from collections.abc import Iterable
from time import perf_counter
from uuid import uuid4

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as sf
from pyspark.sql import types as st
from pyspark.sql.window import Window as Over

from sameroom.engines import catalog, portable
from sameroom.engines.arrow import fact_schema
from sameroom.engines.catalog import SharedTable
from sameroom.engines.reading import tables_read
from sameroom.engines.spark.session import open_session
from sameroom.engines.store import Snapshot
from sameroom.errors import SameroomError
from sameroom.facts import Kind, Table, list_tables

MOST_ROWS = 1_000_000
SPARK: dict[Kind, st.DataType] = {
    Kind.TEXT: st.StringType(),
    Kind.INTEGER: st.LongType(),
    Kind.NUMBER: st.DoubleType(),
    Kind.MONEY: st.DecimalType(18, 2),
    Kind.INSTANT: st.TimestampType(),
    Kind.DATE: st.DateType(),
    Kind.FLAG: st.BooleanType(),
}
WIDER = {pa.int8(): pa.int64(), pa.int16(): pa.int64(), pa.int32(): pa.int64()}


class TooManyRowsError(SameroomError):
    """A question would bring more rows to this process than it may hold."""


class SparkEngine:
    """Answers questions about the current rows of a snapshot on a Spark cluster.

    Facts stay where they are: the cluster's workers read the snapshot's Parquet files themselves,
    so the store has to lie where every worker sees it under the same path. Shared tables are
    written beside it once an audit, so that a worker that is lost costs time and nothing else.

    Args:
        snapshot: what is read; it stays pinned as long as the engine lives.
        master: Spark's address of the cluster, such as `spark://host:7077`.
        scratch: where shared tables go while the engine lives; a folder or address that every
            worker sees. By default a folder in the store.
        settings: Spark settings of the caller's own.
        most_rows: how many rows an answer may bring to this process.

    Raises:
        SameroomError: when there is no Spark, no Java, or no answer from the cluster.
    """

    def __init__(
        self,
        *,
        snapshot: Snapshot,
        master: str,
        scratch: str = "",
        settings: dict[str, str] | None = None,
        most_rows: int = MOST_ROWS,
    ) -> None:
        self.snapshot = snapshot
        self.most_rows = most_rows
        self.seconds: dict[str, float] = {}
        self.built: set[str] = set()
        self._is_closed = False
        self.spark = open_session(master=master, settings=settings or {})
        folder = scratch.rstrip("/") or str(snapshot.path.resolve() / "scratch")
        self._scratch = f"{folder}/{uuid4().hex}"
        for table in list_tables():
            self._lay_out(table)

    def close(self) -> None:
        """Let go of the cluster, of the files, and delete what was written on the way."""
        if self._is_closed:
            return
        self._is_closed = True
        self._delete_scratch()
        self.spark.stop()
        self.snapshot.close()

    def filled(self, noun: str) -> dict[str, int]:
        """Count the values of each column of a noun, from statistics alone."""
        return self.snapshot.filled(noun)

    def register(self, *, name: str, rows: pa.Table) -> None:
        """Make a table of Arrow rows, in place of one of that name."""
        self._keep(name, self.spark.createDataFrame(rows), again=True)

    def build(self, *, tables: Iterable[SharedTable]) -> None:
        """Build shared tables, and those they stand on, each once; `seconds` tells how long."""
        wanted = frozenset(table.name for table in tables)
        for table in catalog.in_order(catalog.list_shared_tables(), wanted):
            if table.name not in self.built:
                self._build(table)

    def ask(self, sql: str) -> pa.Table:
        """Answer a question, building the shared tables it reads first.

        Raises:
            TooManyRowsError: when the answer has more rows than may come to this process.
        """
        read = tables_read(sql)
        self.build(tables=[table for table in catalog.list_shared_tables() if table.name in read])
        answer = self._run(sql).limit(self.most_rows + 1).toArrow()
        if answer.num_rows > self.most_rows:
            raise TooManyRowsError(
                f"the answer has more than {self.most_rows:,} rows, and they would all have to "
                "come to this one process.",
                where=" ".join(sql.split())[:80],
                remedy="Ask for fewer: sums by group, or a sample by the hash of an id.",
            )
        return _as_embedded(answer)

    def _run(self, sql: str) -> DataFrame:
        return self.spark.sql(
            portable.translate(sql, dialect=portable.Dialect.SPARK, known=portable.schema())
        )

    def _build(self, table: SharedTable) -> None:
        started = perf_counter()
        self._keep(table.name, self._run(table.sql))
        self.seconds[table.name] = perf_counter() - started
        self.built.add(table.name)

    def _keep(self, name: str, rows: DataFrame, *, again: bool = False) -> None:
        """Write rows where every worker finds them, and read them from there."""
        place = f"{self._scratch}/{name}" + (f"-{uuid4().hex}" if again else "")
        for field in rows.schema.fields:
            if isinstance(field.dataType, st.NullType):
                rows = rows.withColumn(field.name, sf.lit(None).cast("string"))
        rows.write.parquet(place)
        self.spark.read.schema(rows.schema).parquet(place).createOrReplaceTempView(name)

    def _lay_out(self, table: Table) -> None:
        files = self.snapshot.files(table.name)
        schema = st.StructType(
            [st.StructField(column.name, SPARK[column.kind]) for column in table.all_columns]
        )
        if not files:
            nothing = self.spark.createDataFrame(fact_schema(table).empty_table(), schema)
            nothing.createOrReplaceTempView(table.name)
            return
        held = self.spark.read.schema(schema).parquet(*files)
        self._current(table.name, held).select(schema.names).createOrReplaceTempView(table.name)

    def _current(self, noun: str, held: DataFrame) -> DataFrame:
        """Cut down to the rows that stand: the latest by run of each key, unless deleted."""
        derived_by = self.snapshot.derived_by(noun)
        if derived_by:
            return held.where(sf.col("run") == derived_by)
        if self.snapshot.has_superseded(noun):
            latest_first = Over.partitionBy("origin", "source_id").orderBy(
                sf.col("run").desc(),
                sf.col("seen_at").desc_nulls_last(),
                sf.col("_metadata.file_path").desc(),
                sf.col("_metadata.row_index").desc(),
            )
            held = held.withColumn("turn", sf.row_number().over(latest_first)).where("turn = 1")
        if self.snapshot.has_deleted(noun):
            held = held.where("is_deleted is not true")
        return held

    def _delete_scratch(self) -> None:
        gateway = self.spark.sparkContext._jvm
        if gateway is None:
            return
        place = gateway.org.apache.hadoop.fs.Path(self._scratch)
        place.getFileSystem(self.spark.sparkContext._jsc.hadoopConfiguration()).delete(place, True)


def _as_embedded(answer: pa.Table) -> pa.Table:
    """Hand whole numbers out as 64 bits and wide sums as such, as the embedded engine does."""
    fields = [field.with_type(_plain(field.type)) for field in answer.schema]
    return answer.cast(pa.schema(fields))


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_decimal(kind) and kind.scale == 0:
        return pa.int64()
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", tz="UTC")
    return WIDER.get(kind, kind)
