"""People and the posts they hold over time. A post ends; a person never does."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from congress.accounts.models import User
from congress.search.text import normalise
from deputies import rules
from deputies.enums import Identity, Party, PostContext, Sex, Standing
from deputies.names import initials_of, name_key, pinyin_of


class PersonQuerySet(models.QuerySet["Person"]):
    """People in scope and in protocol order."""

    def visible_to(self, user: User) -> PersonQuerySet:
        """People this user may see."""
        return self.filter(rules.see_person.as_q(user))

    def with_rank(self, on: date) -> PersonQuerySet:
        """Annotates ``rank``: the protocol order of the highest post held on a day; null without one."""
        posts = Post.objects.in_force(on).filter(person=OuterRef("pk"), order__isnull=False)
        return self.annotate(rank=Subquery(posts.order_by("order").values("order")[:1]))


class Person(models.Model):
    """A human being, once, however many posts and deputyships they hold.

    ``partial_name`` marks someone known by surname and honorific only (潘总, R280). Of ``birth_date`` year and
    month count; where the day is not known it is the first.
    """

    name = models.CharField("姓名", max_length=60)
    name_key = models.CharField(max_length=60, db_index=True, editable=False)
    partial_name = models.BooleanField("只知称呼", default=False)
    pinyin = models.CharField(max_length=120, db_index=True, editable=False, default="")
    initials = models.CharField(max_length=80, editable=False, default="")
    sex = models.CharField("性别", max_length=10, choices=Sex.choices, blank=True)
    birth_date = models.DateField("出生年月", null=True, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    education = models.CharField("学历", max_length=30, blank=True)
    party = models.CharField("党派", max_length=20, choices=Party.choices, blank=True)
    standing = models.CharField("归属", max_length=10, choices=Standing.choices, default=Standing.LOCAL)
    level = models.CharField("上级层级", max_length=10, blank=True)
    organisation = models.CharField("所在单位", max_length=80, blank=True)
    occupation = models.CharField("职务、职业", max_length=80, blank=True)
    identity = models.CharField("身份", max_length=20, choices=Identity.choices, blank=True)
    trade = models.CharField("行业", max_length=30, blank=True)
    phone = models.CharField("电话", max_length=20, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name="帐号",
    )
    remark = models.CharField("备注", max_length=200, blank=True)
    search_text = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(fields=["standing", "name_key"]),
            models.Index(fields=["sex"], name="person_sex"),
            models.Index(fields=["birth_date"], name="person_birth"),
            models.Index(fields=["party"], name="person_party"),
            models.Index(fields=["identity"], name="person_identity"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search columns."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out what is found and sorted by; to be called before rows are written in bulk."""
        key = name_key(self.name)
        if key != self.name_key or not self.pinyin:
            self.name_key, self.pinyin, self.initials = key, pinyin_of(key), initials_of(key)
        self.search_text = normalise(f"{key} {self.organisation} {self.initials}")


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by date."""

    def in_force(self, on: date) -> PostQuerySet:
        """Posts held on a day; an unknown beginning or end counts as open."""
        return self.filter(*rules.held_on(on))


class Post(models.Model):
    """A post with dates and the context it is held in (人大, 党组 …).

    ``order`` is the protocol order, 1 first; it decides who leads a list of people (R276).
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts", verbose_name="人员")
    title = models.CharField("职务", max_length=80)
    context = models.CharField(
        "类别", max_length=20, choices=PostContext.choices, default=PostContext.CONGRESS
    )
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="单位"
    )
    starts_on = models.DateField("任职日期", null=True, blank=True)
    ends_on = models.DateField("离任日期", null=True, blank=True)
    order = models.PositiveIntegerField("排名", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "职务"
        verbose_name_plural = "职务"
        ordering = [F("order").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="post_ends_after_start",
                violation_error_message="离任日期不能早于任职日期",
            ),
            models.UniqueConstraint(
                fields=["person", "title", "starts_on"],
                name="post_once",
                violation_error_message="这个人已有同一职务",
            ),
            models.UniqueConstraint(
                fields=["person", "title"],
                condition=Q(starts_on__isnull=True),
                name="post_once_undated",
                violation_error_message="这个人已有同一职务",
            ),
        ]

    def __str__(self) -> str:
        return self.title
