from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Those who work here: roles, invitations, and how they sign in."""

    name = "kokebok.staff"
