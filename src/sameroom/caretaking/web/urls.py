"""The addresses of caretaking."""

from django.urls import path

from sameroom.caretaking.web import erase_views, views

urlpatterns = [
    path("health", views.health, name="health"),
    path("health/ready", views.ready, name="ready"),
    path("erase", erase_views.erase, name="erase"),
    path("metrics", views.show_metrics, name="metrics"),
]
