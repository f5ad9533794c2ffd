"""An opportunity."""

from sameroom.facts.table import Table, instant, money, number, reference, text

OUTCOMES = ("open", "won", "lost")
KINDS = ("new", "expansion", "renewal", "win-back")

TABLE = Table(
    "deal",
    "An opportunity to sell.",
    (
        text("name", "what it is called"),
        reference("account_id", "account", "the company that may buy"),
        text("account_name", "that company's name as written, where only its name is told"),
        reference("person_id", "person", "the buyer, or the main contact"),
        reference("lead_id", "lead", "the handover case it came from"),
        reference("owner_id", "member", "whose deal it is"),
        reference("campaign_id", "campaign", "the campaign its system credits"),
        reference("product_id", "product", "the product, where the source has a list of them"),
        money("amount", "its value in the company's currency"),
        number("amount_stated", "its value as the source states it"),
        text("currency", "the currency of the stated value, ISO 4217"),
        instant("created_at", "when it was opened"),
        instant("closed_at", "when it was won or lost, or is expected to be while open"),
        text("outcome", "whether it is still open, or how it ended", values=OUTCOMES),
        text("stage", "its stage now, in its system's own words"),
        text("lost_reason", "why it was lost, in the seller's words"),
        text("pipeline", "the pipeline it is in"),
        text("product", "what would be sold"),
        text("kind", "what sort of sale it is", values=KINDS),
        text("channel", "the lead source its system names"),
        number("probability", "the chance of winning its system states, 0 to 1"),
    ),
)
