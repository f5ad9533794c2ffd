"""Reads dates of every spelling: Python finds out the spelling, DuckDB reads the column."""

import re
from dataclasses import dataclass, field

from sameroom.importing.sql_text import array, first_of, lookup, quoted

MONTHS = (
    "jan january januar janvier janv ene enero gennaio gen januari janeiro",
    "feb february februar février fevrier févr fevr febrero febbraio februari fev fevereiro",
    "mar march märz maerz mär mrz mars marzo maart mrt março marco",
    "apr april avril avr abr abril aprile",
    "may mai mayo maggio mag mei maio",
    "jun june juni juin junio giugno giu junho",
    "jul july juli juillet juil julio luglio lug julho",
    "aug august août aout ago agosto augustus",
    "sep sept september septembre septiembre settembre set setembro",
    "oct october oktober okt octobre octubre ottobre ott outubro out",
    "nov november novembre noviembre novembro",
    "dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro",
)
MONTH = {word: number for number, words in enumerate(MONTHS, start=1) for word in words.split()}
ENGLISH = {word for words in MONTHS for word in words.split()[:2]} - {"sept", "mai"}
DATE = re.compile(r"(\d{1,4})(\s?[-/.]\s?)(\d{1,2})\2(\d{1,4})\.?")
NAMED = re.compile(r"(\d{1,2})(\.?[-\s/]+)([A-Za-z]{3,9})([-\s/,]+)(\d{2,4})")
NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})(\.?[-\s]+)(\d{1,2})(,?[-\s]+)(\d{4})")
SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
TIME = re.compile(
    r"(\s*,?\s*T?|\s+|\s+at\s+)(\d{1,2})([:.])(\d{2})(?:\3(\d{2})([.,]\d+)?)?(\s?)([AaPp]\.?[Mm]\.?)?"
)
SOLID_TIME = re.compile(r"(T?)(\d{2})(\d{2})(\d{2})?")
ZONE = re.compile(r"(\s?)(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})")
SAID_ZONE = "(Z|z|UTC|GMT|[0-9][+-][0-9]{2}(:?[0-9]{2})?|\\s[+-][0-9]{2}(:?[0-9]{2})?)$"
EPOCHS = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}


@dataclass(slots=True)
class Spellings:
    """The spellings of dates met in a column.

    Args:
        style: one of the mapping's date styles; "" is ISO.
        zone: the zone of instants that do not state one.
        plain, utc, offset: `strptime` formats without a zone, ending in Z or UTC, and with an
            offset.
        mended: values of no such format, and their ISO form.
    """

    style: str = ""
    zone: str = "UTC"
    plain: list[str] = field(default_factory=list)
    utc: list[str] = field(default_factory=list)
    offset: list[str] = field(default_factory=list)
    mended: dict[str, str] = field(default_factory=dict)

    def learn(self, values: list[str]) -> bool:
        """Take in values that the column's SQL cannot read yet; tells whether any was new."""
        learnt = [self._learn_one(value) for value in values]
        return any(learnt)

    def _learn_one(self, value: str) -> bool:
        spelt = spell(value, style=self.style)
        if spelt:
            text, kind = spelt
            known = {"plain": self.plain, "utc": self.utc, "offset": self.offset}[kind]
            if text in known:
                return False
            known.append(text)
            known.sort(key=lambda spelling: "%y" not in spelling)  # 24 is no year 0024
            return True
        iso = in_words(value)
        if iso and value not in self.mended:
            self.mended[value] = iso
            return True
        return False


def spell(value: str, *, style: str) -> tuple[str, str] | None:
    """Tell the `strptime` format of a value, and whether it states its zone."""
    value = value.strip()
    day = _day(value, style)
    if day is None:
        return None
    text, rest = day
    clock = _clock(rest, solid="%Y%m%d" in text)
    if clock is None:
        return None
    time_text, rest = clock
    if not rest:
        return text + time_text, "plain"
    zone = ZONE.fullmatch(rest)
    if not zone or not time_text:
        return None
    if zone[2][0] in "+-":
        return f"{text}{time_text}{zone[1]}%z", "offset"
    return f"{text}{time_text}{zone[1]}{zone[2]}", "utc"


def _day(value: str, style: str) -> tuple[str, str] | None:
    if found := NAMED_FIRST.match(value):
        month = _month_code(found[1])
        return (f"{month}{found[2]}%d{found[4]}%Y", value[found.end() :]) if month else None
    if found := NAMED.match(value):
        month = _month_code(found[3])
        year = "%Y" if len(found[5]) == 4 else "%y"
        return (f"%d{found[2]}{month}{found[4]}{year}", value[found.end() :]) if month else None
    if found := DATE.match(value):
        order = _order(found[1], found[3], found[4], style)
        return order and (found[2].join(order) + _dot(found[0]), value[found.end() :])
    if found := SOLID.match(value):
        return "%Y%m%d", value[found.end() :]
    return None


def _dot(text: str) -> str:
    return "." if text.endswith(".") else ""


def _month_code(word: str) -> str | None:
    if word.lower() not in ENGLISH:
        return None
    return "%b" if len(word) == 3 else "%B"


