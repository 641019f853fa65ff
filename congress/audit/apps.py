from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "congress.audit"
    label = "audit"
    verbose_name = "留痕"
