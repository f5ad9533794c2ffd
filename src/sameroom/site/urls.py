"""Every address of the application."""

from django.urls import include, path

from sameroom.site import views

urlpatterns = [
    path("", include("sameroom.room.web.urls")),
    path("", include("sameroom.record.web.urls")),
    path("", include("sameroom.people.web.urls")),
    path("account/", include("allauth.urls")),
    path("look.css", views.stylesheet, name="look"),
    path("health", views.health, name="health"),
]
