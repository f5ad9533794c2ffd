"""Whether marketing's systems and sales' systems know the same people."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Gap,
    Measure,
    Need,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats.intervals import wilson

FEWEST = 30
BRING_MARKETING = "The contacts or the campaign activity of your marketing tool."
BRING_SALES = "The leads, contacts and deals of your CRM."

Row = Mapping[str, int]


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of each side's people that the other knows, and what has no counterpart."""
    row = {name: int(count or 0) for name, count in rows(moments)[0].items()}
    yield from _marketing(row)
    yield _share(
        "leads_known_share",
        row["leads_shared"],
        row["leads"] if row["marketing"] else 0,
        "of the people behind sales' leads are known to marketing's system.",
        BRING_MARKETING if row["leads"] else BRING_SALES,
    )
    if context.buyer == "account":
        said = "leads have no company in their own system."
        yield _share("leads_without_account_share", row["without_account"], row["cases"], said)
    said = "deals have no person on the buyer's side, neither of their own nor by their lead."
    yield _share("deals_without_people_share", row["without_person"], row["deals"], said)


def _marketing(row: Row) -> Iterator[Told]:
    """Marketing's own end of the gap is everyone it has; sales' end is whom sales can see."""
    people = row["marketing"] if row["sales"] else 0
    bring = BRING_SALES if row["marketing"] else BRING_MARKETING
    if people < FEWEST:
        for figure in ("marketing_people_share", "marketing_known_share"):
            yield _too_little(figure, people, bring)
        return
    words = f"Marketing's system holds {people:,} people."
    yield Reading("marketing_people_share", 1.0, Unit.SHARE, people, words=words)
    said = "of the people in marketing's system are known to the CRM."
    yield _share("marketing_known_share", row["shared"], people, said)


def _share(figure: str, hits: int, of: int, said: str, bring: str = BRING_SALES) -> Told:
    if of < FEWEST:
        return _too_little(figure, of, bring)
    words = f"{hits:,} of {of:,} {said.removeprefix('of the ')}"
    return Reading(
        figure, hits / of, Unit.SHARE, of, wilson(successes=hits, trials=of), words=words
    )


def _too_little(figure: str, have: int, bring: str) -> TooLittle:
    missing = "Too few of them on record, or only one of the two systems."
    return TooLittle(figure, Unit.SHARE, have, FEWEST, missing=missing, bring=bring)


MEASURE = Measure(
    name="match_rate",
    question="Do marketing's system and the CRM know the same people?",
    unit=Unit.SHARE,
    headline="marketing_known_share",
    result=result,
    method="docs/methods/match_rate.md",
    needs=(Need("person.id|lead.person_id|touch.person_id", "who anybody is", BRING_SALES),),
    evidence=(
        Evidence(
            "person_system",
            ("person_id", "name", "email", "account_id", "created_at", "first_channel"),
            "People of marketing's whom the CRM does not know",
            where="in_marketing and not in_sales",
            order="created_at desc nulls last, person_id",
            figure="marketing_known_share",
        ),
        Evidence(
            "person_system",
            ("person_id", "name", "email", "account_id", "created_at", "first_channel"),
            "Sales' leads whom marketing's system does not know",
            where="is_sales_lead and not in_marketing",
            order="created_at desc nulls last, person_id",
            figure="leads_known_share",
        ),
        Evidence(
            "unlinked",
            ("id", "created_at", "channel", "owner_id", "person_id", "account_id"),
            "Leads without a company in their own system, and the one that another system gives",
            where="is_unlinked and noun = 'lead'",
            order="created_at desc nulls last, id",
            figure="leads_without_account_share",
            people=("owner_id",),
        ),
        Evidence(
            "unlinked",
            ("id", "created_at", "channel", "owner_id", "account_id"),
            "Deals without a person",
            where="is_unlinked and noun = 'deal'",
            order="created_at desc nulls last, id",
            figure="deals_without_people_share",
            people=("owner_id",),
        ),
    ),
    gap=Gap(
        title="The same people in both systems",
        marketing="marketing_people_share",
        sales="marketing_known_share",
        marketing_words="of these people are in marketing's system",
        sales_words="of them are in the CRM, where sales can see them",
        who="Whoever keeps both systems passes the missing people on, or agrees whom to keep.",
    ),
    formula=(
        "people with a row or an event in a marketing system and in a sales system ÷ people in a "
        "marketing system; people are counted once, after resolving who is who"
    ),
    settings={
        "crm": (
            "A sync report counts records that were transferred. Here people are counted, once "
            "each, after it was resolved who is who."
        ),
        "noun": "person",
        "nouns": {
            "leads_without_account_share": "lead",
            "deals_without_people_share": "deal",
        },
        "all": ("marketing_people_share",),
        "labels": {
            "marketing_known_share": "Of marketing's people, known to the CRM",
            "marketing_people_share": "In marketing's system",
            "leads_known_share": "Of the people behind leads, known to marketing",
            "leads_without_account_share": "Leads without a company",
            "deals_without_people_share": "Deals without a person",
        },
    },
)
