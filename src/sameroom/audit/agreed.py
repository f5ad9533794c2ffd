"""Takes from the agreement what the audit needs."""

from sameroom import agreement
from sameroom.agreement import Agreement, Leaf
from sameroom.audit.document import Terms
from sameroom.measure import Window


def get_terms(*, agreed: Agreement, window: Window) -> Terms:
    """Get the numbers, the small tables and the defaults of an agreement for a window."""
    company = agreed.clauses.company
    return Terms(
        company=company.name or "Your company",
        version=agreed.version,
        currency=company.currency,
        buyer=company.buyer,
        numbers=agreement.terms(agreed),
        tables=agreement.tables(agreed, window),
        defaults=tuple(_line(leaf) for leaf in agreed.list_defaults()),
    )


def _line(leaf: Leaf) -> str:
    return f"{leaf.key}: {leaf.clause.about}"
