select person_id, account_id, max(hash(occurred_at, origin)) as told
from touch group by person_id, account_id;
