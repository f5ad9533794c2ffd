"""Parts of the report's page for other pages to show: one template, one look."""

from collections.abc import Mapping

from sameroom.report.document import make_environment

ANCHOR = "measure-"


def _to_reading(anchor: str) -> str:
    if not anchor.startswith(ANCHOR):
        return f"/report/#{anchor}"
    return f"/readings/{anchor.removeprefix(ANCHOR)}"


def to_html(*, name: str, told: Mapping[str, object]) -> str:
    """Write a part of the page; links to a measure's section lead to its reading.

    Args:
        name: the part's template.
        told: what the template is given.
    """
    return make_environment(_to_reading).get_template(name).render(**told)
