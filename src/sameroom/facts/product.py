"""Something we sell."""

from sameroom.facts.table import Table, flag, money, text

TABLE = Table(
    "product",
    "Something we sell: a product, a plan, a service.",
    (
        text("name", "what it is called"),
        text("family", "the line it belongs to"),
        money("price", "its list price"),
        flag("is_active", "whether it is still sold"),
    ),
)
