from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "congress.access"
    label = "access"
    verbose_name = "权限"
