from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "bulletins"
    label = "bulletins"
    verbose_name = "人大信息"
