"""Links between people in tiers, with dates, and the contacts on them (R128–R134, R036, R047)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.organs.models import Constituency
from deputies.links import rules
from deputies.links.enums import OF_REGISTER, PRIVATE, Lower, MassesKind, Upper, VisitAspect
from deputies.models.people import Person
from deputies.names import name_key
from deputies.rules import held_on

#: The longest account of a contact, and of one opinion.
LONGEST_ACCOUNT = 2_000
LONGEST_OPINION = 500
#: What is said instead of the name of a citizen.
SOMEBODY = "某群众"


class LinkTier(models.Model):
    """One tier of links: who links with whom, and with how many (三联, R132); a pairing campaign is one too (R047).

    ``level`` is the congress whose deputies are counted where a side of the tier is deputies. Without a ``target``
    nobody is short. With ``exclusive`` nobody is linked twice in the tier at a time.
    """

    name = models.CharField("名称", max_length=40, unique=True)
    upper = models.CharField("谁来联系", max_length=20, choices=Upper.choices)
    lower = models.CharField("联系谁", max_length=20, choices=Lower.choices)
    level = models.CharField(
        "算哪一级代表", max_length=20, choices=CongressLevel.choices, default=CongressLevel.DISTRICT
    )
    target = models.PositiveSmallIntegerField("每人联系几个", null=True, blank=True)
    exclusive = models.BooleanField("一对一", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "联系层级"
        verbose_name_plural = "联系层级"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The chairpersons link with members, members with deputies; a deputy links with nobody in a post."""
        if self.upper == Upper.DEPUTIES and self.lower in OF_REGISTER:
            raise ValidationError({"lower": "代表联系的是群众、企业、家庭"})

    @property
    def of_register(self) -> bool:
        """Whether those linked with are in the register of people."""
        return self.lower in OF_REGISTER

    @property
    def is_private(self) -> bool:
        """Whether those linked with are citizens, whose names are not shown."""
        return self.lower in PRIVATE


