"""Addresses of the hand-over."""

from django.urls import path, re_path

from sameroom.handoff.web import views

urlpatterns = [
    path("leads", views.queue, name="queue"),
    path("leads/several", views.several, name="several"),
    path("leads/sent-back", views.sent_back, name="sent_back"),
    path("leads/reasons", views.reasons, name="reasons"),
    path("leads/<int:case_id>", views.lead, name="lead"),
    path("leads/<int:case_id>/move", views.move, name="move_lead"),
    path("leads/<int:case_id>/undo", views.undo, name="undo_lead"),
    path("leads/<int:case_id>/opened", views.opened, name="open_lead"),
    path("leads/<int:case_id>/verdict", views.verdict, name="verdict"),
    re_path(r"^persons/(?P<key>[0-9a-f]{20})/hand-over$", views.hand_over, name="hand_over"),
]