def _order(first: str, second: str, third: str, style: str) -> tuple[str, str, str] | None:
    """Tell what the three numbers are; None where nothing says which is the day."""
    if len(first) == 4:
        return "%Y", "%m", "%d"
    year = {4: "%Y", 2: "%y"}.get(len(third))
    if year is None or len(first) > 2:
        return None
    if style == "mdy":
        return "%m", "%d", year
    if style == "dmy" or int(first) > 12:
        return "%d", "%m", year
    return ("%m", "%d", year) if int(second) > 12 else None


def _clock(rest: str, *, solid: bool) -> tuple[str, str] | None:
    if not rest:
        return "", ""
    if solid and (found := SOLID_TIME.match(rest)):
        return f"{found[1]}%H%M{'%S' if found[4] else ''}", rest[found.end() :]
    found = TIME.match(rest)
    if not found:
        return None
    seconds = f"{found[3]}%S" if found[5] else ""
    fraction = f"{found[6][0]}%{'f' if len(found[6]) <= 7 else 'n'}" if found[6] else ""
    half = found[8] or ""
    hour = "%I" if half else "%H"
    if half and len(half) > 2:
        return None
    marker = f"{found[7]}%p" if half else ""
    gap = "" if half else found[7]
    return f"{found[1]}{hour}{found[3]}%M{seconds}{fraction}{marker}", gap + rest[found.end() :]


def in_words(value: str) -> str | None:
    """Read a date with a month's name in one of our languages, or with an ordinal day."""
    words = re.findall(r"[^\W\d_]+|\d+", value.lower())
    months = [MONTH[word] for word in words if word in MONTH]
    clock = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?", value.lower())
    before_clock = value[: clock.start()] if clock else value
    numbers = [int(part) for part in re.findall(r"\d+", before_clock)]
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if 1 <= number <= 31]
    if len(months) != 1 or len(years) != 1 or len(days) != 1 or years[0] < 1000:
        return None
    date = f"{years[0]:04d}-{months[0]:02d}-{days[0]:02d}"
    return f"{date} {_hours(clock)}" if clock else date


def _hours(clock: re.Match[str]) -> str:
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4] == "p" else 0)
    return f"{hour:02d}:{clock[2]}:{clock[3] or '00'}"


def is_zone(name: str) -> bool:
    """Tell whether there is a time zone of that name."""
    from zoneinfo import available_timezones  # reads a folder, and only commands ask

    return name in available_timezones()


def instant_sql(text: str, spellings: Spellings, *, session_zone: str) -> str:
    """Write the SQL that reads a column as UTC instants; null where it cannot."""
    zone = quoted(spellings.zone)
    ways: list[str] = []
    if spellings.style in EPOCHS:
        ways.append(_epoch(text, EPOCHS[spellings.style]))
    elif spellings.style == "excel":
        ways.append(f"timezone({zone}, {_excel(text)})")
    elif spellings.style in {"", "ymd"}:
        ways.append(_iso(text, spellings.zone, session_zone))
    if spellings.plain:
        ways.append(f"timezone({zone}, try_strptime({text}, {array(spellings.plain)}))")
    if spellings.utc:
        ways.append(f"timezone('UTC', try_strptime({text}, {array(spellings.utc)}))")
    if spellings.offset:
        ways.append(f"try_strptime({text}, {array(spellings.offset)})")
    if spellings.mended:
        mended = lookup(text, spellings.mended)
        ways.append(f"timezone({zone}, try_cast({mended} as timestamp))")
    return first_of(ways, none="cast(null as timestamptz)")


def date_sql(text: str, spellings: Spellings, *, session_zone: str) -> str:
    """Write the SQL that reads a column as calendar days of its own zone."""
    if spellings.style in {"", "ymd"} and not (spellings.plain or spellings.offset):
        plain = f"case when length({text}) <= 10 then try_cast({text} as date) end"
        late = _local_day(text, spellings, session_zone)
        return f"coalesce({plain}, {late})"
    return _local_day(text, spellings, session_zone)


def _local_day(text: str, spellings: Spellings, session_zone: str) -> str:
    instant = instant_sql(text, spellings, session_zone=session_zone)
    return f"cast(timezone({quoted(spellings.zone)}, {instant}) as date)"


def _iso(text: str, zone: str, session_zone: str) -> str:
    if zone == session_zone == "UTC":  # a short text states no zone, and this way is faster
        plain = f"make_timestamptz(epoch_us(try_cast({text} as timestamp)))"
        return (
            f"case when strlen({text}) <= 16 then {plain} else try_cast({text} as timestamptz) end"
        )
    if zone == session_zone:
        return f"try_cast({text} as timestamptz)"
    return (
        f"case when regexp_matches({text}, {quoted(SAID_ZONE)}) and length({text}) > 12 "
        f"then try_cast({text} as timestamptz) "
        f"else timezone({quoted(zone)}, try_cast({text} as timestamp)) end"
    )


def _epoch(text: str, factor: int) -> str:
    number = f"try_cast({text} as double)"
    micros = f"try_cast(round({number} * {factor}) as bigint)"
    return f"case when abs({number}) < 1e17 / {factor} then make_timestamptz({micros}) end"


def _excel(text: str) -> str:
    number = f"try_cast({text} as double)"
    micros = f"cast(round({number} * 86400000000) as bigint)"
    return (
        f"case when {number} between 1 and 200000 "
        f"then timestamp '1899-12-30' + to_microseconds({micros}) end"
    )
