"""What the district asks of its stations beyond the law: numbers it enters."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from liaison_stations.enums import StaffRole


def usual_notice_days() -> int:
    """Days before a reception day, from the environment until the district has said it."""
    return int(settings.RECEPTION_NOTICE_DAYS)


class StationPolicy(models.Model):
    """The district's own numbers; there is one row.

    ``models_per_town`` is how many 示范站 each town has at least (R151); staff whose last training is more than
    ``training_months`` ago stand in the list 未培训 (R100). A station has one head on any day; how many deputy heads
    and liaison officers is the district's to say (R154 as it is given: 1 to 2, and at least 1). What hangs on the
    wall of a station is out of date after ``wall_days`` (R175). ``visits_per_month`` is how many times a month each
    station organises its deputies to visit voters (R135); 0 asks for none.

    Deputies hear of their turn ``notice_days`` before a reception day.

    A matter so many working days past its limit is told to the town, and then to the office (``…_reminded_after``).
    """

    models_per_town = models.PositiveSmallIntegerField(
        "每个乡镇（街道）至少几个示范站", default=1, validators=[MaxValueValidator(20)]
    )
    training_months = models.PositiveSmallIntegerField(
        "站务人员几个月内要培训一次", default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    fewest_deputy_heads = models.PositiveSmallIntegerField(
        "副站长至少几名", default=1, validators=[MaxValueValidator(5)]
    )
    most_deputy_heads = models.PositiveSmallIntegerField(
        "副站长最多几名", default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    fewest_liaisons = models.PositiveSmallIntegerField(
        "联络员至少几名", default=1, validators=[MaxValueValidator(10)]
    )
    wall_days = models.PositiveSmallIntegerField(
        "上墙材料几天内要更新一次", default=90, validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    visits_per_month = models.PositiveSmallIntegerField(
        "每站每月至少走访几次", default=1, validators=[MaxValueValidator(10)]
    )
    notice_days = models.PositiveSmallIntegerField(
        "接待日提前几天通知代表",
        default=usual_notice_days,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    town_reminded_after = models.PositiveSmallIntegerField(
        "事项逾期几个工作日提醒乡镇（街道）", default=5, validators=[MaxValueValidator(90)]
    )
    office_reminded_after = models.PositiveSmallIntegerField(
        "事项逾期几个工作日提醒区里", default=10, validators=[MaxValueValidator(90)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "联络站要求"
        verbose_name_plural = "联络站要求"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="station_policy_one"),
            models.CheckConstraint(
                condition=Q(most_deputy_heads__gte=F("fewest_deputy_heads")),
                name="station_policy_deputy_heads",
                violation_error_message="副站长最多几名不能少于至少几名",
            ),
        ]

    def __str__(self) -> str:
        return "联络站要求"

    @property
    def staff_numbers(self) -> dict[str, tuple[int, int | None]]:
        """How many of each a station has on any day: fewest and most; None is no limit."""
        return {
            StaffRole.HEAD: (1, 1),
            StaffRole.DEPUTY_HEAD: (self.fewest_deputy_heads, self.most_deputy_heads),
            StaffRole.LIAISON: (self.fewest_liaisons, None),
        }

    @classmethod
    def current(cls) -> StationPolicy:
        """The numbers in force; the defaults until somebody changes them."""
        return cls._default_manager.first() or cls(pk=1)
