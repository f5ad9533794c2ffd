"""Reads the stock of header lists in `stock/` and makes up values for them.

A list is plain text. `== name.csv noun` begins a file whose rows are of that noun; `!link=0.8`
after it would make the share of filled references. Each line below is a column:
`header ; what it holds ; what it means`. What it holds is one of

- `person.email`, `account.name`, `deal.id` … : that trait of the row's own entity, or of the one
  that the row belongs to;
- `pick a/b/c`, `int 1 90`, `money 100 9000`, `float 0 1`, `day`, `time`, `later` (after the row's
  day), `flag`, `yes`, `bit`, `text`, `words`, `mmss`, `hhmm`, `hhmmss`, `running`, `token`,
  `empty`; a `?` at the end leaves a third of the cells empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sameroom.connectors.mapping import SheetSample

STOCK = Path(__file__).parent / "stock"
_FIRST = ("Anna", "Marco", "Sofia", "Peter", "Lena", "Tom", "Maria", "Jan", "Julie", "Victor",
          "Oskar", "Priya", "Wen", "Yusuf", "Tilda", "Ravi")  # fmt: skip
_LAST = ("Novak", "Becker", "Rossi", "Lindqvist", "Ortega", "Jansen", "Dubois", "Haas", "Okafor",
         "Sato", "Marlow", "Pereira", "Quist", "Vogel")  # fmt: skip
_FIRMS = ("Nordlicht", "Bracken", "Copperline", "Delmar", "Eastgate", "Fernwood", "Grauwerk",
          "Hollis", "Inverna", "Juniper", "Kestmar", "Lowick", "Marrow", "Nettle", "Oakhurst",
          "Pinnow", "Quarry", "Rivella", "Saltmere", "Tarn")  # fmt: skip
_ENDS = ("GmbH", "Ltd", "Inc", "", "", "S.A.", "BV", "Group")
_COUNTRIES = ("Germany", "France", "Spain", "Italy", "Netherlands", "United States")
_CITIES = ("Hamburg", "Lyon", "Sevilla", "Torino", "Utrecht", "Denver")
_TITLES = ("Head of Sales", "CFO", "Buyer", "Marketing Manager", "IT Director", "CEO")
_TOPICS = ("Rollout", "Pilot", "Renewal", "Audit", "Launch", "Upgrade", "Review", "Training")
_CHANNELS = ("Email", "Paid Search", "Social", "Event", "Display")
_WORDS = ("we", "would", "like", "to", "know", "more", "about", "the", "offer", "that", "was",
          "sent", "last", "week")  # fmt: skip
_START = datetime(2025, 3, 1, 8, 0)  # noqa: DTZ001  # exports often write no zone
_SIZE = {"person": 90, "account": 40, "member": 9, "campaign": 14, "deal": 70, "lead": 80,
         "asset": 20, "activity": 120, "ticket": 60, "product": 12, "touch": 120}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stock:
    """A made-up tool's folder: its files, and what each column of each means."""

    name: str
    samples: tuple[SheetSample, ...]
    labels: dict[str, dict[str, str]]


def read_all(*, seed: int = 3) -> Iterator[Stock]:
    """Read every list and fill it with made-up values."""
    for path in sorted(STOCK.glob("*.txt")):
        yield read(path=path, seed=seed)


