"""Webhooks as a part of the web application."""

from django.apps import AppConfig


class Webhooks(AppConfig):
    """Subscriptions of other systems, and what was sent to them."""

    name = "sameroom.webhooks.web"
    label = "webhooks"
