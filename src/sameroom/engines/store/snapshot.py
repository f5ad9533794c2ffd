"""What the record is at one moment: versions that stay the same whatever is written meanwhile."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable
from pyarrow import parquet

from sameroom.engines.store import runs
from sameroom.engines.store.lock import Reading
from sameroom.engines.store.runs import RunRecord
from sameroom.facts import get_table


class Snapshot:
    """A pinned view of the store.

    As long as it is open, no file that it names is taken away. It closes by itself when nobody
    holds it any more; `with` closes it sooner.

    Args:
        path: the store's folder.
        pending: a run that is being written, to look at what it would make visible.
    """

    def __init__(self, *, path: Path, pending: RunRecord | None = None) -> None:
        self.path = path
        self._reading = Reading(path=path)
        self._runs = [*runs.read(path), *([pending] if pending else [])]
        self._tables: dict[str, DeltaTable] = {}

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._reading.close()

    @cached_property
    def versions(self) -> Mapping[str, int]:
        """Tell the version of each table that is read."""
        return dict(self._runs[-1].versions) if self._runs else {}

    def runs(self) -> list[RunRecord]:
        """List the visible runs, the oldest first."""
        return list(self._runs)

    def nouns(self) -> list[str]:
        """List the nouns that have ever been written."""
        return sorted(self.versions)

    def files(self, noun: str) -> list[str]:
        """List the Parquet files that hold a noun's rows."""
        table = self._table(noun)
        return sorted(table.file_uris()) if table is not None else []

    def find_broken(self, noun: str) -> list[str]:
        """List the files of a noun that are gone, not as long as when they were written, or whose
        end, which says what is in them, cannot be read. What lies before it is not read for it.
        """
        folder = table_folder(self.path, noun)
        sizes = {unquote(str(one["path"])): one["size_bytes"] for one in self._actions(noun)}
        return [str(folder / name) for name, size in sizes.items()
                if not _is_whole(folder / name, size)]  # fmt: skip

    def columns(self, noun: str) -> list[str]:
        """List the columns that a noun has in the store."""
        table = self._table(noun)
        return list(pa.schema(table.schema().to_arrow()).names) if table is not None else []

    def row_count(self, noun: str) -> int:
        """Count the rows of a noun, rows that later ones stand above included."""
        return sum(action["num_records"] or 0 for action in self._actions(noun))

    def filled(self, noun: str) -> dict[str, int]:
        """Count, for each column of a noun, the rows that have a value there.

        It reads the table's statistics, no rows; rows that later ones stand above are counted too.
        """
        told = dict.fromkeys(self.columns(noun), 0)
        for action in self._actions(noun):
            rows = action["num_records"] or 0
            for column in told:
                nulls = action.get(f"null_count.{column}")
                told[column] += rows - (rows if nulls is None else nulls)
        return told

    def find_younger(self, noun: str) -> dict[str, str]:
        """Find the columns that came after some rows of a noun had been written.

        Returns:
            Each with the last run that did not know of it: the log of a file says of every column
            that there was how many of its values are empty.
        """
        found: dict[str, str] = {}
        for action in self._actions(noun):
            for column in (one.name for one in get_table(noun).columns):
                if action["num_records"] and action.get(f"null_count.{column}") is None:
                    file = table_folder(self.path, noun) / unquote(str(action["path"]))
                    found[column] = max(found.get(column, ""), _last_run(file))
        return found

    def has_superseded(self, noun: str) -> bool:
        """Tell whether some (origin, source_id) of a noun may occur more than once."""
        return bool(self._runs) and noun in self._runs[-1].superseded

    def has_deleted(self, noun: str) -> bool:
        """Tell whether some rows of a noun may be marked as deleted."""
        return bool(self._runs) and noun in self._runs[-1].deleted

    def derived_by(self, noun: str) -> str:
        """Tell which standing run derived a noun anew; "" when none ever did."""
        for run in reversed(self._runs):
            if noun in run.replaced and run.id not in self._undone:
                return run.id
        return ""

    @cached_property
    def _undone(self) -> set[str]:
        return {run.undoes for run in self._runs if run.undoes}

    def _table(self, noun: str) -> DeltaTable | None:
        if noun not in self.versions:
            return None
        if noun not in self._tables:
            version = self.versions[noun]
            self._tables[noun] = DeltaTable(table_folder(self.path, noun), version=version)
        return self._tables[noun]

    def _actions(self, noun: str) -> Sequence[Mapping[str, int | None]]:
        table = self._table(noun)
        return pa.table(table.get_add_actions(flatten=True)).to_pylist() if table else []


def table_folder(path: Path, noun: str) -> Path:
    """Tell where the table of a noun lies."""
    return path / "facts" / noun


def _last_run(file: Path) -> str:
    """Read from a file's end which run was the last to write into it."""
    told = parquet.read_metadata(file)
    place = told.schema.names.index("run")
    groups = (told.row_group(number).column(place) for number in range(told.num_row_groups))
    return max((str(one.statistics.max) for one in groups if one.statistics), default="")


def _is_whole(file: Path, size: int | None) -> bool:
    try:
        if file.stat().st_size != size:
            return False
        parquet.read_metadata(file)
    except (OSError, pa.ArrowException):
        return False
    return True
