"""Addresses of the record's pages."""

from django.urls import path, re_path

from sameroom.record.web import match_views, views

urlpatterns = [
    re_path(
        r"^(?P<nouns>accounts|persons|deals)/(?P<key>[0-9a-f]{20})$", views.subject, name="subject"
    ),
    path("matches", match_views.matches, name="matches"),
    path("matches/said", match_views.said, name="matches_said"),
    path("matches/said/<int:number>", match_views.take_back, name="match_taken_back"),
    re_path(r"^matches/(?P<key>[0-9a-f]{20})$", match_views.match, name="match"),
]
