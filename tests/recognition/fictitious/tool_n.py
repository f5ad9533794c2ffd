"""Ostrand, an invented mainframe-era sales system: tabs, capitals, cut words, wide tables."""

import csv
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Sequence[object]  # in the order of the file's labels

TODAY = datetime(2026, 5, 29, 18, 0)  # noqa: DTZ001  # the export carries no time zone
FIRST = ("HAROLD", "DENISE", "CLYDE", "MARISOL", "WENDELL", "PRIYA", "LORRAINE", "OTIS", "BEATRIZ",
         "GORDON", "SHEILA", "TREVOR")  # fmt: skip
LAST = ("PENDERGAST", "OKAFOR", "LINDQUIST", "MARCHETTI", "HOBBS", "VELASCO", "TRAN", "DUCHARME",
        "FAIRWEATHER", "STOKES", "NAKAMURA")  # fmt: skip
FIRMS = ("ALLIED BEARING", "PRAIRIE HYDRAULICS", "CONSOLIDATED VALVE", "LAKESHORE TOOL & DIE",
         "TRI-COUNTY FASTENER", "MONARCH PACKAGING", "GRANITE STATE PUMP", "DELTA CONVEYOR",
         "PIEDMONT CASTINGS", "SUMMIT INDUSTRIAL", "BLUE RIVER MILLS")  # fmt: skip
TOWNS = (("TOLEDO", "OH", "419"), ("WICHITA", "KS", "316"), ("ERIE", "PA", "814"),
         ("DAVENPORT", "IA", "563"), ("MACON", "GA", "478"))  # fmt: skip
JOBS = ("PLANT MGR", "BUYER", "PURCHASING DIR", "MAINT SUPV", "VP OPERATIONS", "OWNER")
REPS = ("RKD", "TLB", "JMS", "EVH")
LINES = ("PUMPS", "SEALS", "DRIVES", "SERVICE")
LOSS = ("PRICE", "DELIVERY", "COMPETITOR", "NO BUDGET", "SPEC CHANGE")

NOUNS = {"SLSREP.txt": "member", "CUSTMST.txt": "account", "CNTCT.txt": "person",
         "OPPHDR.txt": "deal", "CALLHST.txt": "activity", "PROMO.txt": "campaign",
         "PROMOCST.txt": "spend", "INQRY.txt": "lead"}  # fmt: skip

