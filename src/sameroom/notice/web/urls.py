"""Addresses of the inbox, of the choices, of what goes outside, and of one-time links."""

from django.urls import path

from sameroom.notice.web import act_views, choice_views, delivery_views, inbox_views

urlpatterns = [
    path("inbox", inbox_views.inbox, name="inbox"),
    path("inbox/read", inbox_views.read_all, name="inbox_read_all"),
    path("inbox/<int:notice_id>/read", inbox_views.read, name="inbox_read"),
    path("notices", choice_views.notices, name="notices"),
    path("notices/chats", choice_views.add_chat, name="add_chat"),
    path("notices/chats/<int:channel_id>/remove", choice_views.remove_chat, name="remove_chat"),
    path("notices/chats/<int:channel_id>/try", choice_views.try_chat, name="try_chat"),
    path("notices/calendar", choice_views.make_calendar, name="make_calendar"),
    path("notices/calendar/end", choice_views.end_calendar, name="end_calendar"),
    path("calendar/<str:token>.ics", choice_views.calendar, name="calendar"),
    path("delivery", delivery_views.delivery, name="delivery"),
    path("delivery/again", delivery_views.all_again, name="deliver_all_again"),
    path("delivery/<int:number>/again", delivery_views.again, name="deliver_again"),
    path("delivery/chats", delivery_views.add_team_chat, name="add_team_chat"),
    path(
        "delivery/chats/<int:channel_id>/remove",
        delivery_views.remove_team_chat,
        name="remove_team_chat",
    ),
    path("delivery/chats/<int:channel_id>/try", delivery_views.try_team_chat, name="try_team_chat"),
    path("act/<str:token>", act_views.act, name="act"),
]
