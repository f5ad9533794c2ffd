"""What a browser says of itself, in words that people know."""

from functools import lru_cache


@lru_cache(1_000)
def name_of(user_agent: str) -> str:
    """Name a browser and what it runs on, such as "Firefox · Windows"; "" where neither is known.

    Args:
        user_agent: the header as it was sent. Anybody can send anything: it is a hint to whoever
            reads their own sessions, and proves nothing.
    """
    from ua_parser import parse  # its patterns take a while to load, and one page needs them

    found = parse(user_agent[:500])
    families = [one.family for one in (found.user_agent, found.os) if one is not None]
    return " · ".join(families)
