from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "congress.dashboard"
    label = "dashboard"
    verbose_name = "首页"
