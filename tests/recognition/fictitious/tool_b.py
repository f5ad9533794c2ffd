"""Exports of "Brightwire", a fictitious marketing tool: camelCase JSON lines and terse TSV files.

`write` puts the files into a folder; `NOUNS` says what a row of each file is, and `LABELS` what
each column means. A label is `noun.field`; `a|b` when either will do; `attribute` for a property
that has no field of its own; `ignore` for a column that tells nothing. Instants are epoch
milliseconds in the JSON lines and US dates in the TSV files; nothing is ever quoted.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

START = datetime(2025, 4, 1, tzinfo=UTC)

GIVEN = ("Priya", "Connor", "Lucía", "Hamish", "Yuki", "Odalys", "Bram", "Zofia", "Kwame", "Maeve")
FAMILY = ("Raman", "O'Dell", "Ibarra", "Sinclair", "Tanaka", "Ferrer", "de Wit", "Nowak", "Asante")
FIRMS = ("quarrybank", "tidewell", "marlowfoods", "ashgrove", "pinecrest", "loopfreight")
JOBS = ("Head of Operations", "Plant Manager", "Buyer", "CFO", "Site Engineer", "CTO")
LANES = ("paid_search", "newsletter", "trade_show", "webinar", "social_paid", "partner")
SIGNALS = ("emailSent", "emailOpened", "linkClicked", "pageViewed", "formFilled", "optedOut")
PUSHES = (
    "Spring throughput",
    "Zero downtime tour",
    "Retrofit guide",
    "Audit season",
    "Hello again",
)
PIECES = ("Downtime calculator", "Retrofit checklist", "Ashgrove case story", "Two-page overview")
USES = ("sharedWithBuyer", "openedInMeeting", "buyerViewed", "savedOffline")
DESKS = ("ines.calder@ourfirm.example", "rob.thorne@ourfirm.example", "amy.lund@ourfirm.example")

NOUNS = {
    "audiencePeople.jsonl": "person",
    "pushes.jsonl": "campaign",
    "signals.jsonl": "touch",
    "outlay.tsv": "spend",
    "library.tsv": "asset",
    "pulls.tsv": "asset_use",
}

LABELS: dict[str, dict[str, str]] = {
    "audiencePeople.jsonl": {
        "personKey": "person.source_id",
        "givenName": "person.name",
        "familyName": "person.name",
        "inbox": "person.email",
        "jobLine": "person.title",
        "worksAt": "person.account_id",
        "nation": "person.country",
        "cameVia": "person.first_channel",
        "joinedMs": "person.created_at",
        "okToMail": "person.has_consent",
        "warmth": "attribute",
        "schemaRev": "ignore|attribute",
    },
    "pushes.jsonl": {
        "pushKey": "campaign.source_id",
        "pushTitle": "campaign.name",
        "lane": "campaign.channel",
        "phase": "campaign.status",
        "runsFrom": "campaign.starts_on",
        "runsTo": "campaign.ends_on",
        "purse": "campaign.budget",
        "aimedAt": "campaign.audience",
        "headline": "campaign.subject",
    },
    "signals.jsonl": {
        "signalKey": "touch.source_id",
        "firedMs": "touch.occurred_at",
        "signal": "touch.kind",
        "lane": "touch.channel",
        "personKey": "touch.person_id",
        "pushKey": "touch.campaign_id",
        "pageUrl": "touch.url",
        "clientIp": "ignore|attribute",
    },
    "outlay.tsv": {
        "day": "spend.spent_on",
        "push": "spend.campaign_id",
        "lane": "spend.channel",
        "paid": "spend.amount|spend.amount_stated",
        "ccy": "spend.currency",
        "shown": "spend.impressions",
        "taps": "spend.clicks",
    },
    "library.tsv": {
        "piece_id": "asset.source_id",
        "piece": "asset.title",
        "form": "asset.kind",
        "made_by": "asset.made_by_team",
        "live_since": "asset.made_at",
        "pulled_on": "asset.retired_at",
        "production_cost": "asset.cost",
        "sales_step": "asset.stage",
        "reader": "asset.persona",
        "who_for": "asset.meant_for",
    },
    "pulls.tsv": {
        "pull_no": "asset_use.source_id",
        "piece_id": "asset_use.asset_id",
        "when": "asset_use.occurred_at",
        "how": "asset_use.kind",
        "desk": "asset_use.member_id",
        "buyer_inbox": "asset_use.person_id",
        "secs": "asset_use.seconds",
        "leaves": "asset_use.pages",
    },
}

Row = Mapping[str, object]


def write(*, folder: Path, seed: int = 1, rows: int = 120) -> None:
    """Write one export of every Brightwire list into the folder."""
    random = Random(seed)
    makers: dict[str, Callable[[Random, int], Sequence[object]]] = {
        "audiencePeople.jsonl": _person,
        "pushes.jsonl": _push,
        "signals.jsonl": _signal,
        "outlay.tsv": _outlay,
        "library.tsv": _piece,
        "pulls.tsv": _pull,
    }
    for name, make in makers.items():
        lines = [make(random, number) for number in range(1, rows + 1)]
        save = _save_lines if name.endswith(".jsonl") else _save_tabs
        save(folder / name, lines)


def _save_lines(path: Path, lines: Sequence[Sequence[object]]) -> None:
    keyed = [dict(zip(LABELS[path.name], line, strict=True)) for line in lines]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in keyed)
    path.write_text(text, encoding="utf-8")


def _save_tabs(path: Path, lines: Sequence[Sequence[object]]) -> None:
    head = "\t".join(LABELS[path.name])
    body = ["\t".join(str(cell) for cell in line) for line in lines]
    path.write_text("\n".join([head, *body]) + "\n", encoding="utf-8")


def _moment(random: Random) -> datetime:
    return START + timedelta(seconds=random.randrange(440 * 86_400))


def _epoch_ms(random: Random) -> int:
    return int(_moment(random).timestamp()) * 1000 + random.randrange(1000)


def _us_day(random: Random) -> str:
    return _moment(random).strftime("%m/%d/%Y")


def _inbox(random: Random) -> str:
    who = f"{random.choice(GIVEN)}.{random.choice(FAMILY)}".lower()
    plain = "".join(letter for letter in who if letter.isascii() and letter not in " '")
    return f"{plain}@{random.choice(FIRMS)}.example"


def _person(random: Random, number: int) -> list[object]:
    return [
        f"p_{number:05x}",
        random.choice(GIVEN),
        random.choice(FAMILY),
        _inbox(random),
        random.choice(JOBS),
        random.choice(FIRMS).title(),
        random.choice(("GB", "IE", "NL", "ES", "PL")),
        random.choice(LANES),
        _epoch_ms(random),
        random.random() < 0.8,
        random.randrange(1, 6),
        3,
    ]


def _push(random: Random, number: int) -> list[object]:
    start = _moment(random)
    return [
        f"push-{number:03d}",
        f"{random.choice(PUSHES)} {number}",
        random.choice(LANES),
        random.choice(("draft", "live", "wrapped")),
        start.date().isoformat(),
        (start + timedelta(days=random.choice((7, 21, 45)))).date().isoformat(),
        random.choice((1500, 4000, 12000)),
        random.choice(("Food makers over 50 people", "Everyone", "Past visitors")),
        random.choice(("Stop losing Mondays", "Your line, faster", "See it run")),
    ]


def _signal(random: Random, number: int) -> list[object]:
    return [
        f"s{number:07d}",
        _epoch_ms(random),
        random.choice(SIGNALS),
        random.choice(LANES),
        f"p_{random.randrange(1, 120):05x}",
        f"push-{random.randrange(1, 120):03d}",
        f"https://www.ourfirm.example/{random.choice(('retrofit', 'pricing', 'stories'))}",
        f"192.0.2.{random.randrange(1, 255)}",
    ]


def _outlay(random: Random, number: int) -> list[object]:
    shown = random.randrange(400, 90_000)
    return [
        _us_day(random),
        f"push-{number:03d}",
        random.choice(LANES),
        f"{random.uniform(4, 900):.2f}",
        random.choice(("EUR", "GBP")),
        shown,
        shown // random.randrange(20, 200),
    ]


def _piece(random: Random, number: int) -> list[object]:
    return [
        f"L{number:03d}",
        f"{random.choice(PIECES)} {number}",
        random.choice(("case study", "one-pager", "calculator", "deck")),
        random.choice(("marketing", "marketing", "sales")),
        _us_day(random),
        _us_day(random) if random.random() < 0.1 else "",
        random.choice((250, 900, 2400)),
        random.choice(("first call", "evaluation", "negotiation")),
        random.choice(("plant manager", "finance", "engineer")),
        random.choice(("sales", "buyers")),
    ]


def _pull(random: Random, number: int) -> list[object]:
    return [
        number,
        f"L{random.randrange(1, 120):03d}",
        _moment(random).strftime("%m/%d/%Y %I:%M %p"),
        random.choice(USES),
        random.choice(DESKS),
        _inbox(random),
        random.randrange(5, 900),
        random.randrange(1, 24),
    ]
