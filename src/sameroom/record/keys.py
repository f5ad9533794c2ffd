"""The keys by which references are matched: e-mail, domain, company name. Whole columns at once."""

from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from sameroom.record.mailboxes import FREE_MAIL, LEGAL_FORM, PUBLIC_SUFFIX, ROLE_MAILBOX

_ADDRESS = r"^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)+$"
_LEGAL = "|".join(sorted(LEGAL_FORM, key=len, reverse=True))


@cache  # made when first asked for: an array of Arrow's loads pandas where that is installed
def _nobodys() -> pa.Array:
    return pa.array(sorted(FREE_MAIL | PUBLIC_SUFFIX))


@cache
def _roles() -> pa.Array:
    return pa.array(sorted(ROLE_MAILBOX))


def folded(texts: pa.Array) -> pa.Array:
    """Lower the case, trim, and collapse white space; an empty text becomes null."""
    plain = pc.utf8_trim_whitespace(pc.utf8_lower(texts))
    plain = pc.replace_substring_regex(plain, r"\s+", " ")
    return _keep(plain, pc.greater(pc.utf8_length(plain), 0))


def email_key(emails: pa.Array) -> pa.Array:
    """Give the address in lower case; null where it is no address."""
    plain = folded(emails)
    return _keep(
        plain, pc.match_substring_regex(plain, r"^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)+$")
    )


def is_role(emails: pa.Array) -> pa.Array:
    """Tell which addresses are mailboxes that several people share."""
    box = pc.replace_substring_regex(emails, r"[+@].*$", "")
    return pc.is_in(box, value_set=_roles())


def company_domain(addresses: pa.Array) -> pa.Array:
    """Give the domain behind the @ of addresses in lower case; null where it is no company's."""
    return _companys(pc.replace_substring_regex(addresses, r"^.*@", ""))


def domain_key(domains: pa.Array) -> pa.Array:
    """Give the bare domain of a web address; null where it is nobody's or everybody's."""
    return _companys(bare_domain(domains))


def bare_domain(domains: pa.Array) -> pa.Array:
    """Take scheme, www, port, path and trailing points off a web address."""
    plain = pc.replace_substring_regex(folded(domains), r"^[a-z]+://", "")
    plain = pc.replace_substring_regex(plain, r"[/:?#].*$|\.+$", "")
    plain = pc.replace_substring_regex(plain, r"^www[0-9]?\.", "")
    return _keep(plain, pc.match_substring_regex(plain, r"^[^\s@/.]+(\.[^\s@/.]+)+$"))


def company_key(names: pa.Array) -> pa.Array:
    """Give a company's name without case, accents, punctuation and legal form."""
    plain = pc.utf8_normalize(folded(names), form="NFKD")
    plain = pc.replace_substring(pc.replace_substring_regex(plain, r"\p{M}", ""), "ß", "ss")
    plain = pc.replace_substring_regex(plain, r"[^\p{L}\p{N}&+]+", " ")
    plain = pc.utf8_trim_whitespace(plain)
    bare = pc.replace_substring_regex(plain, rf"^(?:the )?(.+?)(?: (?:{_LEGAL}))+$", r"\1")
    return _keep(bare, pc.greater(pc.utf8_length(bare), 1))


def _companys(domains: pa.Array) -> pa.Array:
    return _keep(domains, pc.invert(pc.is_in(domains, value_set=_nobodys())))


def _keep(values: pa.Array, where: pa.Array) -> pa.Array:
    return pc.if_else(pc.fill_null(where, False), values, pa.scalar(None, pa.string()))
