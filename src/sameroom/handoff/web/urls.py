"""Addresses of the hand-over."""

from django.urls import path, re_path

from sameroom.handoff.web import clock_views, reading_views, routing_views, views

urlpatterns = [
    path("leads", views.queue, name="queue"),
    path("leads/several", views.several, name="several"),
    path("leads/sent-back", views.sent_back, name="sent_back"),
    path("leads/reasons", reading_views.reasons, name="reasons"),
    path("leads/reasons/owner", reading_views.name_owner, name="name_owner"),
    path("leads/readings", reading_views.readings, name="lead_readings"),
    path("leads/readings/<slug:of>", reading_views.reading_list, name="reading_list"),
    path("leads/readings/<slug:of>.csv", reading_views.reading_file, name="reading_file"),
    path("leads/routing", routing_views.routing, name="routing"),
    path("leads/nobody", routing_views.nobody, name="nobody"),
    path("leads/give", routing_views.give, name="give_leads"),
    path("leads/away", routing_views.away, name="away"),
    path("leads/away/<int:absence_id>/back", routing_views.back, name="back_again"),
    path("leads/<int:case_id>", views.lead, name="lead"),
    path("leads/<int:case_id>/move", views.move, name="move_lead"),
    path("leads/<int:case_id>/undo", views.undo, name="undo_lead"),
    path("leads/<int:case_id>/opened", views.opened, name="open_lead"),
    path("leads/<int:case_id>/verdict", views.verdict, name="verdict"),
    path("leads/<int:case_id>/pause", clock_views.pause, name="pause_lead"),
    path("leads/<int:case_id>/resume", clock_views.resume, name="resume_lead"),
    path("leads/<int:case_id>/dispute/<slug:promise>", clock_views.dispute, name="dispute"),
    path("disputes/<int:dispute_id>", clock_views.rule, name="rule_dispute"),
    path("promises", clock_views.show_promises, name="promises"),
    re_path(r"^persons/(?P<key>[0-9a-f]{20})/hand-over$", views.hand_over, name="hand_over"),
]
