"""Matters citizens bring, and the steps they took."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from congress.search.text import normalise
from liaison_stations import rules
from liaison_stations.enums import (
    OPEN_MATTERS,
    CitizenRating,
    Destination,
    MatterState,
    Origin,
    Outcome,
    Refusal,
    TellingWay,
)
from liaison_stations.models.citizens import Citizen
from liaison_stations.models.days import Reception, ReceptionDay
from liaison_stations.models.stations import Station

#: The longest account of a matter.
LONGEST_ACCOUNT = 5_000
#: What codes are made of: digits and capitals that nobody confuses on paper.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10


def new_code() -> str:
    """A query code of 49 random bits, told to the citizen alone."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class MatterCategory(models.Model):
    """What a matter is about: an editable list."""

    name = models.CharField("名称", max_length=30, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "事项类别"
        verbose_name_plural = "事项类别"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class MatterQuerySet(models.QuerySet["Matter"]):
    """Matters by scope and state."""

    def visible_to(self, user: User) -> MatterQuerySet:
        """Matters this user may see, without the citizen."""
        return self.filter(rules.see_matter.as_q(user))

    def kept_by(self, user: User) -> MatterQuerySet:
        """Matters this user decides."""
        return self.filter(rules.keep_matter.as_q(user))

    def open(self) -> MatterQuerySet:
        """Those in which somebody has something to do."""
        return self.filter(state__in=OPEN_MATTERS)

    def to_be_called_on(self) -> MatterQuerySet:
        """待回访: closed, and neither the station asked the citizen nor the deputy called again (R070)."""
        return self.filter(state=MatterState.CLOSED, rating="", return_visits=None)


class Matter(models.Model):
    """One thing a citizen brought to a station, from the table to the citizen's own rating (R219–R222).

    ``original`` keeps what came from the public as it was written; ``account`` is what is shown after personal data
    was taken out of it. ``token`` is made on the phone: what is sent twice is one matter. ``code`` is the citizen's
    own, asked for without signing in. A matter that became a suggestion is linked from there; of such a one the
    citizen rates the answer, and apart from it what was done, which may come later (R221).
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="matters", verbose_name="联络站")
    day = models.ForeignKey(
        ReceptionDay,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="matters",
        verbose_name="接待日",
    )
    reception = models.ForeignKey(
        Reception, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="接待"
    )
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="群众"
    )
    heard_by = models.ForeignKey(
        "deputies.Deputyship",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="heard_matters",
        verbose_name="接待代表",
    )
    origin = models.CharField("来源", max_length=12, choices=Origin.choices, default=Origin.TABLE)
    category = models.ForeignKey(
        MatterCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="matters",
        verbose_name="类别",
    )
    title = models.CharField("事项", max_length=60)
    account = models.TextField("情况", validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    original = models.TextField("原文", blank=True, editable=False)
    wish = models.CharField("诉求", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=MatterState.choices, default=MatterState.RECEIVED)
    destination = models.CharField("分办去向", max_length=10, choices=Destination.choices, blank=True)
    organ = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="station_matters",
        verbose_name="承办单位",
    )
    handler = models.CharField("承办人", max_length=60, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)
    refusal = models.CharField("不予受理原因", max_length=12, choices=Refusal.choices, blank=True)
    reason = models.CharField("说明", max_length=300, blank=True)
    answer = models.TextField("办理结果", blank=True, validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, blank=True)
    received_at = models.DateTimeField("收到时间", default=timezone.now)
    decided_at = models.DateTimeField("分办时间", null=True, blank=True)
    answered_at = models.DateTimeField("办理时间", null=True, blank=True)
    told_at = models.DateTimeField("告知时间", null=True, blank=True)
    told_by = models.CharField("告知方式", max_length=10, choices=TellingWay.choices, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    rating = models.CharField("群众评价", max_length=14, choices=CitizenRating.choices, blank=True)
    rating_words = models.CharField("评价意见", max_length=300, blank=True)
    rated_at = models.DateTimeField("评价时间", null=True, blank=True)
    deed_rating = models.CharField("对落实的评价", max_length=14, choices=CitizenRating.choices, blank=True)
    deed_words = models.CharField("对落实的意见", max_length=300, blank=True)
    deed_rated_at = models.DateTimeField("对落实的评价时间", null=True, blank=True)
    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    token = models.UUIDField(unique=True, default=uuid4, editable=False)
    search_text = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = "群众事项"
        verbose_name_plural = "群众事项"
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="matter_state_due"),
            models.Index(fields=["station", "-received_at"], name="matter_station"),
            models.Index(fields=["organ", "state"], name="matter_organ_state"),
            models.Index(fields=["-received_at", "-id"], name="matter_newest"),
            models.Index(fields=["category"], name="matter_category"),
            # What figures count, without the texts beside it.
            models.Index(fields=["received_at"], include=["station", "category"], name="matter_figures"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MatterState.CLOSED) | Q(closed_at__isnull=False),
                name="matter_closed_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=MatterState.REFUSED) | ~Q(refusal=""), name="matter_refusal_said"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MatterState.ANSWERED, MatterState.CLOSED])
                | ~Q(answer="")
                | ~Q(refusal=""),
                name="matter_answer_said",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.title} {self.account} {self.wish}")
        super().save(*args, **kwargs)

    @property
    def asks_deed(self) -> bool:
        """Whether the citizen is still to be asked how it was carried out (双满意, R221)."""
        return self.destination == Destination.SUGGESTION and not self.deed_rating

    @property
    def is_public(self) -> bool:
        """Whether the station released it and has not withdrawn it since; read with ``publication``."""
        publication = getattr(self, "publication", None)
        return publication is not None and publication.withdrawn_at is None


class MatterPhoto(KeptPhoto):
    """A photo that goes with a matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="photos", verbose_name="事项")

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["matter", "order"], name="matter_photo_order_once")]


class MatterStep(models.Model):
    """One step of a matter as it was taken; replayed in order they give its state. Written once."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="steps", verbose_name="事项")
    verb = models.CharField("步骤", max_length=24)
    before = models.CharField("之前", max_length=10, blank=True)
    after = models.CharField("之后", max_length=10)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    actor_name = models.CharField("经办人", max_length=80)
    note = models.CharField("说明", max_length=500, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "办理经过"
        verbose_name_plural = "办理经过"
        ordering = ["id"]
        indexes = [models.Index(fields=["matter", "id"], name="matter_step_order")]

    def __str__(self) -> str:
        return f"{self.verb}：{self.before}→{self.after}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if not self._state.adding:
            raise TypeError("a step that was taken does not change")
        super().save(*args, **kwargs)
