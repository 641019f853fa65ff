from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "congress.search"
    label = "search"
    verbose_name = "搜索"
