"""What every template may say: instants as their reader reads them, and what a team is called."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sameroom.webkit import phrases, words

register = template.Library()


@register.filter
def moment(at: datetime | None, form: str = "DATETIME_FORMAT") -> SafeString | str:
    """Write an instant; a machine finds it too, and a pointer over it tells the time zone."""
    if not at:  # nothing, or what a template was not told
        return "–"
    local = timezone.localtime(at)
    said = date_format(local, form, use_l10n=True)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), local.tzname() or "", said
    )


@register.filter
def without_mark(version: str) -> str:
    """Name an agreement's version, such as "2026-1@3f2a…", without the mark of what it says."""
    return version.rpartition("@")[0] or version


@register.filter
def team_name(name: str) -> str:
    """Call a team by its name in the reader's language."""
    return words.team(name)


@register.filter
def phrase(text: str) -> str:
    """Say an English sentence of a measure or of the report in the reader's language.

    What is in another language already must not be given: its figures would be taken wrong.
    """
    return phrases.say(str(text or ""), language=get_language() or "en")


@register.filter
def agreed(value: str) -> str:
    """Say a value of the agreement where it is a figure, yes or no; its names and words stay."""
    is_figure = value in {"yes", "no"} or any(sign.isdigit() for sign in value)
    return phrase(value) if is_figure else value