LABELS: dict[str, dict[str, str]] = {
    "SLSREP.txt": {
        "REP_CD": "member.source_id", "REP_NM": "member.name", "REP_EML": "member.email",
        "DEPT": "member.team", "RGN": "member.region", "MGR_CD": "member.manager_id",
        "ACTV_FLG": "member.is_active", "HIRE_DT": "ignore", "COMM_PCT": "ignore",
        "QUOTA_AMT": "ignore",
    },
    "CUSTMST.txt": {
        "CUST_NO": "account.source_id", "CUST_NM": "account.name", "DBA_NM": "ignore",
        "ADDR_1": "ignore", "ADDR_2": "ignore", "CITY": "account.region|ignore",
        "ST": "account.region", "ZIP": "ignore", "CTRY_CD": "account.country",
        "PH_NO": "account.phone", "FAX_NO": "ignore", "WEB_ADDR": "account.domain",
        "SIC_DESC": "account.industry", "EMP_CNT": "account.employees",
        "ANNL_SLS": "account.annual_revenue", "SLS_REP": "account.owner_id",
        "TERR": "account.region|ignore",
        "CR_LMT": "ignore", "CR_RTG": "ignore", "TERMS_CD": "ignore", "TAX_EX_FLG": "ignore",
        "PRC_LVL": "ignore", "SHIP_VIA": "ignore", "YTD_SLS": "ignore", "LY_SLS": "ignore",
        "LST_ORD_DT": "ignore", "MRG_TO_CUST": "account.merged_into_id", "ADD_DT": "ignore",
        "CHG_DT": "account.seen_at|ignore", "CHG_USR": "ignore",
    },
    "CNTCT.txt": {
        "CNT_NO": "person.source_id", "CUST_NO": "person.account_id", "FST_NM": "person.name",
        "MID_INIT": "person.name|ignore", "LST_NM": "person.name", "TTL": "person.title",
        "EML_ADDR": "person.email", "PH_DIR": "person.phone", "PH_EXT": "ignore",
        "DCSN_ROLE": "person.buying_role", "EML_OPT_IN": "person.has_consent",
        "ADD_DT": "person.created_at", "REP_CD": "person.owner_id",
    },
    "OPPHDR.txt": {
        "OPP_NO": "deal.source_id", "OPP_DESC": "deal.name", "CUST_NO": "deal.account_id",
        "CNT_NO": "deal.person_id", "REP_CD": "deal.owner_id", "STG": "deal.stage",
        "PROB_PCT": "deal.probability", "EST_AMT": "deal.amount|deal.amount_stated",
        "WTD_AMT": "ignore", "CUR_CD": "deal.currency", "PROD_LN": "deal.product",
        "BUS_TYP": "deal.kind", "LD_SRC": "deal.channel", "OPN_DT": "deal.created_at",
        "EST_CLS_DT": "ignore", "ACT_CLS_DT": "deal.closed_at", "WL_CD": "deal.outcome",
        "LOSS_RSN": "deal.lost_reason", "COMPTR": "ignore", "PROMO_CD": "deal.campaign_id",
    },
    "CALLHST.txt": {
        "CALL_SEQ": "activity.source_id", "CALL_DT": "activity.occurred_at",
        "CALL_TYP": "activity.kind", "IN_OUT": "activity.direction", "REP_CD": "activity.member_id",
        "CUST_NO": "activity.account_id", "CNT_NO": "activity.person_id",
        "OPP_NO": "activity.deal_id", "DUR_MIN": "activity.minutes", "SUBJ": "activity.subject",
        "RSLT": "activity.outcome", "NXT_CALL_DT": "ignore", "CMNT": "message.body|ignore",
    },
    "PROMO.txt": {
        "PROMO_CD": "campaign.source_id", "PROMO_DESC": "campaign.name",
        "MEDIA": "campaign.channel",
        "PROMO_TYP": "campaign.kind", "STAT": "campaign.status", "STRT_DT": "campaign.starts_on",
        "END_DT": "campaign.ends_on", "BDGT_AMT": "campaign.budget", "TGT_AUD": "campaign.audience",
        "GL_ACCT": "ignore",
    },
    "PROMOCST.txt": {
        "POST_DT": "spend.spent_on", "PROMO_CD": "spend.campaign_id", "MEDIA": "spend.channel",
        "CST_AMT": "spend.amount|spend.amount_stated", "CUR_CD": "spend.currency",
        "IMPR_CNT": "spend.impressions", "CLK_CNT": "spend.clicks", "INV_NO": "ignore",
        "VNDR": "ignore",
    },
    "INQRY.txt": {
        "INQ_NO": "lead.source_id", "RCV_DT": "lead.created_at",
        "FST_NM": "lead.person_id|person.name",
        "LST_NM": "lead.person_id|person.name", "EML_ADDR": "lead.person_id|person.email",
        "CO_NM": "lead.account_id|account.name", "PH_NO": "person.phone|ignore",
        "INQ_SRC": "lead.channel", "PROMO_CD": "lead.campaign_id", "SCR": "lead.score",
        "STAT": "lead.status", "DISQ_RSN": "lead.status_reason", "ASGN_REP": "lead.owner_id",
        "ASGN_DT": "lead.assigned_at", "CONV_OPP_NO": "lead.deal_id",
        "CONV_DT": "lead.converted_at",
    },
}  # fmt: skip


