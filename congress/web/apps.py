from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "congress.web"
    label = "web"
    verbose_name = "页面"

    def ready(self) -> None:
        """Let every app plug in what its ``portal.py`` offers."""
        autodiscover_modules("portal")
