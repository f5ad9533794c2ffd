"""Words of imports in templates: `{{ file.kind|said }}`."""

from django import template

from sameroom.importing.web.said import say

register = template.Library()


@register.filter
def said(words: str) -> str:
    """Say in the reader's language what a plan says in English."""
    return say(words)
