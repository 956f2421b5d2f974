"""Django as a WSGI application, with the page cache and the static files before it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokebok.config.settings")
application = get_wsgi_application()
