"""Reads of the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from activities.enums import ActivityState
from activities.models import Activity, ActivityKind, ActivityUnit, Participation
from activities.rules import DISTRICT_WRITERS, TOWNS
from congress.accounts.models import User
from congress.organs.models import Area, Organ
from congress.organs.queries import district
from deputies.enums import PostContext
from deputies.models import Person, Post
from deputies.queries import matching, title_of, with_posts_on

#: Fields of an activity with the words of the form, in its order.
FACT_LABELS = {
    "start_on": "日期",
    "end_on": "至",
    "half_day": "时段",
    "kind": "类别",
    "headline": "标题",
    "topic": "主题",
    "organiser": "组织单位",
    "place": "地点",
    "meeting_number": "会议次数",
    "area": "所属区域",
    "text": "正文",
    "participations": "参加人",
    "units": "参加单位",
    "groups": "参加群体",
    "photos": "照片",
}

#: Who stands for a unit, and collectives without names, as bulletins word them.
REPRESENTATIVES = ("负责人", "主要负责人", "相关负责人", "分管负责人")
GROUP_NAMES = (
    "部分区人大代表",
    "区人大常委会组成人员",
    "机关干部职工",
    "机关党员干部",
    "党总支委员会委员",
    "各乡镇人大主席",
    "街道人大工委主任",
)


def facts_of(activity: Activity) -> dict[str, Any]:
    """Everything an activity tells, for the audit trail and for comparing two versions (6 queries)."""
    people = list(activity.participations.order_by("order").select_related("person"))
    return {
        "start_on": activity.start_on,
        "end_on": activity.end_on,
        "half_day": activity.half_day,
        "kind": activity.kind.name,
        "headline": activity.headline,
        "topic": activity.topic,
        "organiser": activity.organiser,
        "place": activity.place,
        "meeting_number": activity.meeting_number,
        "area": activity.area.name,
        "text": activity.text,
        "participations": [participation_text(row) for row in people],
        "person_ids": [row.person_id for row in people],
        "units": [unit_text(row) for row in activity.units.order_by("order")],
        "groups": [f"{row.name}（{row.manner}）" for row in activity.groups.order_by("order")],
        "photos": list(activity.photos.shown().order_by("order").values_list("pk", flat=True)),
    }


def participation_text(row: Participation) -> str:
    """区人大常委会主任张玉鼎（率队）, with what else was noted."""
    notes = [row.manner, row.party and f"随行：{row.party}", "共用职务" if row.collective_title else ""]
    full = row.title_full if row.title_full != row.title_as_written else ""
    notes.append(full and f"全称：{full}")
    return f"{row.title_as_written}{row.person.name}（{'，'.join(note for note in notes if note)}）"


def unit_text(row: ActivityUnit) -> str:
    """区城管局负责人（参加）."""
    return f"{row.name_as_written}{row.represented_by}（{row.manner}）"


# --- what the form offers ------------------------------------------------------------------------
def writable_areas(user: User) -> QuerySet[Area]:
    """Where this user can place an activity: the district and its towns, or the town's own area and below."""
    places = Q(pk__in=[])
    if user.has_role(*DISTRICT_WRITERS):
        places |= Q(parent__isnull=True) | Q(parent__parent__isnull=True)
    for assignment in user.assignments_today:
        if assignment.role in TOWNS and assignment.area is not None:
            places |= Q(path__startswith=assignment.area.path)
    return Area.objects.filter(places).order_by("path")


def home_area(user: User) -> Area | None:
    """The area an activity of this user belongs to unless another is chosen."""
    if user.has_role(*DISTRICT_WRITERS):
        return district()
    return next((a.area for a in user.assignments_today if a.role in TOWNS), None)


def offered_kinds(present: ActivityKind | None = None) -> QuerySet[ActivityKind]:
    """Kinds that can be chosen, with the one a record has already."""
    return ActivityKind.objects.filter(Q(active=True) | Q(pk=present.pk if present else None))


