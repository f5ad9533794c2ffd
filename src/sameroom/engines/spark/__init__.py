"""The engine for records that have outgrown one machine: Spark over the store's own files."""

from sameroom.engines.spark.engine import MOST_ROWS, SparkEngine, TooManyRowsError

__all__ = ["MOST_ROWS", "SparkEngine", "TooManyRowsError"]
