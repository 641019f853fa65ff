from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "congress.quality"
    label = "quality"
    verbose_name = "数据检查"
