"""The addresses of caretaking."""

from django.urls import path

from sameroom.caretaking.web import erase_views, views

urlpatterns = [
    path("health", views.health, name="health"),
    path("health/ready", views.ready, name="ready"),
    path("erase", erase_views.erase, name="erase"),
    path("erase/look-up", erase_views.look_up, name="erase_look_up"),
    path("erase/<int:number>", erase_views.erasing, name="erasing"),
    path("erase/<int:number>/progress", erase_views.progress, name="erasing_progress"),
    path("erase/<int:number>/leave", erase_views.leave, name="erasing_leave"),
    path("erase/<int:number>/again", erase_views.again, name="erasing_again"),
    path("metrics", views.show_metrics, name="metrics"),
]
