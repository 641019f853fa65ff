from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "congress.figures"
    label = "figures"
    verbose_name = "数据"
