"""The small tables that SQL may always join: the agreement's words and the window read."""

from sameroom.facts.table import Table, flag, instant, integer, number, text

GIVEN = (
    Table(
        "audit_window",
        "One row: the period that is read; its end is also `as of`.",
        (
            instant("starts_at", "the first instant"),
            instant("ends_at", "the first instant that is no longer in it"),
            integer("starts_epoch", "the same in seconds since 1970"),
            integer("ends_epoch", "the same in seconds since 1970"),
        ),
    ),
    Table(
        "term",
        "Every number of the agreement, by its dotted key.",
        (text("name", "the key"), number("amount", "the number")),
    ),
    Table(
        "lifecycle_stage",
        "What the words of each system mean.",
        (
            text("subject", "lead, deal or person"),
            text("raw", "the system's word, casefolded"),
            text("stage", "the stage of the agreed lifecycle"),
            integer("position", "the place of the word among those of its stage, from 1"),
        ),
    ),
    Table(
        "promise",
        "What each team promised the other.",
        (
            text("name", "which promise"),
            text("team", "who made it"),
            integer("within_seconds", "business seconds it allows"),
            number("target_share", "the share in which it is to be kept"),
            text("calendar", "the calendar its clock runs by"),
            integer("attempts", "attempts it asks for"),
            integer("days", "days they may take"),
        ),
    ),
    Table(
        "calendar_quarter",
        "The working calendar, a row a quarter of an hour.",
        (
            text("calendar", "its name"),
            integer("quarter", "seconds since 1970 divided by 900, rounded down"),
            integer("open_before", "open seconds before the quarter begins"),
            flag("is_open", "whether the quarter is working time"),
        ),
    ),
    Table(
        "reason_family",
        "To which family a reason belongs.",
        (text("raw", "the reason, casefolded"), text("family", "its family")),
    ),
    Table(
        "icp_criterion",
        "The ideal customer in force.",
        (
            text("attribute", "the attribute it is about"),
            text("operator", "in, or between"),
            number("low", "the least allowed"),
            number("high", "the first no longer allowed"),
            text("content", "an allowed value, casefolded"),
        ),
    ),
    Table(
        "band",
        "How numbers are grouped into bands.",
        (
            text("attribute", "the attribute it groups"),
            number("low", "where the band begins"),
            number("high", "where it ends; it does not belong to the band"),
            text("label", "what the band is called"),
        ),
    ),
    Table(
        "channel_name",
        "How channels are called here.",
        (text("raw", "the system's word, casefolded"), text("channel", "our word")),
    ),
    Table(
        "counted_word",
        "What attribution counts, and how.",
        (
            text("meaning", "direct, touch, act, or sales for a lead source of sales' own"),
            text("raw", "the word, casefolded"),
        ),
    ),
    Table(
        "buyer",
        "One row: who buys, a company or a person.",
        (text("unit", "account or person"),),
    ),
)
