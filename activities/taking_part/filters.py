"""Filters of the lists of taking part."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter

from activities.enums import DutyPart, Side
from activities.models import (
    Consultation,
    Hearing,
    HearingPlace,
    OfficialMeeting,
    OfficialMeetingQuerySet,
    PromisedAction,
)
from activities.taking_part.enums import ConsultationState, HearingKind, OfficialState, SeatState
from activities.taking_part.members import present_term
from activities.taking_part.queries import covered, joined_in, sat_in_since, side_of
from congress.organs.models import Organ
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from deputies.models import DeputyGroup, Deputyship, GroupMembership, is_grassroots

_YES, _NO = "yes", "no"
_AHEAD, _OVER, _FULL = "ahead", "over", "full"
_LATE, _OPEN = "late", "open"
#: So many years back one may ask who took part.
_YEARS = 6


def _years() -> list[tuple[str, str]]:
    this = timezone.localdate().year
    return [(str(year), f"{year}年") for year in range(this, this - _YEARS, -1)]


class PeopleFilter(ListFilter):
    """By part, by who organised it, and by day."""

    q = TextFilter("deputyship__person__search_text", label="搜姓名")
    part = ChoiceFilter("activity__kind__part", label="参与方式", choices=DutyPart.choices)
    side = ChoiceFilter(label="组织单位", choices=Side.choices, method="by_side")
    since = SinceFilter("activity__end_on", label="不早于")
    until = UntilFilter("activity__start_on", label="不晚于")

    leading = ("part", "side")

    def by_side(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Organised on this side; 列席 stands by itself."""
        rows = rows.annotate(organised=side_of("activity__")).filter(organised=value)
        return rows.exclude(activity__kind__part=DutyPart.SITTING_IN)


def _groups(request: Any) -> QuerySet[DeputyGroup]:
    return DeputyGroup.objects.in_force(timezone.localdate()).order_by("kind", "number", "pk")


class DeputiesFilter(ListFilter):
    """By whether they sat in this term, took part in a year, are 基层, and by group."""

    q = TextFilter("person__search_text", label="搜姓名")
    sat = ChoiceFilter(label="本届列席", choices=[(_YES, "列席过"), (_NO, "没有列席过")], method="who_sat_in")
    joined = ChoiceFilter(
        label="常委会活动", choices=[(_YES, "参加过"), (_NO, "没有参加过")], method="who_joined"
    )
    year = ChoiceFilter(label="哪一年的活动", choices=_years, method="in_year")
    grassroots = ChoiceFilter(label="基层代表", choices=[(_YES, "只看基层代表")], method="only_grassroots")
    group = ModelChoiceFilter(label="代表小组", queryset=_groups, method="in_group")

    leading = ("sat", "joined")

    def who_sat_in(self, rows: QuerySet[Deputyship], _name: str, value: str) -> QuerySet[Deputyship]:
        """Sat in at the committee since the term began, or not."""
        today = timezone.localdate()
        term = present_term(today)
        there = covered(Deputyship.objects.all(), sat_in_since(term.starts_on if term else today))
        keys = there.order_by().values("pk")
        return rows.filter(pk__in=keys) if value == _YES else rows.exclude(pk__in=keys)

    def who_joined(self, rows: QuerySet[Deputyship], _name: str, value: str) -> QuerySet[Deputyship]:
        """Took part in an activity of the committee in the chosen year, or in this one."""
        year = int(self.form.cleaned_data.get("year") or timezone.localdate().year)
        keys = covered(Deputyship.objects.all(), joined_in(year)).order_by().values("pk")
        return rows.filter(pk__in=keys) if value == _YES else rows.exclude(pk__in=keys)

    def in_year(self, rows: QuerySet[Deputyship], _name: str, _value: str) -> QuerySet[Deputyship]:
        """Says of which year :meth:`who_joined` speaks."""
        return rows

    def only_grassroots(self, rows: QuerySet[Deputyship], _name: str, _v: str) -> QuerySet[Deputyship]:
        """Those whose identity counts as 基层."""
        return rows.filter(is_grassroots())

    def in_group(self, rows: QuerySet[Deputyship], _name: str, value: DeputyGroup) -> QuerySet[Deputyship]:
        """Who sits in the group today."""
        seats = GroupMembership.objects.in_force(timezone.localdate()).filter(group=value)
        return rows.filter(Exists(seats.filter(deputyship=OuterRef("pk"))))


