"""To whom an issue goes, whether it arrived, and who has read it (R287)."""

from django.conf import settings
from django.db import models

from bulletins.enums import DistributionKind
from bulletins.models.issues import Issue
from bulletins.models.series import Series


class RecipientLine(models.Model):
    """One recipient in a distribution list, in its order.

    Recipients with the same ``group`` are joined by “、”, groups by “，”. ``label`` is printed as written
    (“副主任”), ``full_label`` says it in full (“区人大常委会副主任”).
    """

    kind = models.CharField("送／发", max_length=10, choices=DistributionKind.choices)
    group = models.PositiveIntegerField("组", default=1)
    order = models.PositiveIntegerField("顺序")
    label = models.CharField("印作", max_length=80)
    full_label = models.CharField("全称", max_length=80)
    collective = models.BooleanField("集体", default=False)

    class Meta:
        abstract = True
        ordering = ["-kind", "order"]  # “send” before “issue”

    def __str__(self) -> str:
        return self.label


class SeriesRecipient(RecipientLine):
    """The default distribution of a series."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="recipients", verbose_name="刊物")
    organs = models.ManyToManyField("organs.Organ", blank=True, related_name="+", verbose_name="哪些单位的人")
    role = models.CharField("哪个角色的人", max_length=20, blank=True)

    class Meta(RecipientLine.Meta):
        verbose_name = "默认分发"
        verbose_name_plural = "默认分发"
        constraints = [
            models.UniqueConstraint(fields=["series", "kind", "order"], name="series_recipient_order_once")
        ]


class Recipient(RecipientLine):
    """The distribution of one issue, copied from the series when the issue is opened."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="recipients", verbose_name="期")
    organs = models.ManyToManyField("organs.Organ", blank=True, related_name="+", verbose_name="哪些单位的人")
    role = models.CharField("哪个角色的人", max_length=20, blank=True)

    class Meta(RecipientLine.Meta):
        verbose_name = "分发对象"
        verbose_name_plural = "分发对象"
        constraints = [
            models.UniqueConstraint(fields=["issue", "kind", "order"], name="recipient_order_once")
        ]


class Delivery(models.Model):
    """A paper or electronic copy that reached a recipient."""

    recipient = models.OneToOneField(
        Recipient, models.CASCADE, related_name="delivery", verbose_name="分发对象"
    )
    delivered_on = models.DateField("送达日期")
    copies = models.PositiveIntegerField("份数", default=1)
    received_by = models.CharField("签收人", max_length=40, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "送达"
        verbose_name_plural = "送达"

    def __str__(self) -> str:
        return f"{self.recipient} {self.delivered_on}"


class Reading(models.Model):
    """That a person opened an issued issue, first and last time."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="readings", verbose_name="期")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="读者")
    first_at = models.DateTimeField("第一次", auto_now_add=True)
    last_at = models.DateTimeField("最近一次", auto_now=True)

    class Meta:
        verbose_name = "阅读"
        verbose_name_plural = "阅读"
        constraints = [models.UniqueConstraint(fields=["issue", "user"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.issue}"
