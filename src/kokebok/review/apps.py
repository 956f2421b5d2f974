from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The resource group reads the text, on screen and in Word."""

    name = "kokebok.review"
