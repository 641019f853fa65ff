"""The portal's settings with :mod:`bench._public_urls`."""

from congress.settings import *  # noqa: F403

ROOT_URLCONF = "bench._public_urls"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