class ContactChannel(models.Model):
    """How people were in contact (走访, 座谈, 电话, 微信 …, R036): an editable list."""

    name = models.CharField("名称", max_length=20, unique=True)
    is_online = models.BooleanField("线上", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "联系方式"
        verbose_name_plural = "联系方式"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class VisitKind(models.Model):
    """What a visit was: 进社区, 进企业 … 访群众, 访企业 … (三进三访, R134): an editable list."""

    name = models.CharField("名称", max_length=20, unique=True)
    aspect = models.CharField("哪一种", max_length=10, choices=VisitAspect.choices)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "走访类型"
        verbose_name_plural = "走访类型"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class LinkedParty(models.Model):
    """Somebody who is not in the register: a citizen, an enterprise, a household. Apart from the link, so that a
    query for links brings no name along; read through ``links.parties`` only.
    """

    name = models.CharField("姓名、名称", max_length=60)
    phone = models.CharField("电话", max_length=20, blank=True)
    home = models.CharField("住址、单位", max_length=80, blank=True)

    class Meta:
        verbose_name = "联系对象"
        verbose_name_plural = "联系对象"

    def __str__(self) -> str:
        return SOMEBODY


class LinkQuerySet(models.QuerySet["Link"]):
    """Links by scope and date."""

    def visible_to(self, user: User) -> LinkQuerySet:
        """Links this user may see."""
        return self.filter(rules.see_link.as_q(user))

    def kept_by(self, user: User) -> LinkQuerySet:
        """Links this user may end, and whose names they may open."""
        return self.filter(rules.keep_link.as_q(user))

    def in_force(self, on: date) -> LinkQuerySet:
        """Links on a day, the first and the last day included."""
        return self.filter(*held_on(on))


class Link(models.Model):
    """Somebody keeps in touch with somebody, from one day to another (双联, 三联).

    ``person`` is in the register, or ``party`` is not; one of them. ``enterprise`` is the key of an enterprise's
    name, so that the database itself keeps a campaign one-to-one. ``outcome`` is what came of a pairing.
    """

    tier = models.ForeignKey(LinkTier, models.PROTECT, related_name="links", verbose_name="层级")
    holder = models.ForeignKey(Person, models.PROTECT, related_name="links_kept", verbose_name="联系人")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="links_with", verbose_name="联系对象"
    )
    party = models.OneToOneField(
        LinkedParty, models.PROTECT, null=True, blank=True, related_name="link", verbose_name="联系对象"
    )
    kind = models.CharField("类别", max_length=20, choices=MassesKind.choices, blank=True)
    grid = models.CharField("网格", max_length=40, blank=True)
    constituency = models.ForeignKey(
        Constituency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="选区"
    )
    enterprise = models.CharField(max_length=60, blank=True, editable=False)
    starts_on = models.DateField("从哪天起")
    ends_on = models.DateField("到哪天止", null=True, blank=True)
    outcome = models.CharField("结束原因、成效", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "联系"
        verbose_name_plural = "联系"
        ordering = ["tier__order", "holder__name_key", "id"]
        indexes = [
            models.Index(fields=["holder", "tier", "ends_on"], name="link_holder_tier_end"),
            models.Index(fields=["person", "tier", "ends_on"], name="link_person_tier_end"),
            models.Index(fields=["starts_on"], name="link_start"),
            models.Index(fields=["kind"], name="link_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, party__isnull=False)
                | Q(person__isnull=False, party__isnull=True),
                name="link_with_one",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="link_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("holder")),
                name="link_not_oneself",
                violation_error_message="不能自己联系自己",
            ),
            models.UniqueConstraint(
                fields=["tier", "holder", "person"],
                condition=Q(ends_on__isnull=True),
                name="link_once",
                violation_error_message="已经有这个联系",
            ),
            models.UniqueConstraint(
                fields=["tier", "enterprise"],
                condition=Q(ends_on__isnull=True) & ~Q(enterprise=""),
                name="link_one_pair",
                violation_error_message="这家企业在这项活动里已有人对接",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MassesKind.GRID_WORKER) | ~Q(grid=""),
                name="link_grid_named",
                violation_error_message="请填写网格名称",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}：{self.tier}"

    @property
    def is_over(self) -> bool:
        """Whether it was ended."""
        return self.ends_on is not None

    @staticmethod
    def enterprise_key(name: str) -> str:
        """What tells two enterprises apart: the name without spaces."""
        return name_key(name)[:60]


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts by scope; a withdrawn one counts nowhere."""

    def visible_to(self, user: User) -> ContactQuerySet:
        """Contacts this user may see."""
        return self.filter(rules.see_contact.as_q(user))

    def kept_by(self, user: User) -> ContactQuerySet:
        """Contacts this user may correct."""
        return self.filter(rules.keep_contact.as_q(user))

    def standing(self) -> ContactQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Contact(models.Model):
    """Once somebody was in contact with those they are linked with: when, how, where, what was heard (R131, R036).

    ``token`` names one submission of the form: sent twice, it is one contact.
    """

    holder = models.ForeignKey(Person, models.PROTECT, related_name="contacts", verbose_name="联系人")
    links = models.ManyToManyField(Link, related_name="contacts", verbose_name="联系了谁")
    on = models.DateField("日期")
    channel = models.ForeignKey(
        ContactChannel, models.PROTECT, related_name="contacts", verbose_name="联系方式"
    )
    visit_kinds = models.ManyToManyField(
        VisitKind, blank=True, related_name="contacts", verbose_name="三进三访"
    )
    place = models.CharField("地点", max_length=80, blank=True)
    account = models.TextField("情况", blank=True, validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "联系记录"
        verbose_name_plural = "联系记录"
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["on"], name="contact_on"),
            models.Index(fields=["holder", "on"], name="contact_holder_on"),
        ]

    def __str__(self) -> str:
        return f"{self.holder}{self.on.month}月{self.on.day}日联系"


class ContactOpinion(models.Model):
    """One opinion heard at a contact; it may become a suggestion (R131)."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="opinions", verbose_name="联系记录")
    text = models.CharField("意见建议", max_length=LONGEST_OPINION)

    class Meta:
        verbose_name = "听到的意见"
        verbose_name_plural = "听到的意见"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
