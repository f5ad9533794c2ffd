"""The sets with known truth that linkage is measured on, as Arrow tables."""

import csv
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sameroom.record.linkage import Field, Kind

DATA = Path(os.environ.get("SAMEROOM_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
FEBRL = (
    Field("given_name", Kind.NAME), Field("surname", Kind.NAME),
    Field("street_number", Kind.PLACE), Field("address_1", Kind.WORDS),
    Field("suburb", Kind.PLACE), Field("postcode", Kind.PLACE),
    Field("date_of_birth", Kind.DATE), Field("soc_sec_id", Kind.CODE),
)  # fmt: skip
FAKE = (
    Field("first_name", Kind.NAME), Field("surname", Kind.NAME), Field("dob", Kind.DATE),
    Field("city", Kind.PLACE), Field("email", Kind.EMAIL),
)  # fmt: skip
CHICAGO = (
    Field("site", Kind.COMPANY), Field("address", Kind.WORDS), Field("zip", Kind.PLACE),
    Field("phone", Kind.PHONE),
)  # fmt: skip
PRODUCTS = (
    Field("title", Kind.WORDS), Field("description", Kind.WORDS), Field("price", Kind.PLACE),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A set whose truth is known.

    Args:
        name: its name.
        rows: the rows; column `truth` names the one that each means.
        fields: what is evidence; the truth is not.
        source: the column of the source where only rows of different sources are linked.
        pairs: how many true pairs its README counts.
    """

    name: str
    rows: pa.Table
    fields: tuple[Field, ...]
    source: str | None
    pairs: int


def febrl(*, files: tuple[str, ...]) -> pa.Table:
    """Read Febrl's files, one below the other; `source` is the file."""
    found = []
    for name in files:
        for row in _read(DATA / "er_people_febrl" / name):
            plain = {key.strip(): cell.strip() or None for key, cell in row.items()}
            truth = str(plain["rec_id"]).split("-")[1]
            found.append({**plain, "truth": truth, "source": name})
    return pa.Table.from_pylist(found)


def fake() -> pa.Table:
    """Read the thousand invented people."""
    found = _read(DATA / "er_people_fake1000" / "fake_1000.csv")
    return pa.Table.from_pylist([{**_filled(row), "truth": row["cluster"]} for row in found])


def chicago() -> pa.Table:
    """Read the child-care sites."""
    names = {"Site name": "site", "Address": "address", "Zip": "zip", "Phone": "phone",
             "True Id": "truth"}  # fmt: skip
    found = _read(DATA / "er_organisations_chicago" / "input_with_true_ids.csv")
    rows = [{to: row[name] or None for name, to in names.items()} for row in found]
    return pa.Table.from_pylist(rows)


def products() -> pa.Table:
    """Read both shops' offers."""
    found = []
    for shop in ("Abt", "Buy"):
        file = DATA / "er_products_abt_buy" / f"AbtBuy_{shop}.csv"
        for row in _read(file, encoding="latin-1"):
            found.append({**_filled(row), "truth": row["unique_id"], "source": shop})
    return pa.Table.from_pylist(found)


def _read(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


def _filled(row: dict[str, str]) -> dict[str, str | None]:
    return {name: cell or None for name, cell in row.items()}


ALL: dict[str, Callable[[], Known]] = {
    **{
        f"febrl{number}": lambda number=number, pairs=pairs: Known(  # type: ignore[misc]
            f"febrl{number}", febrl(files=(f"dataset{number}.csv",)), FEBRL, None, pairs
        )
        for number, pairs in ((1, 500), (2, 1934), (3, 6538))
    },
    "febrl4": lambda: Known(
        "febrl4", febrl(files=("dataset4a.csv", "dataset4b.csv")), FEBRL, "source", 5000
    ),
    "fake_1000": lambda: Known("fake_1000", fake(), FAKE, None, 2031),
    "chicago": lambda: Known("chicago", chicago(), CHICAGO, None, 6608),
    "abt_buy": lambda: Known("abt_buy", products(), PRODUCTS, "source", 1081),
}
"""Each set by its name."""
