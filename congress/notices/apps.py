from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "congress.notices"
    label = "notices"
    verbose_name = "通知"
