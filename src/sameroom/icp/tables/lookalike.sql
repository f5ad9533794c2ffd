-- lookalike.sql: one row a buyer whom sales has never contacted, in the order of how near they lie to
-- buyers who were won. The distance of two buyers is Gower's over segments: of the attributes known
-- of both, the share in which they differ; a pair needs three such attributes, or all there are.
-- A buyer's distance is the mean over the five nearest won ones. Above 500 won and 5,000 others, as
-- many are taken by the hash of their id.
with setting as (
    select least(count(*), 3) as needed from profile_attribute
),
contacted as (
    select buyer_id from sales_act where buyer_id is not null
    union
    select buyer_id from deal_case where buyer_id is not null
    union
    select buyer_id from handoff_case where buyer_id is not null
),
bought as (
    select distinct buyer_id from deal_case where is_won and buyer_id is not null
),
reached as (
    select buyer_id, max(case when step = 'targeted' then 1 else 0 end) as is_targeted
    from account_step
    group by buyer_id
),
won as (
    select p.*
    from (
        select
            p.*,
            row_number() over (order by md5(p.buyer_id), p.buyer_id) as dealt
        from buyer_profile as p
        inner join bought as b on b.buyer_id = p.buyer_id
    ) as p
    where p.dealt <= 500
),
fresh as (
    select p.*
    from (
        select
            p.*,
            row_number() over (order by md5(p.buyer_id), p.buyer_id) as dealt
        from buyer_profile as p
        left join contacted as c on c.buyer_id = p.buyer_id
        where c.buyer_id is null
    ) as p
    where p.dealt <= 5000
),
-- Buyers with the same segments lie equally near: each kind is measured once.
kind as (
    select
        label_1, label_2, label_3, label_4, label_5, label_6, label_7, label_8,
        min(buyer_id) as kind_id
    from fresh
    group by label_1, label_2, label_3, label_4, label_5, label_6, label_7, label_8
),
compared as (
    select
        k.kind_id,
        w.buyer_id as won_id,
        case when k.label_1 = w.label_1 then 1 else 0 end
            + case when k.label_2 = w.label_2 then 1 else 0 end
            + case when k.label_3 = w.label_3 then 1 else 0 end
            + case when k.label_4 = w.label_4 then 1 else 0 end
            + case when k.label_5 = w.label_5 then 1 else 0 end
            + case when k.label_6 = w.label_6 then 1 else 0 end
            + case when k.label_7 = w.label_7 then 1 else 0 end
            + case when k.label_8 = w.label_8 then 1 else 0 end as agreeing,
        case when k.label_1 is not null and w.label_1 is not null then 1 else 0 end
            + case when k.label_2 is not null and w.label_2 is not null then 1 else 0 end
            + case when k.label_3 is not null and w.label_3 is not null then 1 else 0 end
            + case when k.label_4 is not null and w.label_4 is not null then 1 else 0 end
            + case when k.label_5 is not null and w.label_5 is not null then 1 else 0 end
            + case when k.label_6 is not null and w.label_6 is not null then 1 else 0 end
            + case when k.label_7 is not null and w.label_7 is not null then 1 else 0 end
            + case when k.label_8 is not null and w.label_8 is not null then 1 else 0 end as known
    from kind as k
    cross join won as w
),
ranked as (
    select
        c.kind_id,
        c.won_id,
        c.known,
        c.agreeing,
        1 - c.agreeing / nullif(cast(c.known as double), 0) as distance,
        row_number() over (
            partition by c.kind_id
            order by 1 - c.agreeing / nullif(cast(c.known as double), 0), c.known desc, c.won_id
        ) as place
    from compared as c
    cross join setting as s
    where c.known >= s.needed
),
near as (
    select
        kind_id,
        round(avg(distance), 6) as distance,
        count(*) as neighbours,
        max(case when place = 1 then won_id end) as nearest_id,
        max(case when place = 1 then agreeing end) as agreeing,
        max(case when place = 1 then known end) as known
    from ranked
    where place <= 5
    group by kind_id
),
named as (
    select
        max(case when place = 1 then attribute end) as name_1,
        max(case when place = 2 then attribute end) as name_2,
        max(case when place = 3 then attribute end) as name_3,
        max(case when place = 4 then attribute end) as name_4,
        max(case when place = 5 then attribute end) as name_5,
        max(case when place = 6 then attribute end) as name_6,
        max(case when place = 7 then attribute end) as name_7,
        max(case when place = 8 then attribute end) as name_8
    from profile_attribute
),
measured as (
    select
        f.buyer_id,
        n.distance,
        n.neighbours,
        n.nearest_id,
        n.agreeing,
        n.known,
        case when f.label_1 = w.label_1 then '; ' || a.name_1 || ': ' || f.label_1 else '' end
            || case when f.label_2 = w.label_2 then '; ' || a.name_2 || ': ' || f.label_2 else '' end
            || case when f.label_3 = w.label_3 then '; ' || a.name_3 || ': ' || f.label_3 else '' end
            || case when f.label_4 = w.label_4 then '; ' || a.name_4 || ': ' || f.label_4 else '' end
            || case when f.label_5 = w.label_5 then '; ' || a.name_5 || ': ' || f.label_5 else '' end
            || case when f.label_6 = w.label_6 then '; ' || a.name_6 || ': ' || f.label_6 else '' end
            || case when f.label_7 = w.label_7 then '; ' || a.name_7 || ': ' || f.label_7 else '' end
            || case when f.label_8 = w.label_8 then '; ' || a.name_8 || ': ' || f.label_8 else '' end
            as shared
    from fresh as f
    inner join kind as k
        on coalesce(k.label_1, '') = coalesce(f.label_1, '')
        and coalesce(k.label_2, '') = coalesce(f.label_2, '')
        and coalesce(k.label_3, '') = coalesce(f.label_3, '')
        and coalesce(k.label_4, '') = coalesce(f.label_4, '')
        and coalesce(k.label_5, '') = coalesce(f.label_5, '')
        and coalesce(k.label_6, '') = coalesce(f.label_6, '')
        and coalesce(k.label_7, '') = coalesce(f.label_7, '')
        and coalesce(k.label_8, '') = coalesce(f.label_8, '')
    inner join near as n on n.kind_id = k.kind_id
    inner join won as w on w.buyer_id = n.nearest_id
    cross join named as a
)
select
    m.buyer_id,
    coalesce(c.name, p.name) as name,
    row_number() over (order by m.distance, m.known desc, m.buyer_id) as place,
    m.distance,
    m.nearest_id,
    coalesce(o.name, q.name) as nearest_name,
    m.agreeing,
    m.known,
    m.neighbours,
    substring(m.shared, 3) as shared,
    coalesce(r.is_targeted, 0) as is_targeted
from measured as m
left join who_account as c on c.account_id = m.buyer_id
left join who_person as p on p.person_id = m.buyer_id
left join who_account as o on o.account_id = m.nearest_id
left join who_person as q on q.person_id = m.nearest_id
left join reached as r on r.buyer_id = m.buyer_id
