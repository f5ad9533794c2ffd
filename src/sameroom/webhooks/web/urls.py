"""Addresses of webhooks."""

from django.urls import path

from sameroom.webhooks.web import views

ONE = "webhooks/<int:hook_id>"
urlpatterns = [
    path("webhooks", views.webhooks, name="webhooks"),
    path(ONE, views.webhook, name="webhook"),
    path(f"{ONE}/try", views.try_it, name="try_webhook"),
    path(f"{ONE}/secret", views.renew, name="renew_webhook"),
    path(f"{ONE}/switch", views.switch, name="switch_webhook"),
    path(f"{ONE}/remove", views.remove, name="remove_webhook"),
    path(f"{ONE}/again", views.again, name="webhook_again"),
]
