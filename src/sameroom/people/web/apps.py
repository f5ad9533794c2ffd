"""People as a part of the web application."""

from django.apps import AppConfig


class People(AppConfig):
    """Users, invitations, the company."""

    name = "sameroom.people.web"
    label = "people"

    def ready(self) -> None:
        """Begin to note who comes in."""
        from sameroom.people.web import noting

        noting.listen()
