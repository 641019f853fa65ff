from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "congress.workdays"
    label = "workdays"
    verbose_name = "工作日"
