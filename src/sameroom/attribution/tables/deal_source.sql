-- deal_source.sql: one row a deal of the period: whether marketing sourced it, by three rules, and
-- whether marketing touched it at all. By the field: what its system names as the lead source. By
-- first touch: the first step known of its buyer, in the look-back before it was opened. Before
-- sales: any touch earlier than the first act of sales. A rule that cannot tell says null: so the
-- field where it names no source, or one that tells nothing, such as "direct".
with chosen as (
    select
        d.deal_id,
        d.name,
        d.buyer_id,
        d.outcome,
        d.amount,
        d.channel,
        d.created_at,
        d.closed_at,
        epoch(d.created_at)
            + case when epoch(d.created_at) = 86400 * floor(epoch(d.created_at) / 86400) then 86399
                else 0 end as made,
        coalesce(
            epoch(d.closed_at)
            + case when epoch(d.closed_at) = 86400 * floor(epoch(d.closed_at) / 86400) then 86399
                else 0 end,
            z.ends_epoch
        ) as ended,
        coalesce(d.created_at >= z.starts_at and d.created_at < z.ends_at, false) as is_created,
        coalesce(d.is_won and d.closed_at >= z.starts_at and d.closed_at < z.ends_at, false)
            as is_won
    from deal_case as d
    cross join audit_window as z
),
counted as (
    select * from chosen where is_created or is_won
),
met as (
    select
        c.deal_id,
        min(case when s.is_marketing and s.happened <= c.made then s.happened end)
            as marketing_before,
        min(case when not s.is_marketing and s.happened <= c.made then s.happened end)
            as sales_before,
        min(case when s.is_marketing then s.happened end) as marketing_first,
        min(case when not s.is_marketing then s.happened end) as sales_first
    from counted as c
    cross join attribution_term as t
    inner join buyer_step as s on s.buyer_id = c.buyer_id
    where s.happened <= c.ended and s.happened >= c.made - t.look_back
    group by c.deal_id
)
select
    c.deal_id,
    c.name,
    c.outcome,
    c.amount,
    c.channel,
    c.created_at,
    c.closed_at,
    c.is_created,
    c.is_won,
    case when c.channel is not null and n.raw is null then k.raw is null end as by_field,
    case
        when m.marketing_before is null and m.sales_before is null then null
        else coalesce(m.marketing_before < m.sales_before, m.marketing_before is not null)
    end as by_first_touch,
    case
        when m.marketing_first is null and m.sales_first is null then null
        else coalesce(m.marketing_first < m.sales_first, m.marketing_first is not null)
    end as before_sales,
    m.marketing_first is not null as is_influenced,
    m.deal_id is null as is_untouched
from counted as c
left join met as m on m.deal_id = c.deal_id
left join counted_word as k on k.meaning = 'sales' and k.raw = lower(trim(c.channel))
left join counted_word as n on n.meaning = 'direct' and n.raw = lower(trim(c.channel))
