"""Every address of the application."""

from django.urls import include, path

from sameroom.discover import of_web_halves
from sameroom.site import views

urlpatterns = [
    *[path("", include(half)) for half in of_web_halves("urls")],
    path("account/", include("allauth.urls")),
    path("look.css", views.stylesheet, name="look"),
]
handler500 = "sameroom.site.views.broken"
