"""Addresses of the record's pages."""

from django.urls import re_path

from sameroom.record.web import views

urlpatterns = [
    re_path(
        r"^(?P<nouns>accounts|persons|deals)/(?P<key>[0-9a-f]{20})$", views.subject, name="subject"
    ),
]
