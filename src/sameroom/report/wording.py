"""Writes values, ranges, counts and periods as a person would read them."""

import re
from datetime import datetime, timedelta
from math import floor, inf, isfinite, log10

from sameroom.measure import Interval, Part, Unit, Window

SPACE = "\u00a0"  # keeps a number and its unit on one line
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "BRL": "R$"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ACRONYMS = {"icp": "ideal customer", "crm": "CRM", "psi": "PSI", "p90": "slowest tenth (P90)"}
IRREGULAR = {
    "person": "people",
    "spend": "days of spending",
    "piece of content": "pieces of content",
    "use of content": "uses of content",
    "change of stage": "changes of stage",
    "time a deal was in a stage": "times a deal was in a stage",
}
# What a person calls the rows that the record keeps.
NOUNS = {
    "account": "company",
    "asset": "piece of content",
    "asset_use": "use of content",
    "member": "colleague",
    "stage_change": "change of stage",
    "touch": "marketing touch",
    "ticket": "service case",
}
QUOTED = re.compile("“([^”]*)”")
SNAKE = re.compile("[a-z0-9]+(_[a-z0-9]+)+")
# The stages of HubSpot's usual pipeline, which its exports give by their inner names.
STAGES = {
    "appointmentscheduled": "appointment scheduled",
    "qualifiedtobuy": "qualified to buy",
    "presentationscheduled": "presentation scheduled",
    "decisionmakerboughtin": "decision maker bought in",
    "contractsent": "contract sent",
    "closedwon": "closed won",
    "closedlost": "closed lost",
    "marketingqualifiedlead": "marketing qualified lead",
    "salesqualifiedlead": "sales qualified lead",
}
RUN_TOGETHER = re.compile(rf"\b({'|'.join(STAGES)})\b")
# Characters that steer the direction of text or are not text at all.
STEERING = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: object) -> str:
    """Take from a text from outside what would hide or turn round what it says."""
    return STEERING.sub("", str(text))


def isolated(text: object) -> str:
    """Set a text from outside apart where no element can stand, as in a title: a `bdi` of signs."""
    return f"\u2068{clean(text)}\u2069"


def apart(text: object) -> str:
    """Set what a sentence quotes apart, so that names from outside are said as they are."""
    return QUOTED.sub(lambda found: f"“{isolated(found[1])}”", clean(text))


def words(text: object) -> str:
    """Write a text from outside for a reader: stages that HubSpot runs together are set apart."""
    return RUN_TOGETHER.sub(lambda found: STAGES[found[0]], clean(text))


def value(*, number: float, unit: Unit, currency: str = "EUR") -> str:
    """Write a number with its unit."""
    if not isfinite(number):
        return "not known"
    if unit is Unit.MONEY:
        return money(amount=number, currency=currency)
    return _WRITERS[unit](number)


def money(*, amount: float, currency: str) -> str:
    """Write an amount in whole units of its currency: €12,400."""
    sign = "−" if round(amount) < 0 else ""
    digits = f"{abs(amount):,.2f}" if 0 < abs(amount) < 10 else f"{abs(amount):,.0f}"
    symbol = SYMBOLS.get(currency)
    return f"{sign}{symbol}{digits}" if symbol else f"{sign}{clean(currency)}{SPACE}{digits}"


def about_money(*, amount: float, currency: str, width: float = inf) -> str:
    """Write an amount for a sentence, in two digits or so: €410,000, €1.2 million.

    Args:
        amount: the amount.
        currency: ISO 4217.
        width: of its range; a narrow one is worth more digits, so that its ends differ.
    """
    step = _step(amount, width)
    rounded = round(amount / step) * step
    if abs(rounded) < 1_000_000:
        return money(amount=rounded, currency=currency)
    places = min(max(6 - round(log10(step)), 1), 6)
    millions = f"{abs(rounded) / 1e6:,.{places}f}".rstrip("0").rstrip(".")
    bare = money(amount=1000, currency=currency).replace("1,000", millions)
    return f"{'−' if rounded < 0 else ''}{bare}{SPACE}million"


def share(number: float) -> str:
    """Write a share of 0 to 1 per hundred, finer near the ends: 31 %, 4.2 %, 99.6 %."""
    percent = number * 100
    if 0 < percent < 0.05:
        return f"under{SPACE}0.1{SPACE}%"
    fine = 0 < abs(percent) < 9.95 or 99 < percent < 100
    text = f"{percent:.1f}" if fine else f"{percent:.0f}"
    return f"{text.removesuffix('.0')}{SPACE}%".replace("-", "−")


