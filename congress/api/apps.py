from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules


class ApiConfig(AppConfig):
    name = "congress.api"
    label = "api"
    verbose_name = "数据接口"

    def ready(self) -> None:
        """Let every app plug in what its ``api.py`` offers, and keep the marks of changes with the tables."""
        from congress.api import marks  # noqa: PLC0415 - models are read only once all apps are there

        autodiscover_modules("api")
        pre_migrate.connect(marks.before_migrations, sender=self)
        post_migrate.connect(marks.after_migrations, sender=self)
