"""Makes the record of a large company by plain SQL: quickly, and the same each time."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from sameroom.engines.store import Store
from sameroom.facts import get_table

NOW = datetime(2026, 7, 1, tzinfo=UTC)

# Shares of all facts, by noun; what is left over are touches.
SHARES = {
    "activity": 0.15,
    "stage_change": 0.09,
    "person": 0.06,
    "lead": 0.04,
    "asset_use": 0.03,
    "attribute": 0.01,
    "account": 0.008,
    "deal": 0.006,
    "ticket": 0.005,
}
FEW = {"member": 150, "campaign": 300, "asset": 2000, "spend": 20_000}

MACROS = """
create macro pick(i, salt, n) as cast(hash(i, salt) % n as bigint);
create macro chance(i, salt) as (hash(i, salt) % 1000000) / 1000000.0;
create macro moment(i, salt) as
    to_timestamp(1751328000 + cast(hash(i, salt) % 31536000 as double));
create macro later(i, salt, days) as
    to_timestamp(least(1751328000 + cast(hash(i, 'lead') % 31536000 as double)
        + chance(i, salt) * 86400 * days, 1782864000));
"""

ROWS = {
    "member": """
        'm' || i as source_id, 'Colleague ' || i as name, 'c' || i || '@ours.example' as email,
        case when i % 5 = 0 then 'marketing' else 'sales' end as team, true as is_active
    """,
    "campaign": """
        'k' || i as source_id, 'Campaign ' || i as name,
        ['email', 'webinar', 'search', 'social', 'event'][1 + pick(i, 'ch', 5)] as channel,
        date '2025-07-01' + cast(pick(i, 'day', 300) as integer) as starts_on,
        date '2025-08-01' + cast(pick(i, 'day', 300) as integer) as ends_on,
        cast(1000 + pick(i, 'budget', 50000) as decimal(18, 2)) as budget
    """,
    "asset": """
        'a' || i as source_id, 'Asset ' || i as title,
        ['case study', 'deck', 'one-pager', 'comparison'][1 + pick(i, 'kind', 4)] as kind,
        case when i % 4 = 0 then 'sales' else 'marketing' end as made_by_team,
        moment(i, 'made') as made_at, cast(500 + pick(i, 'cost', 4000) as decimal(18, 2)) as cost,
        case when i % 3 = 0 then 'buyers' else 'sales' end as meant_for
    """,
    "spend": """
        's' || i as source_id, date '2025-07-01' + cast(pick(i, 'day', 365) as integer) as spent_on,
        'crm:k' || pick(i, 'campaign', 300) as campaign_id,
        cast(pick(i, 'amount', 90000) / 100.0 as decimal(18, 2)) as amount, 'EUR' as currency,
        pick(i, 'seen', 9000) as impressions, pick(i, 'clicked', 90) as clicks
    """,
    "account": """
        'c' || i as source_id, 'Firm ' || i as name, 'firm' || i || '.example' as domain,
        ['Software', 'Machines', 'Health', 'Retail', 'Energy', 'Food'][1 + pick(i, 'ind', 6)]
            as industry,
        1 + pick(i, 'emp', 5000) as employees,
        cast(100000 + pick(i, 'rev', 90000000) as decimal(18, 2)) as annual_revenue,
        ['Germany', 'France', 'Spain', 'Italy', 'Poland'][1 + pick(i, 'land', 5)] as country,
        'crm:m' || pick(i, 'owner', 150) as owner_id
    """,
    "person": """
        'p' || i as source_id,
        'p' || (i % {half}) || '@firm' || (i % {half} % {account}) || '.example' as email,
        'Person ' || (i % {half}) as name,
        ['Buyer', 'Head of Sales', 'Engineer', 'Owner'][1 + pick(i, 'title', 4)] as title,
        ['email', 'webinar', 'search', 'social', 'event'][1 + pick(i, 'ch', 5)] as first_channel,
        moment(i, 'person') as created_at,
        case when i < {half} then 'crm:c' || (i % {account}) end as account_id,
        ['Germany', 'France', 'Spain', 'Italy', 'Poland'][1 + pick(i, 'land', 5)] as country,
        moment(i, 'seen') as seen_at
    """,
    "lead": """
        'l' || i as source_id, 'crm:p' || pick(i, 'person', {half}) as person_id,
        'crm:c' || (pick(i, 'person', {half}) % {account}) as account_id,
        'crm:m' || pick(i, 'owner', 150) as owner_id,
        'crm:k' || pick(i, 'campaign', 300) as campaign_id,
        moment(i, 'lead') as created_at,
        ['email', 'webinar', 'search', 'social', 'event'][1 + pick(i, 'ch', 5)] as channel,
        ['New', 'Working', 'Accepted', 'Rejected', 'Qualified'][1 + pick(i, 'status', 5)] as status,
        case when pick(i, 'status', 5) = 3 then
            ['No budget', 'Wrong contact', 'Duplicate', 'Not now'][1 + pick(i, 'why', 4)] end
            as status_reason,
        chance(i, 'score') * 100 as score
    """,
    "stage_change": """
        't' || i as source_id, 'lead' as subject, 'crm:l' || (i % {lead}) as subject_id,
        'New' as from_stage,
        case when i < {lead} then 'MQL' else
            ['Working', 'Accepted', 'Rejected', 'Qualified'][1 + pick(i, 'to', 4)] end as to_stage,
        later(i % {lead}, i, case when i < {lead} then 1 else 14 end) as changed_at,
        'crm:m' || pick(i, 'by', 150) as changed_by_id,
        case when i >= {lead} and pick(i, 'to', 4) = 2 then
            ['No budget', 'Wrong contact', 'Duplicate', 'Not now'][1 + pick(i, 'why', 4)] end
            as reason
    """,
    "deal": """
        'd' || i as source_id, 'Deal ' || i as name,
        'crm:l' || (i * 6) as lead_id,
        'crm:p' || pick(i * 6, 'person', {half}) as person_id,
        'crm:c' || (pick(i * 6, 'person', {half}) % {account}) as account_id,
        'crm:m' || pick(i, 'owner', 150) as owner_id,
        cast(1000 + pick(i, 'amount', 90000) as decimal(18, 2)) as amount, 'EUR' as currency,
        later(i * 6, 'open', 20) as created_at, later(i * 6, 'close', 90) as closed_at,
        ['open', 'won', 'lost'][1 + pick(i, 'end', 3)] as outcome,
        case when pick(i, 'end', 3) = 2 then 'Price' end as lost_reason, 'new' as kind
    """,
    "activity": """
        'v' || i as source_id, later(i % {lead}, i, 60) as occurred_at,
        ['call', 'email', 'meeting', 'task', 'note'][1 + pick(i, 'kind', 5)] as kind,
        ['outbound', 'inbound', 'internal'][1 + pick(i, 'dir', 3)] as direction,
        'crm:m' || pick(i, 'who', 150) as member_id,
        'crm:p' || pick(i % {lead}, 'person', {half}) as person_id,
        case when i % 3 > 0 then 'crm:l' || (i % {lead}) end as lead_id,
        chance(i, 'minutes') * 60 as minutes, i % 11 = 0 as is_automatic
    """,
    "asset_use": """
        'u' || i as source_id, 'crm:a' || (pick(i, 'asset', 2000) * pick(i, 'more', 2000) // 2000)
            as asset_id,
        moment(i, 'use') as occurred_at,
        ['shared', 'presented', 'attached', 'viewed'][1 + pick(i, 'kind', 4)] as kind,
        'crm:m' || pick(i, 'who', 150) as member_id,
        case when i % 2 = 0 then 'crm:d' || pick(i, 'deal', {deal}) end as deal_id
    """,
    "attribute": """
        'x' || i as source_id, 'account' as subject, 'crm:c' || (i % {account}) as subject_id,
        ['Plan', 'Region'][1 + i % 2] as name, 'Value ' || pick(i, 'value', 12) as content
    """,
    "ticket": """
        'q' || i as source_id, moment(i, 'ticket') as opened_at,
        'crm:c' || pick(i, 'account', {account}) as account_id,
        'crm:m' || pick(i, 'who', 150) as member_id, 'Question' as category
    """,
    "touch": """
        'o' || i as source_id, moment(i, 'touch') as occurred_at,
        ['email', 'webinar', 'search', 'social', 'event'][1 + pick(i, 'ch', 5)] as channel,
        ['email_sent', 'email_open', 'email_click', 'visit', 'form'][1 + pick(i, 'kind', 5)]
            as kind,
        'email:p' || (pick(i, 'person', {person}) % {half}) || '@firm'
            || (pick(i, 'person', {person}) % {half} % {account}) || '.example' as person_id,
        'crm:k' || pick(i, 'campaign', 300) as campaign_id
    """,
    "identity": """
        'i' || i as source_id,
        case when i < {person} + {half} then 'person' else 'account' end as noun,
        case
            when i < {half} then 'crm:p' || i
            when i < {person} then 'mail:p' || i
            when i < {person} + {half} then 'email:p' || (i - {person}) || '@firm'
                || ((i - {person}) % {half} % {account}) || '.example'
            when i < {person} + {half} + {account} then 'crm:c' || (i - {person} - {half})
            else 'domain:firm' || (i - {person} - {half} - {account}) || '.example'
        end as ref,
        case
            when i < {person} then 'crm:p' || (i % {half})
            when i < {person} + {half} then 'crm:p' || (i - {person})
            else 'crm:c' || ((i - {person} - {half}) % {account})
        end as entity_id,
        'same email' as rule
    """,
}

ORIGINS = {"person": "case when i < {half} then 'crm' else 'mail' end", "touch": "'mail'"}


def counts(total: int) -> dict[str, int]:
    """Share a number of facts out among the nouns."""
    made = {noun: int(total * share) for noun, share in SHARES.items()}
    made |= {noun: min(few, max(total // 50, 1)) for noun, few in FEW.items()}
    return {**made, "touch": total - sum(made.values())}


def make(*, path: Path, total: int) -> Store:
    """Write a record of so many facts, and who is who among them, through the store."""
    store = Store.open(path=path, create=True)
    made = counts(total)
    sizes = {**made, "half": made["person"] * 2 // 3}
    with duckdb.connect() as connection, store.write(kind="import", now=NOW) as run:
        connection.execute("set TimeZone = 'UTC'; set memory_limit = '600MB'; set threads = 2")
        connection.execute(MACROS)
        for noun, count in made.items():
            run.append(noun, _rows(connection, noun, count, sizes))
        people = sizes["person"] + sizes["half"] + 2 * sizes["account"]
        run.replace(noun="identity", rows=_rows(connection, "identity", people, sizes))
    return store


def _rows(
    connection: duckdb.DuckDBPyConnection, noun: str, count: int, sizes: dict[str, int]
) -> pa.RecordBatchReader:
    columns = ROWS[noun].format(**sizes)
    named = {column.name for column in get_table(noun).all_columns}
    origin = ORIGINS.get(noun, "'crm'").format(**sizes)
    inner = f"select {origin} as origin, {columns} from range({count}) as made(i)"
    kept = [column for column in _columns(connection, inner) if column in named]
    return connection.execute(
        f"select origin || ':' || source_id as id, {', '.join(kept)} from ({inner})"
    ).to_arrow_reader(100_000)


def _columns(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [row[0] for row in connection.execute(f"describe {sql}").fetchall()]