class HearingFilter(ListFilter):
    """By kind, by time, by seats."""

    q = TextFilter("search_text", label="搜标题、地点")
    when = ChoiceFilter(
        label="进展",
        choices=[(_AHEAD, "还没有到日期"), (_OVER, "过了没有登记到场"), (_FULL, "有候补")],
        method="at_this_point",
    )
    kind = ChoiceFilter(label="类别", choices=HearingKind.choices)
    since = SinceFilter("on", label="不早于")
    until = UntilFilter("on", label="不晚于")

    leading = ("when", "kind")

    def at_this_point(self, rows: QuerySet[Hearing], _name: str, value: str) -> QuerySet[Hearing]:
        """Around today."""
        today = timezone.localdate()
        if value == _FULL:
            waiting = HearingPlace.objects.filter(hearing=OuterRef("pk"), state=SeatState.WAITING)
            return rows.filter(Exists(waiting), state="open", on__gte=today)
        return rows.filter(state="open", **{"on__gte" if value == _AHEAD else "on__lt": today})


def _organs_met() -> QuerySet[Organ]:
    return Organ.objects.filter(Exists(OfficialMeeting.objects.filter(organ=OuterRef("pk"))))


def _organs_drafting() -> QuerySet[Organ]:
    return Organ.objects.filter(Exists(Consultation.objects.filter(organ=OuterRef("pk"))))


class OfficialFilter(ListFilter):
    """By state, unit, overdue promises and day."""

    q = TextFilter("search_text", label="搜事由、单位")
    state = ChoiceFilter(label="状态", choices=OfficialState.choices)
    promises = ChoiceFilter(
        label="承诺事项",
        choices=[(_LATE, "有逾期的"), (_OPEN, "有没有办成的")],
        method="with_promises",
    )
    organ = NamedFilter(label="约见单位", name="short_name", queryset=Organ.objects.none())
    since = SinceFilter("on", label="不早于")
    until = UntilFilter("on", label="不晚于")

    leading = ("state", "promises")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organ", _organs_met)

    def with_promises(self, rows: OfficialMeetingQuerySet, _name: str, value: str) -> OfficialMeetingQuerySet:
        """With a promise that is not kept yet, or late."""
        promised = PromisedAction.objects.filter(meeting=OuterRef("pk"), done_on__isnull=True)
        if value == _LATE:
            promised = promised.filter(due_on__lt=timezone.localdate())
        return rows.filter(Exists(promised))


class ConsultationFilter(ListFilter):
    """By state, by time, by unit."""

    q = TextFilter("search_text", label="搜文稿、单位")
    when = ChoiceFilter(
        label="进展", choices=[(_OPEN, "征求中"), (_OVER, "截止了没有反馈")], method="at_this_point"
    )
    state = ChoiceFilter(label="状态", choices=ConsultationState.choices)
    organ = NamedFilter(label="起草单位", name="short_name", queryset=Organ.objects.none())
    since = SinceFilter("opened_on", label="不早于")
    until = UntilFilter("opened_on", label="不晚于")

    leading = ("when", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organ", _organs_drafting)

    def at_this_point(self, rows: QuerySet[Consultation], _name: str, value: str) -> QuerySet[Consultation]:
        """Around today."""
        lookup = "due_on__gte" if value == _OPEN else "due_on__lt"
        return rows.filter(state=ConsultationState.OPEN, **{lookup: timezone.localdate()})
