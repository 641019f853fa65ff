from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "congress.organs"
    label = "organs"
    verbose_name = "机构区划"
