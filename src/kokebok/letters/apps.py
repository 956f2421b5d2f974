from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The outbox: every letter is a row, and one sender hands them over."""

    name = "kokebok.letters"
