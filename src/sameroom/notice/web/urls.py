"""Addresses of the inbox, of the choices, of what goes outside, and of one-time links."""

from django.urls import path

from sameroom.notice.web import act_views, inbox_views

urlpatterns = [
    path("inbox", inbox_views.inbox, name="inbox"),
    path("inbox/<int:notice_id>/read", inbox_views.read, name="read"),
    path("inbox/read", inbox_views.read_all, name="read_all"),
    path("notices", inbox_views.inbox, name="notices"),
    path("act/<str:token>", act_views.act, name="act"),
]
