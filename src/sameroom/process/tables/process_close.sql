-- process_close.sql: one row a deal won in the period: the acts of sales before the win, and the kind
-- of the last. An act counts by its deal, by the deal's lead, by the deal's person, or, where it names
-- only a company, by the deal's company from the lead's or the deal's beginning on.
with won as (
    select
        d.deal_id,
        d.lead_id,
        d.person_id,
        d.account_id,
        d.buyer_id,
        d.channel,
        d.amount,
        d.closed_at,
        coalesce(case when d.lead_created_at < d.created_at then d.lead_created_at end, d.created_at)
            as began_at
    from deal_case as d
    where d.is_won and d.ended_in_window and d.closed_at is not null
),
tied as (
    select w.deal_id, a.act_id, a.kind, a.occurred_at
    from won as w
    inner join process_act as a on a.noun = 'deal' and a.case_id = w.deal_id
    union
    select w.deal_id, a.act_id, a.kind, a.occurred_at
    from won as w
    inner join process_act as a on a.noun = 'lead' and a.case_id = w.lead_id
    union
    select w.deal_id, a.act_id, a.kind, a.occurred_at
    from won as w
    inner join process_act as a on a.person_id = w.person_id
    where coalesce(a.noun, 'lead') = 'lead'
    union
    select w.deal_id, a.act_id, a.kind, a.occurred_at
    from won as w
    inner join account_entity as e on e.account_id = w.account_id
    inner join process_act as a on a.account_id = e.ref
    where a.noun is null and a.person_id is null and coalesce(a.occurred_at >= w.began_at, true)
),
before as (
    select
        t.deal_id,
        count(*) as acts,
        arg_max(t.kind, cast(cast(floor(epoch(t.occurred_at)) as bigint) as varchar) || t.act_id) as last_kind
    from tied as t
    inner join won as w on w.deal_id = t.deal_id
    where floor(epoch(t.occurred_at) / 86400) <= floor(epoch(w.closed_at) / 86400)
    group by t.deal_id
)
select
    w.deal_id,
    w.lead_id,
    w.person_id,
    w.account_id,
    w.buyer_id,
    coalesce(w.channel, 'not stated') as channel,
    w.amount,
    w.began_at,
    w.closed_at,
    coalesce(b.acts, 0) as acts,
    coalesce(b.last_kind, 'none') as last_kind
from won as w
left join before as b on b.deal_id = w.deal_id