def span(*, interval: Interval | None, unit: Unit, currency: str = "EUR") -> str:
    """Write an interval as "between x and y", or nothing where a value is known."""
    if interval is None:
        return ""
    low = value(number=interval.low, unit=unit, currency=currency)
    high = value(number=interval.high, unit=unit, currency=currency)
    return between(low=low, high=high)


def between(*, low: str, high: str) -> str:
    """Join the written ends of a range, the unit once: between 10.4 and 12.9 business hours."""
    if low == high:
        return f"all but certainly {low}"
    amount, _, unit = low.partition(SPACE)
    shared = bool(unit) and unit == high.partition(SPACE)[2] and amount[:1].isdigit()
    return f"between {amount if shared else low} and {high}"


def sureness(interval: Interval | None) -> str:
    """Say in words how often such an interval holds the true value."""
    if interval is None:
        return "counted, not estimated"
    return f"{interval.level * 100:.0f}{SPACE}% sure"


def count(*, number: int, noun: str = "case") -> str:
    """Write how many cases there are: "1 case", "1,204 cases"."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def listed(words: list[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def plural(noun: str) -> str:
    """Form the plural of a plain English noun."""
    first, joint, rest = next(
        (parts for joint in (" with ", " in ") if (parts := noun.partition(joint))[2]),
        (noun, "", ""),
    )
    if rest:
        return f"{plural(first)}{joint}{rest}"
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return f"{noun[:-1]}ies"
    if noun.endswith(("ch", "sh", "x")):
        return f"{noun}es"
    return noun if noun.endswith("s") else f"{noun}s"


def period(window: Window | None) -> str:
    """Write a half-open period by its first and last day: 1 Jan – 30 Jun 2026."""
    if window is None:
        return "no dates on record"
    first, last = window.starts_at, window.ends_at - timedelta(microseconds=1)
    head = day(first) if first.year != last.year else day(first).rsplit(" ", 1)[0]
    return f"{head} – {day(last)}".replace(" ", SPACE, 1)


def day(moment: datetime) -> str:
    """Write a day: 1 Jan 2026."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def month(text: str) -> str:
    """Write a month such as 2026-05 as "May 2026"; anything else stays."""
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-\d{2})?", text)
    if not found or not 1 <= int(found[2]) <= 12:
        return clean(text)
    return f"{MONTHS[int(found[2]) - 1]} {found[1]}"


def label(name: str) -> str:
    """Turn the name of a figure or column into words: "p90_hours" is "P90 hours"."""
    words = [ACRONYMS.get(word, word) for word in clean(name).replace("_", " ").split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def part(slice_: Part) -> str:
    """Write the slice a reading is about: "Spring fair", "May 2026 · Sales"."""
    return " · ".join(_slice(content) for _, content in slice_)


def _slice(content: str) -> str:
    written = month(content)
    return written.replace("_", " ") if SNAKE.fullmatch(written) else written


def _step(amount: float, width: float) -> float:
    """Choose to what an amount is rounded: two digits, or a fifth of its range if that is less."""
    digits = len(f"{abs(round(amount))}")
    step = 10.0 ** max(digits - 2, 0)
    fifth = 10.0 ** floor(log10(width / 5)) if 0 < width < inf else step
    return max(min(step, fifth), 1.0)


def _plain(number: float, places: int) -> str:
    return f"{number:,.{places}f}".replace("-", "−")


def _count(number: float) -> str:
    return _plain(number, 0 if number == round(number) or abs(number) >= 100 else 1)


def _hours(number: float) -> str:
    if 0 < number < 1:
        return f"{number * 60:.0f}{SPACE}business minutes"
    text = _plain(number, 1 if number < 20 else 0).removesuffix(".0")
    return f"{text}{SPACE}business hour{'' if text == '1' else 's'}"


def _days(number: float) -> str:
    text = _plain(number, 1 if number < 10 else 0).removesuffix(".0")
    return f"{text}{SPACE}day{'' if text == '1' else 's'}"


def _ratio(number: float) -> str:
    return f"{_plain(number, 2 if abs(number) < 10 else 1)}"


_WRITERS = {
    Unit.SHARE: share,
    Unit.COUNT: _count,
    Unit.HOURS: _hours,
    Unit.DAYS: _days,
    Unit.DISTANCE: share,
    Unit.RATIO: _ratio,
    Unit.INDEX: _ratio,
}
