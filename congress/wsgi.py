"""The WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.settings")

# Some three thousand modules make a million objects and no garbage.
gc.disable()
application = get_wsgi_application()
# Every page is read here, once, before gunicorn forks: the first request of a new process need not wait for it, and
# no later search for garbage goes through it or touches memory that the processes share.
get_resolver().url_patterns  # noqa: B018 - reading it is the point
gc.collect()
gc.freeze()
gc.enable()
