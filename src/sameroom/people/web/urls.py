"""Addresses of the pages about people."""

from django.urls import path

from sameroom.people.web import person_views, token_views, views

urlpatterns = [
    path("set-up/<str:token>", views.set_up, name="set_up"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("people", views.people, name="people"),
    path("people/invite", views.invite, name="invite"),
    path("people/invitations/<int:invitation_id>/withdraw", views.withdraw, name="withdraw"),
    path("people/invitations/<int:invitation_id>/resend", views.resend, name="resend"),
    path("people/second-factor", views.second_factor, name="second_factor"),
    path("people/<int:user_id>/leave", views.leave, name="leave"),
    path("people/<int:user_id>/reset-link", person_views.reset_link, name="reset_link"),
    path(
        "people/<int:user_id>/tokens/<int:token_id>/end", person_views.end_token,
        name="end_token_of",
    ),
    path(
        "people/<int:user_id>/sessions/<int:session_id>/end", person_views.end_session,
        name="end_session_of",
    ),
    path("people/<int:user_id>", views.person, name="person"),
    path("account", views.account, name="account"),
    path("account/sessions/<int:session_id>/end", views.end_session, name="end_session"),
    path("account/tokens", token_views.tokens, name="tokens"),
    path("account/tokens/<int:token_id>/revoke", token_views.revoke, name="revoke_token"),
]  # fmt: skip
