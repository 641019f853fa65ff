"""What groups of deputies are linked with: organs, villages, visits, questions, chat groups (R039, R113–R115)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from congress.organs.models import Area, Organ
from deputies.links import rules
from deputies.links.enums import Platform
from deputies.models.deputyships import Deputyship
from deputies.models.groups import DeputyGroup
from deputies.models.links import LONGEST_ACCOUNT
from deputies.rules import held_on


class GroupTieQuerySet(models.QuerySet["GroupTie"]):
    """Ties by date."""

    def in_force(self, on: date) -> GroupTieQuerySet:
        """Ties on a day, the first and the last day included."""
        return self.filter(*held_on(on))


class GroupTie(models.Model):
    """A group is linked with a state organ, or with a village or community, for a time (R113, R133)."""

    group = models.ForeignKey(DeputyGroup, models.PROTECT, related_name="ties", verbose_name="代表小组")
    organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="group_ties", verbose_name="国家机关"
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="group_ties", verbose_name="村（社区）"
    )
    starts_on = models.DateField("从哪天起")
    ends_on = models.DateField("到哪天止", null=True, blank=True)

    objects = GroupTieQuerySet.as_manager()

    class Meta:
        verbose_name = "小组定点联系"
        verbose_name_plural = "小组定点联系"
        ordering = ["group_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organ__isnull=True, area__isnull=False)
                | Q(organ__isnull=False, area__isnull=True),
                name="group_tie_with_one",
                violation_error_message="国家机关和村（社区）选一个",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="group_tie_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.UniqueConstraint(
                fields=["group", "organ"],
                condition=Q(ends_on__isnull=True, organ__isnull=False),
                name="group_tie_organ_once",
                violation_error_message="这个小组已联系这个单位",
            ),
            models.UniqueConstraint(
                fields=["group", "area"],
                condition=Q(ends_on__isnull=True, area__isnull=False),
                name="group_tie_area_once",
                violation_error_message="这个小组已联系这个村（社区）",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}：{self.organ or self.area}"


class OrganVisitQuerySet(models.QuerySet["OrganVisit"]):
    """Visits to organs by scope."""

    def visible_to(self, user: User) -> OrganVisitQuerySet:
        """Visits this user may see."""
        return self.filter(rules.see_visit.as_q(user))

    def kept_by(self, user: User) -> OrganVisitQuerySet:
        """Visits this user may correct."""
        return self.filter(rules.keep_visit.as_q(user))

    def standing(self) -> OrganVisitQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def marked(self) -> OrganVisitQuerySet:
        """With ``is_tied``: whether the group was linked with the organ on the day (R114)."""
        return self.annotate(is_tied=self._ties())

    def tied(self, yes: bool) -> OrganVisitQuerySet:
        """Those to organs the group was linked with on the day, or those to others."""
        return self.filter(self._ties() if yes else ~self._ties())

    @staticmethod
    def _ties() -> Exists:
        ties = GroupTie.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("on")),
            group=OuterRef("group"),
            organ=OuterRef("organ"),
            starts_on__lte=OuterRef("on"),
        )
        return Exists(ties)


class OrganVisit(models.Model):
    """A group called on a state organ: who came, what was passed on, what was answered (R114).

    ``token`` names one submission of the form.
    """

    group = models.ForeignKey(
        DeputyGroup, models.PROTECT, related_name="organ_visits", verbose_name="代表小组"
    )
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="group_visits", verbose_name="国家机关")
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=80, blank=True)
    deputies = models.ManyToManyField(Deputyship, related_name="organ_visits", verbose_name="参加代表")
    account = models.TextField("情况", blank=True, validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OrganVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "联系国家机关"
        verbose_name_plural = "联系国家机关"
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["on"], name="organ_visit_on"),
            models.Index(fields=["organ", "on"], name="organ_visit_organ_on"),
        ]

    def __str__(self) -> str:
        return f"{self.group}联系{self.organ.short_name}"


class OrganQuestion(models.Model):
    """A question put to the organ at a visit or an opinion passed on, with its answer (R115)."""

    visit = models.ForeignKey(OrganVisit, models.CASCADE, related_name="questions", verbose_name="联系")
    text = models.CharField("问询、意见", max_length=500)
    answer = models.TextField("答复", blank=True, validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "问询"
        verbose_name_plural = "问询"
        ordering = ["id"]
        indexes = [models.Index(fields=["answered_on"], name="organ_question_answered")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="organ_question_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text


class ChatGroupQuerySet(models.QuerySet["ChatGroup"]):
    """Chat groups by scope."""

    def visible_to(self, user: User) -> ChatGroupQuerySet:
        """Chat groups this user may see."""
        return self.filter(rules.see_chat.as_q(user))

    def kept_by(self, user: User) -> ChatGroupQuerySet:
        """Chat groups this user may change."""
        return self.filter(rules.keep_chat.as_q(user))


class ChatGroup(models.Model):
    """A chat group through which deputies of a town, a group or a station keep in touch; no chat is stored (R039)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="chat_groups", verbose_name="乡镇街道")
    group = models.ForeignKey(
        DeputyGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chat_groups",
        verbose_name="代表小组",
    )
    station = models.CharField("联络站", max_length=60, blank=True)
    platform = models.CharField("平台", max_length=10, choices=Platform.choices, default=Platform.WECHAT)
    name = models.CharField("群名称", max_length=60)
    keeper = models.CharField("管理员", max_length=60)
    members = models.PositiveIntegerField("人数", null=True, blank=True)
    is_active = models.BooleanField("在用", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ChatGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "代表联系群"
        verbose_name_plural = "代表联系群"
        ordering = ["area__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "name"],
                name="chat_group_once",
                violation_error_message="这个群已登记",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ChatGroupPicture(KeptPhoto):
    """The QR picture of a chat group, by which members find it; the newest is shown."""

    chat = models.ForeignKey(ChatGroup, models.CASCADE, related_name="pictures", verbose_name="群")

    class Meta:
        verbose_name = "群二维码"
        verbose_name_plural = "群二维码"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["chat", "order"], name="chat_picture_order_once")]
