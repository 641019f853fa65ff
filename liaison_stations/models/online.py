"""What everybody reads without an account: a deputy's page, and matters as they were released."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F
from django.utils import timezone

from liaison_stations.models.matters import LONGEST_ACCOUNT, Matter
from liaison_stations.models.stations import Station, new_token


class DeputyPage(models.Model):
    """The public page of a deputy (代表二维码, R025). ``token`` is the unguessable word in its address.

    A new token makes what was printed before lead nowhere; ``printed_from`` is the day since which prints hold. A
    page that is closed keeps its token, and opens with it again. ``portrait`` is made anew on arrival, as other photos.
    """

    deputyship = models.OneToOneField(
        "deputies.Deputyship", models.PROTECT, related_name="page", verbose_name="代表"
    )
    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    is_open = models.BooleanField("开放", default=True)
    printed_from = models.DateField("二维码启用日期", default=timezone.localdate)
    portrait = models.FileField("照片", max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "代表公开页"
        verbose_name_plural = "代表公开页"

    def __str__(self) -> str:
        return f"{self.deputyship}的公开页"


class PublicMatterQuerySet(models.QuerySet["PublicMatter"]):
    """Released matters."""

    def shown(self) -> PublicMatterQuerySet:
        """Those everybody may read now: not withdrawn, and of a station with a public page."""
        stations = Station.objects.online().order_by().values("pk")
        return self.filter(withdrawn_at__isnull=True, matter__station__in=stations)


class PublicMatter(models.Model):
    """A matter as everybody reads it (社情民意, R176): the texts the station checked, nothing of the citizen.

    The state comes from the matter, the texts never do. What is withdrawn stays for the record.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="publication", verbose_name="群众事项")
    title = models.CharField("事项", max_length=60)
    account = models.TextField("情况", validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    answer = models.TextField("办理结果", blank=True, validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    released_at = models.DateTimeField("公开时间", default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="公开人"
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects = PublicMatterQuerySet.as_manager()

    class Meta:
        verbose_name = "公开的事项"
        verbose_name_plural = "公开的事项"
        ordering = ["-released_at", "-id"]
        indexes = [models.Index(fields=["-released_at", "-id"], name="public_matter_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=F("released_at")),
                name="public_matter_withdrawn_after",
            )
        ]

    def __str__(self) -> str:
        return self.title