def read(*, path: Path, seed: int = 3) -> Stock:
    """Read one list."""
    random = Random(f"{path.stem} {seed}")
    world = _World(random, path.stem)
    files: list[tuple[str, str, list[tuple[str, str, str]]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            name, noun = line.removeprefix("==").split()
            files.append((name, noun, []))
        elif line.strip() and not line.startswith("#"):
            header, holds, means = (part.strip() for part in line.split(";"))
            files[-1][2].append((header, holds, means))
    samples = tuple(_sample(world, name, noun, columns) for name, noun, columns in files)
    return Stock(path.stem, samples, {
        name: {header: means for header, _, means in columns} for name, _, columns in files
    })  # fmt: skip


class _World:
    """The entities of one tool."""

    def __init__(self, random: Random, name: str) -> None:
        self.random = random
        self.tool = name
        style = random.choice(("number", "hex", "prefixed"))
        self.traits = {noun: [self._traits(noun, i, style) for i in range(size)]
                       for noun, size in _SIZE.items()}  # fmt: skip

    def _traits(self, noun: str, place: int, style: str) -> dict[str, str]:
        r = self.random
        first, last = r.choice(_FIRST), r.choice(_LAST)
        firm = f"{_FIRMS[place % len(_FIRMS)]} {r.choice(_ENDS)}".strip()
        if place >= len(_FIRMS):
            firm = f"{r.choice(_LAST)} {firm}"
        domain = firm.lower().replace(" ", "").replace(".", "") + ".example"
        number = 104000 + 977 * list(_SIZE).index(noun) + 3 * place
        key = {"number": str(number), "hex": f"{r.getrandbits(64):016x}",
               "prefixed": f"{noun[:2].upper()}-{number}"}[style]  # fmt: skip
        mail = f"{first}.{last}{place}@{domain if noun != 'member' else 'ourfirm.example'}"
        title = f"{r.choice(_TOPICS)} {r.choice(_FIRMS)} {place + 1}"
        return {"id": key, "first": first, "last": last, "name": f"{first} {last}",
                "email": mail.lower(),
                "phone": f"+49 {r.randint(30, 89)} {r.randint(1000000, 9999999)}",
                "mobile": f"+49 17{r.randint(1, 9)} {r.randint(1000000, 9999999)}",
                "firm": firm, "domain": domain, "url": f"https://www.{domain}",
                "title": title, "job": r.choice(_TITLES), "country": r.choice(_COUNTRIES),
                "city": r.choice(_CITIES), "channel": r.choice(_CHANNELS)}  # fmt: skip


def _sample(
    world: _World, name: str, noun: str, columns: list[tuple[str, str, str]]
) -> SheetSample:
    size = _SIZE.get(noun, 120)
    rows = [_row(world, noun, place, [holds for _, holds, _ in columns]) for place in range(size)]
    cells = tuple(tuple(row[i] or None for row in rows) for i in range(len(columns)))
    headers = tuple(header for header, _, _ in columns)
    return SheetSample(name, Path(name).stem, headers, cells, size)


def _row(world: _World, noun: str, place: int, holds: list[str]) -> list[str]:
    r = world.random
    day = _START + timedelta(days=r.randint(0, 400), minutes=r.randint(0, 600))
    entity = {n: r.choice(found) for n, found in world.traits.items()}
    if noun in world.traits:
        entity[noun] = world.traits[noun][place]
    return [_cell(r, text, entity, day, place) for text in holds]


def _cell(
    r: Random, text: str, entity: dict[str, dict[str, str]], day: datetime, place: int
) -> str:
    if text.endswith("?"):
        if r.random() < 1 / 3:
            return ""
        text = text[:-1]
    kind, _, rest = text.partition(" ")
    if "." in kind:
        noun, _, trait = kind.partition(".")
        if trait == "name" and noun in {"account"}:
            trait = "firm"
        if trait == "name" and noun in {
            "deal",
            "campaign",
            "asset",
            "activity",
            "ticket",
            "product",
        }:
            trait = "title"
        return entity[noun][trait]
    return _made(r, kind, rest, day, place)


def _made(r: Random, kind: str, rest: str, day: datetime, place: int) -> str:
    if kind == "pick":
        return r.choice(rest.split("/"))
    if kind in {"int", "money", "float"}:
        low, high = (float(part) for part in rest.split())
        number = r.uniform(low, high)
        return str(int(number)) if kind == "int" else f"{number:.2f}"
    later = day + timedelta(days=r.randint(1, 60), minutes=r.randint(0, 500))
    made = {
        "day": f"{day:%Y-%m-%d}", "time": f"{day:%Y-%m-%d %H:%M}", "dmy": f"{day:%d.%m.%Y}",
        "laterdmy": f"{later:%d.%m.%Y}", "iso": f"{day:%Y-%m-%dT%H:%M:%SZ}",
        "lateriso": f"{later:%Y-%m-%dT%H:%M:%SZ}", "epoch": str(int(day.timestamp()) + 3600),
        "later": f"{later:%Y-%m-%d}", "latertime": f"{later:%Y-%m-%d %H:%M}",
        "flag": r.choice(("true", "false")), "yes": r.choice(("Yes", "No")),
        "ja": r.choice(("Ja", "Nein")), "oui": r.choice(("Oui", "Non")),
        "bit": r.choice("01"), "words": f"{r.choice(_TOPICS)} {r.choice(_WORDS)}",
        "text": " ".join(r.choices(_WORDS, k=11)),
        "mmss": f"{r.randint(0, 59)}:{r.randint(0, 59):02}",
        "hhmm": f"{r.randint(0, 3)}:{5 * r.randint(0, 11):02}",
        "hhmmss": f"0{r.randint(0, 2)}:{r.randint(0, 59):02}:{r.randint(0, 59):02}",
        "running": str(50211 + place), "token": f"{r.getrandbits(80):020x}",
        "page": f"https://www.ourfirm.example/{r.choice(_TOPICS).lower()}", "empty": "",
        "ip": f"10.{r.randint(0, 255)}.{r.randint(0, 255)}.7", "json": '{"a": 1}',
    }  # fmt: skip
    return made[kind]
