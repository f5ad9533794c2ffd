"""Addresses of imports."""

from django.urls import path

from sameroom.importing.web import file_views, mappings, views

urlpatterns = [
    path("imports", views.imports, name="imports"),
    path("imports/mappings", mappings.mappings, name="import_mappings"),
    path("imports/mappings/<int:number>/forget", mappings.forget, name="forget_mapping"),
    path("imports/<int:number>", views.one, name="import"),
    path("imports/<int:number>/progress", views.progress, name="import_progress"),
    path("imports/<int:number>/answers", views.answers, name="import_answers"),
    path("imports/<int:number>/agreement", views.agreement, name="import_agreement"),
    path("imports/<int:number>/files/<int:place>", file_views.file, name="import_file"),
    path("imports/<int:number>/run", views.run, name="import_run"),
    path("imports/<int:number>/drop", views.drop, name="import_drop"),
    path("imports/<int:number>/undo", views.undo, name="import_undo"),
    path("imports/<int:number>/errors/<int:place>", views.errors, name="import_errors"),
]
