"""The address of the interface for programs, and an answer to what it does not have."""

from django.urls import path, re_path

from sameroom.api.web import views
from sameroom.api.web.interface import interface

urlpatterns = [
    path("api/v1/", interface().urls),
    re_path(r"^api/", views.no_operation, name="api_nothing"),
]
