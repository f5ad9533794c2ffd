"""Reads e-mail addresses, domains, yes and no, closed vocabularies, and references."""

import re

from sameroom.importing.sql_text import lookup, quoted, quoted_list

YES = ("true", "t", "yes", "y", "1", "1.0", "on", "x", "✓", "ja", "oui", "si", "sí", "sì", "sim",
       "wahr", "vrai", "verdadero", "vero", "verdadeiro", "tak", "да")  # fmt: skip
NO = ("false", "f", "no", "n", "0", "0.0", "off", "nein", "non", "não", "nao", "nee", "falsch",
      "faux", "falso", "nie", "нет")  # fmt: skip
EMPTY = "-"  # what a word becomes of which nobody knows what it says: nothing
ADDRESS = re.compile(r"[^\s@<>,;:\"'()]+@[^\s@<>,;:\"'()]+\.[^\s@<>,;:\"'()]+")


def email_sql(text: str, *, mended: dict[str, str]) -> str:
    """Write the SQL that reads an address in lower case; null where it is none."""
    plain = (
        f"{text} like '%@%.%' and {text} not like '@%' and {text} not like '%@.%' "
        f"and {text} not like '%@%@%' and {text} not like '% %' "
        f"and {text} not like '%<%' and {text} not like '%,%' and {text} not like '%;%' "
        f"and {text} not like '%:%' and {text} not like '%..%' and {text} not like '%.'"
    )
    rest = lookup(text, mended)
    return f"case when {plain} then lower({text}) else {rest} end"


def mend_email(value: str) -> str | None:
    """Find the first address in a text such as `Ada <ada@example.com>`."""
    found = ADDRESS.search(value)
    if not found or ".." in found[0]:
        return None
    return found[0].strip(".").lower()


def domain_sql(text: str) -> str:
    """Write the SQL that reads the bare domain of a web address; null where it is none."""
    found = (
        f"regexp_extract(lower({text}), "
        r"'^(?:[a-z]+://)?(?:[^/@\s]*@)?(?:www\d?\.)?([^/:?#\s@.][^/:?#\s@]*\.[^/:?#\s@.]+)\.?"
        r"(?:[/:?#].*)?$', 1)"
    )
    return f"nullif({found}, '')"


def name_sql(text: str) -> str:
    """Write the SQL that reads a name as a key: no case, single blanks."""
    odd = f"contains({text}, '  ') or contains({text}, chr(9)) or contains({text}, chr(10))"
    return (
        f"case when {odd} then lower(regexp_replace({text}, '\\s+', ' ', 'g')) "
        f"else lower({text}) end"
    )


def flag_sql(text: str, *, yes: tuple[str, ...], no: tuple[str, ...]) -> str:
    """Write the SQL that reads yes and no; words of the mapping come before the usual ones."""
    usual_yes = [word for word in YES if word not in no]
    usual_no = [word for word in NO if word not in yes]
    return (
        f"case when lower({text}) in {quoted_list((*yes, *usual_yes))} then true "
        f"when lower({text}) in {quoted_list((*no, *usual_no))} then false end"
    )


def words_sql(text: str, *, words: tuple[tuple[str, str], ...], otherwise: str) -> str:
    """Write the SQL that puts other words for the source's own."""
    rest = "null" if otherwise == EMPTY else quoted(otherwise) if otherwise else text
    said = {word: meant for word, meant in words if meant != EMPTY}
    found = f"coalesce({lookup(f'lower({text})', said)}, {rest})" if said else rest
    return _emptied(text, found, words=words)


def list_emptied(*, words: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """List the words that say nothing, whatever all others become."""
    return tuple(word for word, meant in words if meant == EMPTY)


def _emptied(text: str, found: str, *, words: tuple[tuple[str, str], ...]) -> str:
    empty = list_emptied(words=words)
    # An empty cell is none of these words, and goes on to what empty cells become.
    listed = quoted_list(empty)
    return f"case when lower({text}) in {listed} then null else {found} end" if empty else found


def vocabulary_sql(
    text: str, *, values: tuple[str, ...], words: tuple[tuple[str, str], ...], otherwise: str
) -> str:
    """Write the SQL that reads a closed vocabulary; null where the word is none of it."""
    own = {value: value for value in values}
    own.update({value.replace("_", " "): value for value in values})
    own.update({value.replace("_", "-"): value for value in values})
    own.update({value.replace("_", ""): value for value in values})
    known = lookup(f"lower({text})", {**own, **dict(words)})
    if otherwise and otherwise != EMPTY:
        known = f"coalesce({known}, {quoted(otherwise)})"
    return _emptied(text, known, words=words)


def reference_sql(text: str, *, way: str, origin: str, mended: dict[str, str]) -> str:
    """Write the SQL that reads a reference: an id of the origin, or a natural key."""
    if way == "email":
        return f"'email:' || ({email_sql(text, mended=mended)})"
    if way == "domain":
        return f"'domain:' || {domain_sql(text)}"
    if way == "name":
        return f"'name:' || ({name_sql(text)})"
    return f"{quoted(origin + ':')} || {text}"
