"""The portal's settings, with Django's admin beside it."""

from congress.settings import *  # noqa: F403
from congress.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "bench._admin"
# Neither side is measured with checks it would only make while being developed.
DEBUG = False
ALLOWED_HOSTS = ["testserver"]
