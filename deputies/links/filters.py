"""Filters of links, contacts and visits."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter

from congress.organs.enums import OrganKind
from congress.organs.models import Area, Organ
from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from deputies.links.enums import MassesKind
from deputies.models import (
    ContactChannel,
    ContactOpinion,
    ContactQuerySet,
    DeputyGroup,
    Deputyship,
    LinkQuerySet,
    LinkTier,
    OrganQuestion,
    OrganVisitQuerySet,
    VisitKind,
    is_grassroots,
)

_YES, _NO = "yes", "no"
_NOW, _OVER, _STALE = "now", "over", "stale"
#: Organs groups are linked with: those of the state, not units and bodies of other kinds.
STATE_ORGANS = (
    OrganKind.GOVERNMENT,
    OrganKind.DEPARTMENT,
    OrganKind.TOWN_GOVERNMENT,
    OrganKind.SUPERVISORY,
    OrganKind.COURT,
    OrganKind.PROCURATORATE,
)


def _towns(_request: Any) -> Any:
    return Area.objects.towns().order_by("order", "pk")


class LinkFilter(ListFilter):
    """By tier, kind, area of the holder, whether in force, whether with 基层代表."""

    q = TextFilter("holder__search_text", label="搜联系人姓名、拼音首字母、单位")
    tier = ModelChoiceFilter(label="层级", queryset=LinkTier.objects.all())
    state = ChoiceFilter(
        label="状态",
        choices=[(_NOW, "在联系"), (_OVER, "已结束"), (_STALE, "有一方已离任")],
        method="in_state",
    )
    kind = ChoiceFilter(label="群众类别", choices=MassesKind.choices)
    area = ModelChoiceFilter(label="乡镇街道", queryset=_towns, method="within")
    grassroots = ChoiceFilter(
        label="基层代表", choices=[(_YES, "只看联系基层代表的")], method="of_grassroots"
    )
    since = SinceFilter("starts_on", label="起始不早于")

    leading = ("tier", "state")

    def in_state(self, rows: LinkQuerySet, _name: str, value: str) -> LinkQuerySet:
        """In force, ended, or in force although a deputy of the link is none any more."""
        today = timezone.localdate()
        if value == _OVER:
            return rows.filter(ends_on__isnull=False)
        held = rows.in_force(today)
        if value == _NOW:
            return held
        gone = Deputyship.objects.all()
        serving = gone.in_force(today)
        was = [Exists(gone.filter(person=OuterRef(side))) for side in ("holder", "person")]
        is_now = [Exists(serving.filter(person=OuterRef(side))) for side in ("holder", "person")]
        return held.filter(was[0] & ~is_now[0] | was[1] & ~is_now[1])

    def within(self, rows: LinkQuerySet, _name: str, value: Area | None) -> LinkQuerySet:
        """Links kept by deputies elected in a town."""
        if value is None:
            return rows
        elected = Deputyship.objects.filter(constituency__area__path__startswith=value.path)
        return rows.filter(holder__in=elected.order_by().values("person"))

    def of_grassroots(self, rows: LinkQuerySet, _name: str, _value: str) -> LinkQuerySet:
        """With 基层代表."""
        return rows.filter(is_grassroots())


class ContactFilter(ListFilter):
    """By tier, channel, kind of visit, opinions and day."""

    q = TextFilter("holder__search_text", label="搜联系人姓名、拼音首字母、单位")
    tier = ModelChoiceFilter(label="层级", queryset=LinkTier.objects.all(), method="in_tier")
    channel = ModelChoiceFilter(label="联系方式", queryset=ContactChannel.objects.all())
    visit = ModelChoiceFilter("visit_kinds", label="三进三访", queryset=VisitKind.objects.all())
    heard = ChoiceFilter(
        label="意见", choices=[(_YES, "听到意见的"), (_NO, "没有意见的")], method="with_opinions"
    )
    since = SinceFilter("on", label="不早于")
    until = UntilFilter("on", label="不晚于")

    leading = ("tier", "channel")

    def in_tier(self, rows: ContactQuerySet, _name: str, value: LinkTier | None) -> ContactQuerySet:
        """With anybody of the tier."""
        return rows if value is None else rows.filter(links__tier=value).distinct()

    def with_opinions(self, rows: ContactQuerySet, _name: str, value: str) -> ContactQuerySet:
        """Where something was heard, or nothing."""
        heard = Exists(ContactOpinion.objects.filter(contact=OuterRef("pk")))
        return rows.filter(heard if value == _YES else ~heard)


def _groups(request: Any) -> Any:
    return DeputyGroup.objects.visible_to(request.user).select_related("term")


def _organs(_request: Any) -> Any:
    return Organ.objects.filter(kind__in=STATE_ORGANS).order_by("order", "pk")


class VisitFilter(ListFilter):
    """By group, organ, open questions, whether linked, and day."""

    q = TextFilter("organ__name", label="搜单位名称")
    group = ModelChoiceFilter(label="代表小组", queryset=_groups)
    organ = ModelChoiceFilter(label="国家机关", queryset=_organs)
    answered = ChoiceFilter(
        label="问询",
        choices=[(_NO, "有待答复的"), (_YES, "都已答复"), ("none", "没有问询")],
        method="by_answer",
    )
    tied = ChoiceFilter(
        label="定点", choices=[(_YES, "定点联系的"), (_NO, "不是定点联系的")], method="by_tie"
    )
    since = SinceFilter("on", label="不早于")
    until = UntilFilter("on", label="不晚于")

    leading = ("group", "answered")

    def by_answer(self, rows: OrganVisitQuerySet, _name: str, value: str) -> OrganVisitQuerySet:
        """Whether anything still waits for its answer."""
        questions = OrganQuestion.objects.filter(visit=OuterRef("pk"))
        some, waiting = Exists(questions), Exists(questions.filter(answered_on=None))
        return rows.filter({_NO: Q(waiting), _YES: some & ~waiting}.get(value, ~some))

    def by_tie(self, rows: OrganVisitQuerySet, _name: str, value: str) -> OrganVisitQuerySet:
        """Whether the group was linked with the organ that day."""
        return rows.tied(value == _YES)
