"""What is known of a lead, by attribute, as the rules of the agreement ask for it."""

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]  # Any: a cell
Known = dict[str, list[str | float]]
LONGEST = 100  # letters; what is longer is a text, and no segment
# As icp_fit.sql: what systems write where they know nothing.
NOTHING = frozenset(
    {"", "-", "select", "n/a", "na", "none", "null", "unknown", "not specified", "not provided"}
)


def question(*, cases: str) -> str:
    """Ask for the properties that systems keep of leads, their people and their companies.

    Args:
        cases: a query in brackets that gives case, lead, person and account.
    """
    told = "case_id, lower(trim(a.name)) as attribute, a.content"
    return f"""
select o.{told} from {cases} as o
inner join account_entity as e on e.account_id = o.account_id
inner join attribute as a on a.subject_id = e.ref and a.subject = 'account'
union all
select o.{told} from {cases} as o
inner join person_entity as e on e.person_id = o.person_id
inner join attribute as a on a.subject_id = e.ref and a.subject = 'person'
union all
select o.{told} from {cases} as o
inner join attribute as a on a.subject_id = o.lead_id and a.subject = 'lead'
order by 1, 2, 3
"""


def known(*, told: Iterable[tuple[str, Any]]) -> Known:  # Any: a cell
    """Gather what is known by attribute in lower case, each value once; nothing stays out."""
    found: Known = {}
    for name, cell in told:
        value = _plain(cell)
        listed = found.setdefault(name.strip().lower(), [])
        if value is not None and value not in listed:
            listed.append(value)
    return {name: listed for name, listed in found.items() if listed}


def _plain(cell: object) -> str | float | None:
    if isinstance(cell, int | float):
        return float(cell)
    said = "" if cell is None else str(cell).strip()
    return None if said.lower() in NOTHING or len(said) > LONGEST else said


def of_case(*, row: Row, stated: Iterable[Row]) -> Known:
    """Say what the record knows of a lead.

    Args:
        row: the lead with its company and person; a company's place goes before a person's.
        stated: its properties: see `question`.
    """
    has_company = bool(row["account_id"])
    place = "account" if has_company else "person"
    return known(
        told=[
            ("industry", row["industry"]), ("employees", row["employees"]),
            ("annual_revenue", row["annual_revenue"]), ("country", row[f"{place}_country"]),
            ("region", row[f"{place}_region"]), ("persona", row["persona"]),
            ("job title", row["title"]), ("channel", row["channel"]),
            ("campaign", row["campaign"]), ("score", row["score"]),
            *((one["attribute"], one["content"]) for one in stated),
        ]
    )  # fmt: skip
