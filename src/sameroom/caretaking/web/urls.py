"""The addresses of caretaking."""

from django.urls import path

from sameroom.caretaking.web import views

urlpatterns = [
    path("health", views.health, name="health"),
    path("health/ready", views.ready, name="ready"),
    path("metrics", views.show_metrics, name="metrics"),
]
