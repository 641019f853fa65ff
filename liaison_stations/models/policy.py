"""What the district asks of its stations beyond the law: numbers it enters."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class StationPolicy(models.Model):
    """The district's own numbers; there is one row.

    ``models_per_town`` is how many 示范站 each town has at least (R151); staff whose last training is more than
    ``training_months`` ago stand in the list 未培训 (R100).
    """

    models_per_town = models.PositiveSmallIntegerField(
        "每个乡镇（街道）至少几个示范站", default=1, validators=[MaxValueValidator(20)]
    )
    training_months = models.PositiveSmallIntegerField(
        "站务人员几个月内要培训一次", default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "联络站要求"
        verbose_name_plural = "联络站要求"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="station_policy_one")]

    def __str__(self) -> str:
        return "联络站要求"

    @classmethod
    def current(cls) -> StationPolicy:
        """The numbers in force; the defaults until somebody changes them."""
        return cls._default_manager.first() or cls(pk=1)
