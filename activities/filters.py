"""Filters of the log."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter
from django_filters.fields import ModelChoiceField, ModelChoiceIterator

from activities.enums import (
    ACCOMPANYING,
    ActivityState,
    DutyPart,
    HalfDay,
    LawAsked,
    PartnerAsked,
    PartnerRole,
    Side,
)
from activities.models import Activity, ActivityKind, ActivityQuerySet, Attendance, Campaign, Participation
from activities.queries import months_logged
from activities.queries.leaders import REST
from activities.taking_part.queries import counted_activities, side_of
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from deputies.enums import Standing
from deputies.filters import TextFilter
from deputies.models import DeputyGroup, Person, Post

_THIS, _LAST, _UNSAID = "this", "last", "none"


def _months() -> list[tuple[str, str]]:
    named = [(f"{m:%Y-%m}", f"{m.year}年{m.month}月") for m in months_logged()]
    return [(_THIS, "本月"), (_LAST, "上月"), *named]


def month_span(key: str, today: date) -> tuple[date, date]:
    """First and last day of 本月, 上月 or a month written 2026-05."""
    if key in {_THIS, _LAST}:
        year, month = today.year, today.month
        if key == _LAST:
            year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    else:
        year, month = (int(part) for part in key.split("-"))
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


_ANY = "any"
_NONE = "none"


def _groups() -> list[tuple[str, str]]:
    """The groups of kinds in the order of the kinds; kinds without a group are 其他."""
    groups = ActivityKind.objects.order_by("order", "id").values_list("group", flat=True)
    return [(name, name) for name in dict.fromkeys(group or REST for group in groups)]


def _guest_levels() -> list[tuple[str, str]]:
    """Levels that guests in the register have, from the highest down."""
    levels = Person.objects.filter(standing=Standing.HIGHER).values_list("level", flat=True).distinct()
    return [
        (level, f"{level}级" if len(level) == 1 else level) for level in sorted(levels, key=_height) if level
    ]


def _height(level: str) -> int:
    return next((number for number, name in enumerate(("全国", "省", "市")) if level == name), 9)


class _ShownIterator(ModelChoiceIterator):  # type: ignore[misc] # django_filters has no types
    def __init__(self, field: PersonField) -> None:
        super().__init__(field)
        self.queryset = field.shown


class PersonField(ModelChoiceField):  # type: ignore[misc]
    """Takes anybody of the queryset, and offers those that are ``shown``."""

    iterator = _ShownIterator

    def __init__(self, *args: Any, shown: QuerySet[Person], **kwargs: Any) -> None:
        self.shown = shown
        super().__init__(*args, **kwargs)


class PersonFilter(ModelChoiceFilter):  # type: ignore[misc]
    """By somebody who took part."""

    field_class = PersonField


class DeputyGroupField(ModelChoiceField):  # type: ignore[misc]
    """A group among those of all congresses."""

    def label_from_instance(self, obj: DeputyGroup) -> str:
        """Told apart from one of another congress."""
        return obj.listed_as


class DeputyGroupFilter(ModelChoiceFilter):  # type: ignore[misc]
    """By a group of deputies."""

    field_class = DeputyGroupField


class ActivityFilter(ListFilter):
    """By month, kind and its group, campaign, group of deputies (R009), person, level of guests (R018), the
    congress it was done with (R271), area, half-day, state and days."""

    q = TextFilter("search_text", label="搜标题、正文、地点")
    month = ChoiceFilter(label="月份", choices=_months, method="in_month")
    kind = ModelChoiceFilter(label="类别", queryset=ActivityKind.objects.all())
    group = ChoiceFilter(label="归类", choices=_groups, method="in_group")
    campaign = ModelChoiceFilter(label="专项", queryset=Campaign.objects.all(), method="in_campaign")
    deputy_group = DeputyGroupFilter(
        label="开展小组", queryset=DeputyGroup.objects.none(), method="by_deputy_group"
    )
    person = PersonFilter(label="参加人", queryset=Person.objects.none(), method="with_person")
    accompanying = ChoiceFilter(label="陪同", choices=[("no", "不算陪同")], method="without_accompanying")
    higher = ChoiceFilter(label="上级领导", choices=[("yes", "有上级领导参加")], method="with_higher")
    guest = ChoiceFilter(label="来宾层级", choices=_guest_levels, method="with_guest")
    superior = ChoiceFilter(
        label="配合上级", choices=[(_ANY, "所有层级"), *CongressLevel.choices[:4]], method="with_superior"
    )
    elsewhere = ChoiceFilter(label="外地交流", choices=PartnerRole.choices, method="with_elsewhere")
    law = ChoiceFilter(label="会前学法", choices=[(_NONE, "未安排会前学法")], method="without_law")
    part = ChoiceFilter(label="代表参与", choices=[(_ANY, "所有方式"), *DutyPart.choices], method="with_part")
    side = ChoiceFilter(label="代表参加谁组织的", choices=Side.choices, method="by_side")
    area = ModelChoiceFilter(label="所属区域", queryset=Area.objects.none(), method="in_area")
    half_day = ChoiceFilter(
        label="时段", choices=[*HalfDay.choices, (_UNSAID, "没有写明")], method="in_half_day"
    )
    state = ChoiceFilter(label="状态", choices=ActivityState.choices)
    since = SinceFilter("end_on", label="不早于")
    until = UntilFilter("start_on", label="不晚于")

    leading = ("month", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Anybody may be asked for; only the leaders and whoever is asked for are offered, not thousands of names.
        people = Person.objects.visible_to(self.request.user)
        asked = [int(key) for key in self.data.getlist("person") if key.isdecimal()]
        leaders = Post.objects.filter(order__isnull=False, person__standing=Standing.LOCAL).values("person")
        self.offer("person", lambda: people)
        if "person" in self.filters:
            self.filters["person"].extra["shown"] = people.filter(Q(pk__in=leaders) | Q(pk__in=asked))
        places = self.queryset.order_by().values("area")
        groups = DeputyGroup.objects.visible_to(self.request.user).select_related("term")
        self.offer("deputy_group", lambda: groups.order_by("kind", "number", "pk"))
        self.offer("area", lambda: Area.objects.filter(pk__in=places).order_by("path"))

    def in_month(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """Took place in the month, at least in part."""
        first, last = month_span(value, timezone.localdate())
        return rows.filter(start_on__lte=last, end_on__gte=first)

    def in_group(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """Of a kind in this group."""
        return rows.filter(kind__group="" if value == REST else value)

    def in_campaign(self, rows: ActivityQuerySet, _name: str, value: Campaign) -> ActivityQuerySet:
        """Tagged with the campaign."""
        return rows.filter(pk__in=value.activities.values("pk"))

    def by_deputy_group(self, rows: ActivityQuerySet, _name: str, value: DeputyGroup) -> ActivityQuerySet:
        """Carried out by the group, alone or with others (R009)."""
        return rows.filter(pk__in=value.activities.values("pk"))

    def with_person(self, rows: ActivityQuerySet, _name: str, value: Person) -> ActivityQuerySet:
        """The person took part; accompanying does not count where it is left out (R279)."""
        parts = Participation.objects.filter(person=value)
        named = parts
        if self.form.cleaned_data.get("accompanying"):
            named = parts.exclude(manner=ACCOMPANYING)
        # On the roll of deputies without being named besides.
        came = Attendance.objects.came().filter(deputyship__person=value)
        came = came.exclude(activity__in=parts.values("activity"))
        return rows.filter(Q(pk__in=named.values("activity")) | Q(pk__in=came.values("activity")))

    def without_accompanying(self, rows: ActivityQuerySet, _name: str, _value: str) -> ActivityQuerySet:
        """Somebody did more than accompany; with a person chosen, that person (:meth:`with_person`)."""
        if self.form.cleaned_data.get("person"):
            return rows
        return rows.filter(Exists(_parts().exclude(manner=ACCOMPANYING)))

    def with_guest(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """Somebody from this level above took part."""
        guests = _parts().filter(person__standing=Standing.HIGHER, person__level=value)
        return rows.filter(Exists(guests))

    def with_superior(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """Done to assist a congress above, of this level (R271)."""
        rows = rows.filter(kind__partner=PartnerAsked.SUPERIOR)
        return rows if value == _ANY else rows.filter(partner_level=value)

    def with_elsewhere(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """Exchange with a congress elsewhere, by who travelled (R271)."""
        return rows.filter(kind__partner=PartnerAsked.ELSEWHERE, partner_role=value)

    def with_part(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """Deputies take part in this way, as the figures of taking part count it (R103)."""
        rows = counted_activities(rows)
        return rows if value == _ANY else rows.filter(kind__part=value)

    def by_side(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """Deputies take part in what this side organised; 列席 stands by itself (R104)."""
        counted = counted_activities(rows).exclude(kind__part=DutyPart.SITTING_IN)
        return counted.annotate(organised=side_of()).filter(organised=value)

    def without_law(self, rows: ActivityQuerySet, _name: str, _value: str) -> ActivityQuerySet:
        """A meeting before which a law should have been studied, and was not (R098)."""
        return rows.filter(kind__law=LawAsked.BEFORE, law_studied="")

    def in_area(self, rows: ActivityQuerySet, _name: str, value: Area) -> ActivityQuerySet:
        """In the area itself; the district is not everything below it."""
        places = Q(area=value) if value.parent_id is None else Q(area__path__startswith=value.path)
        return rows.filter(places)

    def in_half_day(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """In this half of the day; not stated is a value of its own."""
        return rows.filter(half_day="" if value == _UNSAID else value)

    def with_higher(self, rows: ActivityQuerySet, _name: str, _value: str) -> ActivityQuerySet:
        """Somebody from a higher level took part (R018)."""
        return rows.filter(Exists(_parts().filter(person__standing=Standing.HIGHER)))


def _parts() -> QuerySet[Participation]:
    """The people of the activity at hand."""
    return Participation.objects.filter(activity=OuterRef("pk"))


def _years() -> list[tuple[int, str]]:
    years = Activity.objects.exclude(meeting_body="").values_list("meeting_year", flat=True)
    return [(year, f"{year}年") for year in years.order_by("-meeting_year").distinct() if year]


def _bodies() -> list[tuple[str, str]]:
    kinds = ActivityKind.objects.exclude(meeting_body="").order_by("order", "id")
    return [(body, body) for body in dict.fromkeys(kinds.values_list("meeting_body", flat=True))]


class MeetingFilter(ListFilter):
    """By body and year, and without a law studied before it (R098)."""

    q = TextFilter("search_text", label="搜会议标题、正文")
    meeting_body = ChoiceFilter(label="会议机构", choices=_bodies)
    meeting_year = ChoiceFilter(label="年份", choices=_years)
    law = ChoiceFilter(label="会前学法", choices=[(_NONE, "未安排会前学法")], method="without_law")

    leading = ("meeting_body", "meeting_year")

    def without_law(self, rows: ActivityQuerySet, _name: str, _value: str) -> ActivityQuerySet:
        """A law should have been studied before it, and was not."""
        return rows.filter(kind__law=LawAsked.BEFORE, law_studied="")


def list_rows(user: Any) -> ActivityQuerySet:
    """The rows of the list for a user."""
    return Activity.objects.visible_to(user).select_related("kind", "area").defer("search_text")


def meeting_rows(user: Any) -> ActivityQuerySet:
    """The numbered meetings a user sees, with how many attended, sat in, and stood on the agenda."""
    rows = Activity.objects.visible_to(user).recorded().exclude(meeting_body="")
    sat_in = Q(participations__manner="列席")
    return rows.select_related("kind").annotate(
        agenda_count=Count("agenda", distinct=True),
        attended=Count("participations", filter=~sat_in, distinct=True),
        sat_in=Count("participations", filter=sat_in, distinct=True),
    )
