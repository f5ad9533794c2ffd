-- content_need.sql: one row a deal, a stage it was in during the period, and a persona it was sold
-- to: how many pieces of sales content for both were live while it was there. Won and lost are no
-- stages to need content in. A deal without a history is in the stage it is in now, while it is
-- open. Its people are its own and those of the acts that name it. Several stages or personas of
-- one piece stand apart by commas or semicolons; blanks, hyphens and capitals make no difference.
with closing as (
    select raw from lifecycle_stage where subject = 'deal' and stage in ('won', 'lost', 'customer')
),
moved as (
    select
        subject_id as deal_id,
        trim(to_stage) as stage,
        changed_at as entered_at,
        lead(changed_at) over (partition by subject_id order by changed_at, id) as left_at
    from stage_change
    where subject = 'deal' and changed_at is not null and to_stage is not null
),
standing as (
    select
        d.id as deal_id,
        trim(d.stage) as stage,
        d.created_at as entered_at,
        cast(null as timestamptz) as left_at
    from deal as d
    inner join deal_case as c on c.deal_id = d.id
    left join (select distinct deal_id from moved) as m on m.deal_id = d.id
    where m.deal_id is null and d.stage is not null and c.outcome = 'open'
),
span as (
    select
        s.deal_id,
        replace(replace(replace(lower(s.stage), ' ', ''), '_', ''), '-', '') as stage_key,
        s.stage,
        s.entered_at,
        case when s.left_at is not null then s.left_at else c.closed_at end as left_at
    from (select * from moved union all select * from standing) as s
    inner join deal_case as c on c.deal_id = s.deal_id
    left join closing as w on w.raw = lower(s.stage)
    where w.raw is null
),
called as (
    select replace(replace(replace(lower(stage), ' ', ''), '_', ''), '-', '') as stage_key, min(trim(stage)) as stage
    from deal
    where stage is not null
    group by replace(replace(replace(lower(stage), ' ', ''), '_', ''), '-', '')
),
stayed as (
    select
        s.deal_id,
        s.stage_key,
        min(coalesce(n.stage, s.stage)) as stage,
        min(s.entered_at) as entered_at,
        max(coalesce(s.left_at, z.ends_at)) as left_at
    from span as s
    cross join audit_window as z
    left join called as n on n.stage_key = s.stage_key
    where coalesce(s.entered_at < z.ends_at, true)
        and coalesce(s.left_at >= z.starts_at, true)
    group by s.deal_id, s.stage_key
),
met as (
    select deal_id, person_id from deal_case where person_id is not null
    union
    select a.deal_id, p.person_id
    from activity as a
    inner join person_entity as p on p.ref = a.person_id
    where a.deal_id is not null
),
sold_to as (
    select m.deal_id, replace(replace(replace(lower(w.persona), ' ', ''), '_', ''), '-', '') as persona_key, min(trim(w.persona)) as persona
    from met as m
    inner join who_person as w on w.person_id = m.person_id
    where trim(coalesce(w.persona, '')) <> ''
    group by m.deal_id, replace(replace(replace(lower(w.persona), ' ', ''), '_', ''), '-', '')
),
need as (
    select s.*, coalesce(p.persona_key, '') as persona_key, p.persona
    from stayed as s
    left join sold_to as p on p.deal_id = s.deal_id
),
tagged as (
    select
        asset_id,
        made_at,
        retired_at,
        ';' || replace(replace(replace(replace(lower(stage), ' ', ''), '_', ''), '-', ''), ',', ';') || ';' as stages,
        ';' || replace(replace(replace(replace(lower(persona), ' ', ''), '_', ''), '-', ''), ',', ';') || ';' as personas
    from sales_asset
    where is_listed and is_for_sales and trim(coalesce(stage, '')) <> ''
),
fitting as (
    select
        c.stage_key,
        c.persona_key,
        t.asset_id,
        t.made_at,
        t.retired_at,
        case when c.persona_key <> '' and contains(t.personas, ';' || c.persona_key || ';')
            then 1 else 0 end as fits_persona
    from (select distinct stage_key, persona_key from need) as c
    inner join tagged as t on contains(t.stages, ';' || c.stage_key || ';')
),
counted as (
    select
        n.deal_id,
        n.stage_key,
        n.persona_key,
        count(*) as stage_pieces,
        sum(f.fits_persona) as pieces
    from need as n
    inner join fitting as f on f.stage_key = n.stage_key and f.persona_key = n.persona_key
    where coalesce(f.made_at < n.left_at, true) and coalesce(f.retired_at > n.entered_at, true)
    group by n.deal_id, n.stage_key, n.persona_key
)
select
    n.deal_id,
    c.name as deal,
    c.buyer_id,
    c.owner_id,
    c.amount,
    c.outcome,
    n.stage_key,
    n.stage,
    n.persona_key,
    n.persona,
    n.entered_at,
    n.left_at,
    coalesce(k.stage_pieces, 0) as stage_pieces,
    coalesce(k.pieces, 0) as pieces
from need as n
inner join deal_case as c on c.deal_id = n.deal_id
left join counted as k
    on k.deal_id = n.deal_id and k.stage_key = n.stage_key and k.persona_key = n.persona_key
