from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "congress.ballots"
    label = "ballots"
    verbose_name = "投票表决"
