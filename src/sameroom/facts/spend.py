"""Money spent on a day."""

from sameroom.facts.table import Table, date, integer, money, number, reference, text

TABLE = Table(
    "spend",
    "Money that marketing spent on a day.",
    (
        date("spent_on", "the day"),
        reference("campaign_id", "campaign", "on what"),
        text("channel", "the channel it runs on"),
        money("amount", "how much, in the company's currency"),
        number("amount_stated", "how much, as the source states it"),
        text("currency", "the currency of the stated value, ISO 4217"),
        integer("impressions", "how often it was seen"),
        integer("clicks", "how often it was clicked"),
    ),
)
