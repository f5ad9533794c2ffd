"""Whether a lead carries what marketing promised that it would: a pure rule and what it reads."""

from collections.abc import Mapping
from typing import Any

# What an agreement may call it, and the column it is read from.
COLUMNS = {
    "email": "told_email", "name": "told_name", "title": "told_title",
    "country": "told_country", "persona": "told_persona", "company": "told_company",
    "industry": "told_industry", "employees": "told_employees", "domain": "told_domain",
    "campaign": "told_campaign", "channel": "told_channel", "score": "told_score",
}  # fmt: skip
CARRIED = """
select c.case_id as carried_by, p.email as told_email, p.name as told_name, p.title as told_title,
    p.country as told_country, p.persona as told_persona, a.name as told_company,
    a.industry as told_industry, cast(a.employees as varchar) as told_employees,
    a.domain as told_domain, c.campaign as told_campaign, c.channel as told_channel,
    cast(l.score as varchar) as told_score
from handoff_case as c
left join who_person as p on p.person_id = c.person_id
left join who_account as a on a.account_id = c.account_id
left join lead as l on l.id = c.lead_id
"""


def is_complete(
    *, carried: Mapping[str, Any], fields: tuple[str, ...]  # Any: a cell
) -> bool | None:  # fmt: skip
    """Tell whether a lead carries every field promised; None where one is not known to us.

    Args:
        carried: what it carries, by column.
        fields: as the agreement names them.
    """
    if unknown(fields=fields):
        return None
    return all(str(carried.get(COLUMNS[one]) or "").strip() for one in fields)


def unknown(*, fields: tuple[str, ...]) -> tuple[str, ...]:
    """List the fields promised that leads are not known to have."""
    return tuple(one for one in fields if one not in COLUMNS)
