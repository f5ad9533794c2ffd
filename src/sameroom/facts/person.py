"""A human: a contact at a company, or a buyer in their own right."""

from sameroom.facts.table import Table, flag, instant, reference, text

TABLE = Table(
    "person",
    "A human: a contact at a company, or a buyer in their own right.",
    (
        text("email", "their address, lower case"),
        text("name", "their full name"),
        text("title", "their job title"),
        text("phone", "their telephone number"),
        text("buying_role", "decision maker, user, influencer …"),
        text("persona", "the persona they belong to"),
        text("country", "where they are"),
        text("region", "state, province or city"),
        text("first_channel", "the channel they first came by"),
        text("lifecycle_stage", "the stage their system has them in now, in its own words"),
        instant("created_at", "when their system first knew them"),
        flag("has_consent", "whether they may be written to"),
        reference("account_id", "account", "the company they belong to"),
        text("account_name", "that company's name as written, where only its name is told"),
        reference("owner_id", "member", "who of us owns them"),
        reference("merged_into_id", "person", "the person that replaced them in their own system"),
    ),
)
