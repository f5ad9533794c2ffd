"""Reads numbers and money: decimal marks, thousands, currency signs and codes."""

import re
import unicodedata
from decimal import Decimal

from sameroom.importing.sql_text import first_of, lookup, quoted

SIGNS = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY",
    "₩": "KRW", "₪": "ILS", "₴": "UAH", "zł": "PLN", "Kč": "CZK", "R$": "BRL", "US$": "USD",
    "A$": "AUD", "C$": "CAD", "CHF": "CHF", "Fr.": "CHF", "kr": "SEK",
}  # fmt: skip
CODES = (
    "EUR USD GBP CHF JPY CNY INR BRL CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH ILS "
    "ZAR MXN ARS CLP COP PEN SGD HKD KRW TWD THB IDR MYR PHP VND AED SAR EGP NGN KES MAD ISK"
)
AMOUNT = re.compile(r"[^\d]*?([-+(]?)\s*[^\d(-]*?(\d[\d.,\s'’_]*)\s*[^\d]*")
ANY_CODE = CODES.replace(" ", "|")
FOLLOWS = rf"[\s\x{{00a0}}\x{{202f}}]*(%|{ANY_CODE}|€|\$|£|¥)?"
LEADS = rf"({ANY_CODE}|[A-Z]{{0,2}}\$|€|£|¥)?[\s\x{{00a0}}\x{{202f}}]*[-+]?[\s]*"
AROUND = {
    *(sign.casefold() for sign in SIGNS), *CODES.casefold().split(),
    "", "%", "euro", "euros", "dollar", "dollars", "fr", "sfr", "rs", "rs.", ",-", ".-",
}  # fmt: skip
TIMES = {
    1_000: {"k", "K", "tsd", "tsd.", "Tsd", "Tsd.", "thousand"},
    1_000_000: {"M", "MM", "mio", "mio.", "Mio", "Mio.", "mln", "Mln", "mn", "million", "millions"},
    1_000_000_000: {"B", "bn", "Bn", "mrd", "mrd.", "Mrd", "Mrd.", "billion"},
}
UNITS = {
    "minutes": {"min", "mins", "min.", "minute", "minutes", "minuten"},
    "seconds": {"s", "sec", "secs", "sec.", "sek", "sek.", "second", "seconds", "sekunden"},
    "hours": {"h", "hr", "hrs", "hour", "hours", "std", "std.", "stunden"},
}
SIZED = re.compile(r"([-+(]?)([^\d()+-]{0,8}?)([-+(]?)(\d[\d.,\s'’_]*?)([^\d.,]*?)(\)?)(-?)")
FACTORS = {
    ("minutes", "milliseconds"): 1 / 60_000,
    ("minutes", "seconds"): 1 / 60,
    ("minutes", "minutes"): 1.0,
    ("minutes", "hours"): 60.0,
    ("minutes", "h:mm"): 1.0,
    ("minutes", "m:ss"): 1 / 60,
    ("seconds", "milliseconds"): 1 / 1000,
    ("seconds", "seconds"): 1.0,
    ("seconds", "minutes"): 60.0,
    ("seconds", "hours"): 3600.0,
    ("seconds", "h:mm"): 60.0,
    ("seconds", "m:ss"): 1.0,
}


CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d)(?::([0-5]\d))?")
SPAN = re.compile(
    r"(?:(\d+(?:[.,]\d+)?) ?(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|or[ae]|uur)[ ,]*)?"
    r"(?:(\d+(?:[.,]\d+)?) ?(?:m|mins?|minutes?|minuten|minutos?|minut[io])\.?[ ,]*)?"
    r"(?:(\d+) ?(?:s|secs?|seconds?|sek\.?|sekunden|secondes?|segundos?|secondi))?"
)


def number_sql(text: str, *, decimal: str, into: str, mended: dict[str, str]) -> str:
    """Write the SQL that reads a column as numbers of an SQL type; null where it cannot."""
    ways = [_plain(text, decimal, into), _grouped(text, decimal, into)]
    if mended:
        ways.append(f"try_cast({lookup(text, mended)} as {into})")
    return first_of(ways)


def _plain(text: str, decimal: str, into: str) -> str:
    if decimal == ",":
        swapped = f"replace({text}, ',', '.')"
        return f"case when contains({text}, '.') then null else try_cast({swapped} as {into}) end"
    return f"try_cast({text} as {into})"


