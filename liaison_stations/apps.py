from django.apps import AppConfig


class LiaisonStationsConfig(AppConfig):
    name = "liaison_stations"
    label = "liaison_stations"
    verbose_name = "联络站"
