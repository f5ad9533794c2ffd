"""The report in a few lines, for a terminal."""

from sameroom.audit import Audit
from sameroom.engines import catalog
from sameroom.report.gaps import Row
from sameroom.report.page import lay_out


def in_short(*, audit: Audit) -> list[str]:
    """Say where the teams are apart, what the costliest gap costs, and who should act.

    Args:
        audit: what was told, and of what.
    """
    page = lay_out(audit=audit, placed=catalog.list_measures(), areas=catalog.list_areas())
    lines = [f"{page.verdict}."]
    if page.cause:
        lines.append(page.cause)
    row = next((row for row in page.rows if row.is_apart), None)
    if row is not None:
        lines += [line for line in (_cost(row), page.first_act) if line]
    return lines


def _cost(row: Row) -> str:
    costs = [
        f"{line.about} {line.kind} ({line.range or 'counted, not estimated'})" for line in row.lines
    ]
    return f"It costs {' and '.join(costs)}." if costs else ""
