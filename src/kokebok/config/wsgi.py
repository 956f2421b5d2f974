"""Django as a WSGI application, with the page cache before it, then the questions of health, then static files."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokebok.config.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 (settings are there once Django is)
from whitenoise import WhiteNoise  # noqa: E402

from kokebok.config.freshness import Freshness  # noqa: E402
from kokebok.config.health import Health  # noqa: E402
from kokebok.web.page_cache import PageCache  # noqa: E402

TEN_MINUTES = 600
pages = PageCache(
    django,
    freshness=Freshness(),
    language_cookie=settings.LANGUAGE_COOKIE_NAME,
    session_cookie=settings.SESSION_COOKIE_NAME,
)
application = WhiteNoise(
    Health(pages), root=settings.STATIC_ROOT, prefix=settings.STATIC_URL, max_age=TEN_MINUTES
)
