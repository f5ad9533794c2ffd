"""Addresses of the room's pages."""

from django.urls import path

from sameroom.room.web import log_views, patterns, searching, views

urlpatterns = [
    path("patterns", patterns.patterns, name="patterns"),
    path("search", searching.search, name="search"),
    path("", views.first_page, name="first_page"),
    path("progress", views.progress, name="progress"),
    path("readings/<slug:measure>", views.reading, name="reading"),
    path("readings/<slug:measure>/rows/<int:place>", views.rows, name="rows"),
    path("readings/<slug:measure>/rows/<int:place>.csv", views.rows_file, name="rows_file"),
    path("quality", views.quality, name="quality"),
    path("report/", views.report, name="report"),
    path("report/<path:path>", views.report, name="report_file"),
    path("data", views.data, name="data"),
    path("data/refresh", views.refresh, name="refresh"),
    path("set-up/", views.set_up_work, name="set_up_work"),
    path("set-up/your/data", views.set_up_data, name="set_up_data"),
    path("eyes", views.other_eyes, name="eyes"),
    path("eyes/<str:token>", views.choose_eyes, name="choose_eyes"),
    path("log", log_views.show, name="log"),
    path("log/export", log_views.export, name="log_export"),
]
