"""The pages of the registry of definitions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sameroom.agreement.web import registry
from sameroom.webkit.access import needs
from sameroom.webkit.rights import Right


@needs(Right.INSIDE)
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """List every figure with its formula, or those that are looked for."""
    page = registry.get_registry_page(asked=request.GET.get("q", "")[:100].strip())
    return render(request, "agreement/definitions.html", {"page": page})


@needs(Right.INSIDE)
@require_safe
def definition(request: HttpRequest, name: str) -> HttpResponse:
    """Show how a figure is defined."""
    page = registry.find_definition(name=name, dialect=request.GET.get("dialect", "duckdb"))
    if page is None:
        raise Http404
    return render(request, "agreement/definition.html", {"page": page})
