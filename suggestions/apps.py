from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    label = "suggestions"
    verbose_name = "建议"
