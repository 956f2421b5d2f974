from django.apps import AppConfig


class BookConfig(AppConfig):
    """The book. Wagtail tells it of each page that goes live: the one place where something listens."""

    name = "kokebok.book"

    def ready(self) -> None:
        from wagtail.signals import page_published  # noqa: PLC0415 (when the models are loaded)

        from kokebok.book.live import made_live  # noqa: PLC0415 (the same)
        from kokebok.book.page_editor_choosers import take_what_is_no_key_for_nothing  # noqa: PLC0415 (the same)

        take_what_is_no_key_for_nothing()
        page_published.connect(made_live, dispatch_uid="kokebok.book.made_live")
