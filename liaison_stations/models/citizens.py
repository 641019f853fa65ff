"""Citizens, apart from what they brought, so that a query for matters brings no name along."""

from django.db import models

#: What is said instead of a citizen's name.
NOBODY = "某选民"


class Citizen(models.Model):
    """Who brought a matter (R316). Read through ``queries.citizens`` only, which masks or writes a reveal down."""

    name = models.CharField("姓名", max_length=40, blank=True)
    phone = models.CharField("电话", max_length=20, blank=True)
    home = models.CharField("住址、单位", max_length=80, blank=True)
    consents = models.BooleanField("同意把姓名电话告诉承办单位", default=False)

    class Meta:
        verbose_name = "群众"
        verbose_name_plural = "群众"

    def __str__(self) -> str:
        return NOBODY
