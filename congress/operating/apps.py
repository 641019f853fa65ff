from django.apps import AppConfig


class OperatingConfig(AppConfig):
    name = "congress.operating"
    label = "operating"
    verbose_name = "运行维护"

    def ready(self) -> None:
        """Workers and beat give signs of life from the moment they start."""
        from congress.operating import signs  # noqa: F401, PLC0415 - connects to Celery's signals
