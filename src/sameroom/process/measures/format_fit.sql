-- format_fit.sql: money spent and deals won, by the way in which buyers are met: face to face, by phone,
-- in writing, or by nobody. A deal goes by the last act of sales before the win; money by its channel:
-- events and visits are face to face, mailings in writing, telephone and webinars by phone, partners
-- are left out (''), and what is left is what buyers use alone: search, ads, social media, the web.
with paid as (
    select
        case
            when plain_channel in ('not stated', 'other', 'unknown') then ''
            when plain_channel like '%partner%' or plain_channel like '%referral%' then ''
            when plain_channel like '%event%' or plain_channel like '%show%'
                or plain_channel like '%fair%' or plain_channel like '%conference%'
                or plain_channel like '%visit%' or plain_channel like '%exhibition%'
                then 'face to face'
            when plain_channel like '%mail%' or plain_channel like '%newsletter%'
                or plain_channel like '%letter%' then 'in writing'
            when plain_channel like '%phone%' or plain_channel like '%call%'
                or plain_channel like '%telemarketing%' or plain_channel like '%webinar%'
                then 'by phone'
            else 'nobody'
        end as plain,
        cost
    from channel_result
    where cost > 0
),
closed as (
    select
        case
            when last_kind in ('visit', 'meeting', 'demo') then 'face to face'
            when last_kind = 'call' then 'by phone'
            when last_kind in ('email', 'message', 'proposal') then 'in writing'
            when last_kind = 'none' then 'nobody'
            else ''
        end as plain
    from process_close
),
both_sides as (
    select plain, cast(cost as double) as cost, 0 as deals from paid
    union all
    select plain, cast(0 as double) as cost, 1 as deals from closed
)
select plain, plain as name, sum(cost) as cost, sum(deals) as deals
from both_sides
group by plain
order by plain
