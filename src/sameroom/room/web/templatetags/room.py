"""What the room's templates may say: parts of the report, as the report itself shows them."""

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sameroom.report import languages, parts
from sameroom.webkit.patterns import Pattern

register = template.Library()
FRAMED = ("request", "csrf_token", "user", "frame")  # what every page's frame gives its parts


@register.simple_tag
def report_part(name: str, **told: object) -> SafeString:
    """Write a part of the report's page: the same template, so the same look."""
    # The report escapes what comes from outside; see `sameroom.report.parts`.
    html = parts.to_html(name=name, told=told)
    return mark_safe(languages.say_part(html=html, language=get_language() or "en"))  # noqa: S308


@register.simple_tag(takes_context=True)
def show_part(context: Context, part: Pattern) -> SafeString:
    """Write a part of a page as it is in one of its states.

    It knows the frame that the page has already asked for, and of its words only what it is told.
    """
    known = {name: context.get(name) for name in FRAMED}
    shown = get_template(part.template).template  # type: ignore[attr-defined]  # the engine's own
    html = str(shown.render(context.new({**known, **part.told})))
    inside = f"<ul>{html}</ul>" if html.lstrip().startswith("<li") else html
    return mark_safe(inside)  # noqa: S308 - it escaped


@register.filter
def percent(share: float) -> str:
    """Write a share as the language does: "12.4 %"."""
    return f"{number_format(round(100 * share, 1), 1)}\u00a0%"


@register.filter
def points(moved: float) -> str:
    """Write how many points a share moved by, with its sign."""
    sign = "+" if moved >= 0 else "−"
    return f"{sign}{number_format(round(abs(moved), 1), 1)}"
