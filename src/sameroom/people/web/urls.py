"""Addresses of the pages about people."""

from django.urls import path

from sameroom.people.web import views

urlpatterns = [
    path("set-up/<str:token>", views.set_up, name="set_up"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("people", views.people, name="people"),
    path("people/invite", views.invite, name="invite"),
    path("people/invitations/<int:invitation_id>/withdraw", views.withdraw, name="withdraw"),
    path("people/<int:user_id>", views.person, name="person"),
    path("account", views.account, name="account"),
]
