from django.apps import AppConfig


class LivelihoodProjectsConfig(AppConfig):
    name = "livelihood_projects"
    label = "livelihood_projects"
    verbose_name = "民生实事项目"
