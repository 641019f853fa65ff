from django.apps import AppConfig


class DistrictConfig(AppConfig):
    name = "congress.district"
    label = "district"
    verbose_name = "本区"
