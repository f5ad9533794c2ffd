"""Addresses of the record's pages."""

from django.urls import path, re_path

from sameroom.record.web import match_views, source_views, views

urlpatterns = [
    re_path(
        r"^(?P<nouns>accounts|persons|deals)/(?P<key>[0-9a-f]{20})$", views.subject, name="subject"
    ),
    re_path(
        r"^(?P<nouns>accounts|persons)/(?P<key>[0-9a-f]{20})/sources$",
        source_views.sources,
        name="sources",
    ),
    re_path(
        r"^(?P<nouns>accounts|persons)/(?P<key>[0-9a-f]{20})/compare$",
        source_views.compare,
        name="compare",
    ),
    path("matches", match_views.matches, name="matches"),
    path("matches/said", match_views.said, name="matches_said"),
    path("matches/said/<int:number>", match_views.take_back, name="match_taken_back"),
    re_path(r"^matches/(?P<key>[0-9a-f]{20})$", match_views.match, name="match"),
]
