from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "congress.documents"
    label = "documents"
    verbose_name = "文书"
