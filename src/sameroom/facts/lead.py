"""One person's handover case; a person may have several over time."""

from sameroom.facts.table import Table, instant, number, reference, text

TABLE = Table(
    "lead",
    "One person's handover case from marketing to sales.",
    (
        reference("person_id", "person", "whose case it is"),
        reference("account_id", "account", "the company they speak for"),
        text("account_name", "that company's name as written, where only its name is told"),
        reference("deal_id", "deal", "the deal it became"),
        reference("owner_id", "member", "who of us is to work it"),
        reference("campaign_id", "campaign", "the campaign that brought it"),
        instant("created_at", "when the case was opened"),
        instant("handed_over_at", "when marketing handed it over, if its system says so"),
        instant("assigned_at", "when it got its present owner, if its system says so"),
        instant("converted_at", "when it became a deal, if its system says so"),
        instant("return_at", "when it is to be taken up again, where it was sent back for later"),
        text("channel", "the channel it came by"),
        text("landing_page", "the page or form it came in by"),
        number("score", "the score its system gave it"),
        text("status", "its state now, in its system's own words"),
        text("status_reason", "why it was rejected, recycled or disqualified"),
    ),
)
