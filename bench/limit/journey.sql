select by_what, outcome, journey_id, max(hash(place, name_number, began, happened, is_marketing,
    is_cut)) as told
from journey_step group by by_what, outcome, journey_id;
select max(hash(outcome, buyer_id, ended, turn, deals, amount, deal_id, lead_made, deal_made))
    as told
from conversion;