def write(*, folder: Path, seed: int = 1, rows: int = 60) -> None:
    """Write every file of an export; `rows` is the number of contacts."""
    random = Random(seed)
    deals = [random.randrange(rows) for _ in range(rows * 2 // 3)]  # whose deal it is
    promos = [_before(random, 700) for _ in range(14)]
    _save(folder / "SLSREP.txt", [_rep(random, n) for n in range(len(REPS))])
    _save(folder / "CUSTMST.txt", [_firm(random, n) for n in range(max(rows // 2, 1))])
    _save(folder / "CNTCT.txt", [_person(random, n, rows) for n in range(rows)])
    _save(folder / "OPPHDR.txt", [_deal(random, n, who, rows) for n, who in enumerate(deals)])
    _save(folder / "CALLHST.txt", [_call(random, n, deals, rows) for n in range(rows * 2)])
    _save(folder / "PROMO.txt", [_promo(random, n, at) for n, at in enumerate(promos)])
    _save(folder / "PROMOCST.txt", [_cost(random, n, promos) for n in range(rows)])
    _save(folder / "INQRY.txt", [_inquiry(random, n, deals) for n in range(rows)])


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(LABELS[path.name])
        writer.writerows(rows)


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), seconds=random.randrange(30_000))


def _day(moment: datetime) -> str:
    return f"{moment:%Y%m%d}"


def _maybe(random: Random, share: float, *values: object) -> object:
    return random.choice(values) if random.random() < share else ""


def _cust(number: int, rows: int) -> str:
    return f"{200_150 + number % max(rows // 2, 1) * 7}"


def _phone(random: Random, area: str) -> str:
    return f"({area}) 555-{random.randrange(10_000):04}"


def _mail(number: int) -> str:
    firm = FIRMS[number % 11].replace(" ", "").replace("&", "").lower()
    return f"{FIRST[number % 12][0]}{LAST[number % 11]}{number}@{firm}.example".lower()


def _rep(random: Random, number: int) -> Row:
    name = ("RUTH DALTON", "TOM BRISCOE", "JANET SAYERS", "ERIK HOLM")[number]
    return (
        REPS[number], name, f"{name.replace(' ', '.').lower()}@ostrand.example",
        ("SALES", "SALES", "MARKETING", "SALES")[number],
        ("MIDWEST", "SOUTH", "EAST", "EAST")[number],
        "" if number == 0 else REPS[0], "Y" if number < 3 else "N", _day(_before(random, 6000)),
        random.choice((2.5, 3.0, 4.0)), random.choice((400_000, 650_000)),
    )  # fmt: skip


def _firm(random: Random, number: int) -> Row:
    (town, state, area), name = random.choice(TOWNS), FIRMS[number % 11]
    sales = random.randrange(2_000, 900_000)
    return (
        200_150 + number * 7, f"{name} {('INC', 'CO', 'LLC')[number % 3]}",
        _maybe(random, 0.1, name),
        f"{100 + number * 13} INDUSTRIAL PKWY", _maybe(random, 0.2, "STE 200", "BLDG C"), town,
        state,
        f"{random.randrange(10_000, 99_000)}", "US" if random.random() < 0.94 else "CA",
        _phone(random, area), _phone(random, area),
        f"WWW.{name.replace(' ', '').replace('&', '')}{number}.EXAMPLE",
        random.choice(("MACHINERY", "FOOD PROCESSING", "MINING", "PAPER MILLS")),
        random.choice((12, 45, 110, 380, 1200)), random.choice((1_500_000, 9_000_000, 42_000_000)),
        random.choice(REPS), random.choice(("MW1", "SE2", "NE4")),
        random.choice((5000, 25_000, 100_000)),
        random.choice("ABCD"), random.choice(("N30", "N60", "COD")), random.choice("YNNN"),
        random.choice((1, 2, 3)), random.choice(("UPS", "TRUCK", "WILLCALL")), sales,
        int(sales * random.uniform(0.5, 1.6)), _day(_before(random, 400)),
        200_150 + (number - 1) * 7 if number and random.random() < 0.06 else "",
        _day(_before(random, 7000)), _day(_before(random, 100)), random.choice(("RKD", "EDPBATCH")),
    )  # fmt: skip


def _person(random: Random, number: int, rows: int) -> Row:
    return (
        40_000 + number, _cust(number, rows), FIRST[number % 12], _maybe(random, 0.4, *"ABJM"),
        LAST[number % 11], _maybe(random, 0.9, *JOBS), _maybe(random, 0.85, _mail(number)),
        _phone(random, "419"), _maybe(random, 0.3, 101, 204, 318),
        _maybe(random, 0.6, "DECISION MAKER", "INFLUENCER", "USER", "GATEKEEPER"),
        random.choice("YYN"), _day(_before(random, 4000)), random.choice(REPS),
    )  # fmt: skip


def _deal(random: Random, number: int, who: int, rows: int) -> Row:
    opened, outcome = _before(random, 600), random.choice(("", "W", "W", "L"))
    amount, chance = random.randrange(12, 900) * 100, random.choice((10, 30, 50, 70, 90))
    line = random.choice(LINES)
    return (
        f"Q{60_100 + number}", f"{line} {FIRMS[who % 11]}", _cust(who, rows), 40_000 + who,
        random.choice(REPS), random.choice(("QUALIFY", "QUOTE", "NEGOTIATE", "CLOSED")), chance,
        amount, amount * chance // 100, "USD", line, random.choice(("NEW", "REPEAT", "UPGRADE")),
        random.choice(("TRADE SHOW", "REFERRAL", "CATALOG", "WEB")), _day(opened),
        _day(opened + timedelta(days=random.randrange(20, 200))),
        _day(opened + (TODAY - opened) * random.random()) if outcome else "", outcome,
        random.choice(LOSS) if outcome == "L" else "", _maybe(random, 0.3, "GRUNDER", "PARKSIDE"),
        _maybe(random, 0.5, *(f"P{n:03}" for n in range(14))),
    )  # fmt: skip


def _call(random: Random, number: int, deals: Sequence[int], rows: int) -> Row:
    place, kind = (
        random.randrange(max(len(deals), 1)),
        random.choice(("PHONE", "VISIT", "DEMO", "EMAIL")),
    )
    who = deals[place] if deals else 0
    return (
        number + 1, f"{_before(random, 500):%Y%m%d %H%M}", kind, random.choice("OOI"),
        random.choice(REPS), _cust(who, rows), 40_000 + who,
        f"Q{60_100 + place}" if random.random() < 0.6 else "", random.choice((5, 10, 20, 45, 90)),
        random.choice(("QUOTE FOLLOW UP", "INTRO", "PLANT WALK THRU", "PRICE INCREASE")),
        _maybe(random, 0.9, "SPOKE", "LEFT MSG", "NO ANS", "SET MTG"),
        _maybe(random, 0.3, _day(TODAY + timedelta(days=number % 30))),
        _maybe(random, 0.4, "WANTS REVISED DRAWING BEFORE PO.", "CALL BACK AFTER SHUTDOWN."),
    )  # fmt: skip


def _promo(random: Random, number: int, at: datetime) -> Row:
    media = ("MAIL", "SHOW", "WEB", "EMAIL")[number % 4]
    return (
        f"P{number:03}", f"{('SPRING', 'SUMMER', 'FALL')[number % 3]} {LINES[number % 4]} {at:%y}",
        media,
        random.choice(("CATALOG", "OPEN HOUSE", "DISCOUNT")),
        random.choice(("ACTIVE", "COMPLETE", "PLANNED")),
        _day(at), _day(at + timedelta(days=45)), random.choice((2500, 8000, 15_000)),
        random.choice(("PLANT MGRS OH/PA", "ALL ACTIVE", "DORMANT 12M")), f"6{number:02}0-100",
    )  # fmt: skip


def _cost(random: Random, number: int, promos: Sequence[datetime]) -> Row:
    place = random.randrange(len(promos))
    is_web = place % 4 == 2
    shown = random.randrange(900, 30_000)
    return (
        _day(promos[place] + timedelta(days=random.randrange(40))), f"P{place:03}",
        ("MAIL", "SHOW", "WEB", "EMAIL")[place % 4], f"{random.uniform(40, 4000):.2f}", "USD",
        shown if is_web else "", shown // random.randrange(20, 90) if is_web else "",
        f"INV{9000 + number}", random.choice(("ACME PRINT", "MIDCITY MEDIA", "EXPO CORP")),
    )  # fmt: skip


def _inquiry(random: Random, number: int, deals: Sequence[int]) -> Row:
    at, who = _before(random, 250), number + 700
    state = random.choice(("NEW", "ASSIGNED", "DISQ", "CONVERTED"))
    is_won, is_new = state == "CONVERTED", state == "NEW"
    assigned = at + timedelta(days=random.randrange(1, 9))
    return (
        300_500 + number, _day(at), FIRST[who % 12], LAST[who % 11], _mail(who), FIRMS[who % 11],
        _maybe(random, 0.7, _phone(random, "814")),
        random.choice(("WEB FORM", "PHONE IN", "SHOW CARD")),
        _maybe(random, 0.7, *(f"P{n:03}" for n in range(14))), random.randrange(5, 99), state,
        random.choice(("STUDENT", "NO PROJECT", "OUT OF TERR")) if state == "DISQ" else "",
        "" if is_new else random.choice(REPS), "" if is_new else _day(assigned),
        f"Q{60_100 + random.randrange(max(len(deals), 1))}" if is_won else "",
        _day(assigned + timedelta(days=5)) if is_won else "",
    )  # fmt: skip