def _grouped(text: str, decimal: str, into: str) -> str:
    """Read thousands marks and a currency around the number, but only where they fit."""
    mark, group = (
        (",", "[.'’ \\x{00a0}\\x{202f}]") if decimal == "," else ("\\.", "[,'’ \\x{00a0}\\x{202f}]")
    )
    fits = rf"{LEADS}(\d+|\d{{1,3}}({group}\d{{3}})+)({mark}\d*)?{FOLLOWS}"
    digits = f"regexp_replace({text}, {quoted('[^0-9' + decimal + '-]')}, '', 'g')"
    return (
        f"case when regexp_full_match({text}, {quoted(fits)}) "
        f"then try_cast(replace({digits}, ',', '.') as {into}) end"
    )


def mend_number(value: str, *, decimal: str, unit: str = "") -> str | None:
    """Read what is left: brackets for minus, a minus behind, thousands and millions as words.

    Words that are neither a currency, nor a size, nor the column's unit, make it no number:
    "5 days" is not 5 minutes.
    """
    text = unicodedata.normalize("NFKC", value).replace("−", "-").strip()
    if unit in {"h:mm", "m:ss"}:
        return _span(text.casefold(), unit)
    found = SIZED.fullmatch(text)
    if not found:
        return None
    digits = _unambiguous(found[4].strip(), decimal)
    times = _times(found[5].strip(), unit)
    if digits is None or times is None or found[2].strip().casefold() not in AROUND:
        return None
    below = "-" in (found[1], found[3], found[7]) or ("(" in (found[1], found[3]) and found[6])
    sized = digits if times == 1 else format(Decimal(digits) * times, "f")
    return f"-{sized}" if below else sized


def _span(text: str, unit: str) -> str | None:
    """Read how long something took, in minutes for "h:mm" and in seconds for "m:ss"."""
    clock = CLOCK.fullmatch(text)
    if clock and unit == "m:ss" and clock[3] is None:
        return str(int(clock[1]) * 60 + int(clock[2]))
    found = clock or SPAN.fullmatch(text)
    if not found or not text:
        return None
    hours, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in found.groups())
    total = hours * 3600 + minutes * 60 + seconds
    return format(total if unit == "m:ss" else total / 60, "f")


def _times(words: str, unit: str) -> int | None:
    """Tell by what the words behind a number multiply it; None for words of another meaning."""
    size, _, around = words.partition(" ")
    for times, names in TIMES.items():
        if size in names or words.rstrip("€$£¥") in names:
            return times if around.strip().casefold() in AROUND else None
    return 1 if words.casefold() in AROUND | UNITS.get(unit, set()) else None


def _unambiguous(digits: str, decimal: str) -> str | None:
    """Settle what points and commas mean; None where both readings are possible."""
    if re.search(r"[\s'’_]", digits) and not re.match(r"\d{1,3}([\s'’_]\d{3})+(?!\d)", digits):
        return None
    bare = re.sub(r"[\s'’_]", "", digits)
    other = "," if decimal == "." else "."
    if re.fullmatch(r"\d+", bare):
        return "".join(str(unicodedata.digit(mark)) for mark in bare)
    if re.fullmatch(rf"\d{{1,3}}(\{other}\d{{3}})*(\{decimal}\d*)?", bare):
        return bare.replace(other, "").replace(decimal, ".")
    if re.fullmatch(rf"\d{{1,3}}(\{decimal}\d{{3}})+\{other}\d{{1,2}}", bare):
        return bare.replace(decimal, "").replace(other, ".")
    if re.fullmatch(rf"\d{{1,2}}(\{other}\d{{2}})+\{other}\d{{3}}(\{decimal}\d*)?", bare):
        return bare.replace(other, "").replace(decimal, ".")  # lakhs and crores
    if re.fullmatch(rf"\d+\{other}\d{{1,2}}", bare):
        return bare.replace(other, ".")
    return None


def currency_sql(text: str) -> str:
    """Write the SQL that reads the currency stated inside a cell; null where none is."""
    signs = " ".join(
        f"when contains({text}, {quoted(sign)}) then {quoted(code)}"
        for sign, code in sorted(SIGNS.items(), key=lambda item: -len(item[0]))
    )
    code = f"regexp_extract(upper({text}), '\\b({'|'.join(CODES.split())})\\b', 1)"
    return f"coalesce(nullif({code}, ''), case {signs} end)"


def currency_name_sql(text: str) -> str:
    """Write the SQL that reads a column of currencies, given as codes, signs or names."""
    return (
        f"case when regexp_full_match(upper({text}), '[A-Z]{{3}}') then upper({text}) "
        f"else {currency_sql(text)} end"
    )


def factor(*, column: str, unit: str) -> float:
    """Tell by what a value in a unit is multiplied to be in the fact column's own."""
    if unit == "percent":
        return 0.01
    if unit in {"thousands", "millions"}:
        return 1_000.0 if unit == "thousands" else 1_000_000.0
    return FACTORS.get((column, unit), 1.0)