def organ_names() -> list[str]:
    """Short names of the organs that exist today, for suggestions while typing."""
    return list(Organ.objects.active(timezone.localdate()).values_list("short_name", flat=True))


#: The contexts whose posts make up a title, by the group or the code of the kind (R278).
_CONTEXTS: dict[str, tuple[str, ...]] = {
    "机关党建": (PostContext.PARTY_GROUP, PostContext.CONGRESS),
    "superior_research": (PostContext.PARTY_GROUP, PostContext.CONGRESS),
    "investment_promotion": (PostContext.CONGRESS, PostContext.TASK_FORCE),
    "reception": (PostContext.CONGRESS, PostContext.TASK_FORCE),
}


def contexts_of(kind: ActivityKind | None) -> tuple[str, ...]:
    """In which bodies people act at activities of a kind."""
    if kind is None:
        return (PostContext.CONGRESS,)
    return _CONTEXTS.get(kind.code) or _CONTEXTS.get(kind.group) or (PostContext.CONGRESS,)


@dataclass(frozen=True)
class PersonOption:
    """Somebody the form offers: ``title`` is what to print, ``hint`` tells namesakes apart."""

    id: int
    name: str
    title: str
    hint: str


def people_options(
    user: User, text: str, *, on: date, kind: ActivityKind | None, limit: int = 20
) -> list[PersonOption]:
    """People whose name contains the text, leaders first, with the title they bear on the day (3 queries)."""
    ranked = matching(user, text).with_rank(on).order_by(F("rank").asc(nulls_last=True), "name_key", "pk")
    people = list(with_posts_on(ranked[:limit], on))
    untitled = [person.pk for person in people if not posts_then(person)]
    printed = _last_printed(untitled)
    contexts = contexts_of(kind)
    options = []
    for person in people:
        title = title_of(posts_then(person), contexts) or printed.get(person.pk, "")
        place = "" if person.organisation and person.organisation in title else person.organisation
        hint = "　".join(part for part in (title, place) if part)
        options.append(PersonOption(person.pk, person.name, title, hint))
    return options


def posts_then(person: Person) -> Sequence[Post]:
    """The posts that :func:`deputies.queries.with_posts_on` fetched."""
    posts: Sequence[Post] = person.posts_then  # type: ignore[attr-defined]
    return posts


def _last_printed(people: Iterable[int]) -> dict[int, str]:
    """The title each person was printed with last, for people of whom the register knows no post."""
    rows = (
        Participation.objects.filter(person__in=list(people))
        .exclude(title_as_written="")
        .order_by("activity__start_on", "activity_id")
        .values_list("person_id", "title_as_written")
    )
    return dict(rows)


# --- lists and figures ---------------------------------------------------------------------------
def months_logged() -> list[date]:
    """The months in which something was logged, newest first, each by its first day."""
    months = Activity.objects.annotate(month=TruncMonth("start_on")).values_list("month", flat=True)
    return list(months.order_by("-month").distinct())


def recorded_between(user: User, start: date, end: date) -> QuerySet[Activity]:
    """Activities in scope that took place, at least in part, from one day to another (both included)."""
    rows = Activity.objects.visible_to(user).filter(state=ActivityState.RECORDED)
    return rows.filter(start_on__lte=end, end_on__gte=start)


def by_manner(activity: Activity) -> list[tuple[str, list[Participation]]]:
    """The people by way of taking part, ways and people in the order of the record (one query)."""
    found: dict[str, list[Participation]] = {}
    for row in activity.participations.order_by("order").select_related("person"):
        found.setdefault(row.manner, []).append(row)
    return list(found.items())


def monthly_law_missing(start: date, end: date) -> bool:
    """Whether an office that keeps 一月一法 has none in these days (R097); false where it was never logged."""
    named = Q(kind__code="monthly_law") | Q(search_text__contains="一月一法")
    kept = Activity.objects.filter(named, state=ActivityState.RECORDED)
    return kept.filter(start_on__lt=start).exists() and not kept.filter(start_on__range=(start, end)).exists()
