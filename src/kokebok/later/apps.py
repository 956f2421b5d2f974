from django.apps import AppConfig

from kokebok.lib.taken_for_absent import taken_for_absent

# huey loads Redis where it is installed, 20 MB. Where a setting names one, the settings have loaded it already.
with taken_for_absent("redis"):
    import huey.storage  # noqa: F401


class LaterConfig(AppConfig):
    """Work that no page waits for: what is queued, what is done by the clock, and who does it."""

    name = "kokebok.later"
