"""What the pages about sessions may say."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sameroom.people import devices

register = template.Library()


@register.filter
def browser(user_agent: str) -> SafeString:
    """Name a browser and what it runs on; a pointer over it tells all that the browser said."""
    said = user_agent[:120]
    return format_html('<span title="{}">{}</span>', said, devices.name_of(user_agent) or said)
