"""Which deputies count as 基层代表."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from deputies.enums import Identity


class IdentityClass(models.Model):
    """Whether deputies of an identity count as 基层代表 (R106, R131); the district decides."""

    identity = models.CharField("身份", max_length=20, choices=Identity.choices, unique=True)
    is_grassroots = models.BooleanField("算作基层代表", default=False)

    class Meta:
        verbose_name = "基层代表的身份"
        verbose_name_plural = "基层代表的身份"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.get_identity_display())


def is_grassroots(path: str = "person") -> Q:
    """Those whose identity counts as 基层; ``path`` leads to the person, empty for the person itself."""
    counted = IdentityClass.objects.filter(is_grassroots=True).order_by().values("identity")
    return Q(**{f"{path}__identity__in" if path else "identity__in": counted})
