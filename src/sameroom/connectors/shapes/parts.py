"""What shapes are made of: fields, and those that many shapes have."""

from dataclasses import dataclass

TEXTS = ("words", "person_name", "company_name", "long_text", "code", "integer", "number")
WORDS = ("words", "person_name", "company_name", "long_text", "code")
NAMES = (*TEXTS, "domain", "email")
DATES = ("date", "datetime", "epoch_s", "epoch_ms", "epoch_us")
NUMBERS = ("integer", "number", "money", "percent")
KEYS = ("uuid", "hex", "salesforce_id", "integer", "code", "words", "number")
REFERENCES = (*KEYS, "email", "domain", "url", "person_name", "company_name", "phone")


@dataclass(frozen=True, slots=True)
class Field:
    """One column that files of a shape may have.

    Args:
        target: the fact column, or a virtual one.
        phrases: what its header may mean, best first.
        kinds: what its content may be; anything else speaks against it. () is anything.
        also: further targets it fills.
        weight: how much finding it speaks for the shape.
        near: meanings that do not say it, and yet may mean it: a person is asked.
    """

    target: str
    phrases: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    weight: float = 1.0
    near: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of file.

    Args:
        name: what it is called here.
        nouns: what its rows fill, the main one first.
        own: meanings that name a row of it ("Contact" in "Contact ID"), dropped from headers.
        fields: its columns.
        needs: at least one of these targets must be found.
        constants: targets with the same value in every row.
    """

    name: str
    nouns: tuple[str, ...]
    own: tuple[str, ...]
    fields: tuple[Field, ...]
    needs: tuple[str, ...] = ()
    constants: tuple[tuple[str, str], ...] = ()


def field_of(
    target: str,
    phrases: str,
    kinds: tuple[str, ...] = (),
    *,
    also: str = "",
    weight: float = 1.0,
    near: str = "",
) -> Field:
    """Make a field from its phrases, parted by "|"."""
    parts = tuple(p.strip() for p in phrases.split("|"))
    return Field(target, parts, kinds, tuple(also.split()), weight, near)


def reference_to(
    target: str, noun: str, *, also: str = "", weight: float = 0.4, more: str = "", near: str = ""
) -> Field:
    """Make the field of a reference to another noun: by id, address, name or domain."""
    phrases = [
        p
        for n in noun.split()
        for p in (
            f"{n} ID",
            n,
            f"{n} EMAIL",
            f"{n} NAME",
            f"{n} NUMBER",
            f"{n} NAME ID",
            f"{n} CODE",
        )
    ]
    if noun.startswith("COMPANY"):
        phrases += ["COMPANY DOMAIN", "DOMAIN", "CUSTOMER COMPANY", "COMPANY WEB", "PERSON COMPANY"]
    if noun.startswith("ASSET"):
        phrases += ["ASSET TITLE", "TITLE"]
    phrases += [part.strip() for part in more.split("|") if part]
    return Field(target, tuple(phrases), REFERENCES, tuple(also.split()), weight, near=near)


def created(target: str, *, also: str = "") -> Field:
    """Make the field of when a row was made."""
    phrases = (
        "CREATE DATE|CREATE|SIGNUP DATE|FIRST DATE|FIRST TOUCHED DATE|SIGNUP|FIRST SEEN DATE|"
        "SUBMIT DATE|SUBMIT"
    )
    return field_of(target, phrases, DATES, also=also, weight=0.5)


def owner(target: str, *, also: str = "") -> Field:
    """Make the field of who of us a row belongs to."""
    return reference_to(target, "OWNER", also=also, weight=0.3, more=_OWNED, near="MANAGER TEAM")


def gone(noun: str) -> tuple[Field, ...]:
    """List the fields that say a row was deleted, or is another one by now."""
    merged = () if noun in {"deal", "lead"} else (
        field_of(f"{noun}.merged_into_id", _MERGED, KEYS, weight=0.1),
    )  # fmt: skip
    deleted = field_of(f"{noun}.is_deleted", "DELETED|DELETED STATUS", ("flag",), weight=0.1)
    return (*merged, deleted)


def who(noun: str) -> tuple[Field, ...]:
    """List the fields by which a human is known."""
    return (
        field_of(f"{noun}.email", "EMAIL|PERSON EMAIL|EMAIL NAME", ("email",), weight=1.2),
        field_of(f"{noun}.first_name", "FIRSTNAME|FIRST NAME", WORDS, weight=1.5),
        field_of(f"{noun}.last_name", "LASTNAME|LAST NAME", WORDS, weight=1.5),
        field_of(f"{noun}.name", "NAME|PERSON NAME|FULL NAME|PERSON", WORDS, weight=0.5),
    )


_OWNED = "MEMBER|MEMBER ID|SALES MEMBER|SALES OWNER|ASSIGN MEMBER|ASSIGN TO|ASSIGN"

_MERGED = "DUPLICATE|DUPLICATE ID|MERGE|MERGE ID|MERGE TO"

SOURCE = (
    "SOURCE|CHANNEL|LEAD SOURCE|UTM_SOURCE|LEAD CHANNEL|FIRST SOURCE|FIRST CHANNEL|SOURCE CHANNEL|"
    "SOURCE NAME|MARKETING CHANNEL|SOURCE TYPE|CHANNEL TYPE|UTM_MEDIUM"
)
