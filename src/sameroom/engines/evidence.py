"""The rows behind a figure, as portable SQL: how many, all, the first, or a sample that stays."""

from sameroom.measure import Evidence

FEWEST_TOGETHER = 5  # as `webkit.rights` has it; a test holds them equal
TEAMS = """(
    select m.member_ref, m.team, g.people
    from team_member as m
    left join (
        select team, count(distinct member_id) as people from team_member group by team
    ) as g on g.team = m.team
)"""


def count_sql(*, evidence: Evidence) -> str:
    """Write the question how many rows stand behind it."""
    return f"select count(*) as total from {evidence.table} as seen{_where(evidence)}"


def all_sql(*, evidence: Evidence) -> str:
    """Write the question for all rows, in the order that was declared."""
    return _shown(evidence, f"select seen.* from {evidence.table} as seen{_where(evidence)}")


def first_sql(*, evidence: Evidence, size: int) -> str:
    """Write the question for the first rows of the order that was declared, else for a sample."""
    if not evidence.order:
        return sample_sql(evidence=evidence, size=size)
    rows = f"select seen.* from {evidence.table} as seen{_where(evidence)}"
    return _shown(evidence, f"{rows} order by {evidence.order} limit {size}")


def sample_sql(*, evidence: Evidence, size: int) -> str:
    """Write the question for so many rows, chosen by the hash of their ids.

    The same record gives the same rows each time, and none are favoured by where they stand.
    """
    key = f"cast(seen.{evidence.columns[0]} as varchar)"
    chosen = (
        f"select seen.* from {evidence.table} as seen{_where(evidence)} "
        f"order by md5({key}), {key} limit {size}"
    )
    return _shown(evidence, chosen)


def _where(evidence: Evidence) -> str:
    return f" where {evidence.where}" if evidence.where else ""


def _shown(evidence: Evidence, rows: str) -> str:
    columns = ", ".join(_column(name, evidence) for name in evidence.columns)
    teams = "".join(
        f" left join {TEAMS} as member_{place} on member_{place}.member_ref = seen.{name}"
        for place, name in enumerate(evidence.people)
    )
    order = f" order by {evidence.order}" if evidence.order else ""
    return f"select {columns} from ({rows}) as seen{teams}{order}"


def _column(name: str, evidence: Evidence) -> str:
    """Show the team where a column names one of us: a report travels, a person's record must not.

    A team so small that its name would name a person is one of us. See `Evidence.people`.
    """
    if name not in evidence.people:
        return f"seen.{name}"
    place = evidence.people.index(name)
    return (
        f"case when member_{place}.people < {FEWEST_TOGETHER} then 'one of us' "
        f"else coalesce(member_{place}.team, 'no known team') end as {name}"
    )
