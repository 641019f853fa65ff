"""What this app plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from activities import demo, figure_list, quality, reporting, rules, settings_pages, spending
from activities.attendance.duty import attended
from activities.campaigns import portal as campaigns
from activities.convocations import portal as convocations
from activities.days import days_text
from activities.filters import month_span
from activities.learning import portal as learning
from activities.models import Activity, Attendance, Participation
from activities.operations import duties
from activities.pasting import demo as pasting
from activities.queries import monthly_law_missing, recorded_between
from activities.studies import portal as studies
from activities.taking_part import portal as taking_part
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.search.index import Searched, newest_found
from congress.search.text import excerpt
from congress.web.registry import (
    HomeAction,
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    Todo,
    register_actions,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)
from deputies.duty.attendance import register_attendance
from deputies.duty.sources import Source, register_source
from deputies.models import DeputyGroup, Person
from deputies.records import Line, Section, register_group_section, register_section

#: From this day of the month on, a town that has logged nothing is reminded.
REMIND_FROM = 20
_SHOWN = 10


def find_activities(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Activities by headline, text, place."""
    rows = Activity.objects.visible_to(user).recorded().select_related("kind")
    rows = rows.only("start_on", "end_on", "headline", "text", "kind__name")
    for row in newest_found(rows, text, limit, "-start_on", "-pk"):
        context = f"{days_text(row.start_on, row.end_on)}　{row.kind.name}"
        url = reverse("activities:detail", args=[row.pk])
        yield SearchHit(row.headline, context, url, excerpt(row.text, text))


def todos(user: User) -> Iterator[Todo]:
    """A town without any activity late in the month; a month without 一月一法 (R097)."""
    today = timezone.localdate()
    first, last = month_span("this", today)
    if user.has_role(Role.TOWN) and today.day >= REMIND_FROM:
        own = recorded_between(user, first, last)
        if not own.exists():
            yield Todo(
                "登记本月的活动",
                f"{today.month}月还没有登记活动，月底编印《人大信息》时要用",
                reverse("activities:record_activity"),
                "去登记",
                due=last,
                menu="activities:index",
            )
    if user.has_role(Role.OFFICE):
        start, end = month_span("last", today)
        if monthly_law_missing(start, end):
            yield Todo(
                f"补登{start.month}月的“一月一法”学法活动",
                f"{start.year}年{start.month}月没有“一月一法”记录",
                reverse("activities:record_activity"),
                "去登记",
                menu="activities:index",
            )


def activities_of(person: Person, user: User) -> Section | None:
    """The activities a person took part in, by name or on the roll of deputies, newest first (4 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    parts = Participation.objects.filter(person=person)
    came = Attendance.objects.came().filter(deputyship__person=person)
    rows = Activity.objects.visible_to(user).recorded()
    rows = rows.filter(Q(pk__in=parts.values("activity")) | Q(pk__in=came.values("activity")))
    newest = list(rows.select_related("kind").order_by("-start_on", "-pk")[:_SHOWN])
    told = {part.activity_id: part for part in parts.filter(activity__in=newest)}
    return Section(
        title="参加的活动",
        unit="次",
        count=rows.count(),
        all_url=f"{reverse('activities:index')}?person={person.pk}&state=recorded",
        lines=[
            Line(
                row.headline,
                reverse("activities:detail", args=[row.pk]),
                row.start_on,
                "　".join(part for part in (row.kind.name, *_part(told.get(row.pk))) if part),
            )
            for row in newest
        ],
        empty="还没有登记过参加的活动。",
    )


def activities_of_group(group: DeputyGroup, user: User) -> Section | None:
    """What a group carried out this year, or in its last one, alone or with others, newest first (2 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    year = (group.ends_on if group.is_over and group.ends_on else timezone.localdate()).year
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = recorded_between(user, first, last).filter(deputy_groups=group)
    span = f"since={first}&until={last}&state=recorded"
    return Section(
        title=f"{year}年开展的活动",
        unit="次",
        count=rows.count(),
        all_url=f"{reverse('activities:index')}?deputy_group={group.pk}&{span}",
        lines=[
            Line(row.headline, reverse("activities:detail", args=[row.pk]), row.start_on, row.kind.name)
            for row in rows.select_related("kind").order_by("-start_on", "-pk")[:_SHOWN]
        ],
        empty="这一年还没有登记小组开展的活动。登记活动时在“开展小组”里选上，就算到这里。",
    )


def _part(part: Participation | None) -> tuple[str, str]:
    """How, and as what; who is only on the roll took part as a deputy."""
    return (part.manner, part.title_as_written) if part else ("参加", "人大代表")


register_menu(MenuItem(MenuGroup.COLLECT, "活动登记", "activities:index", "notes", rules.READERS, order=10))
register_search(
    SearchProvider(
        "活动",
        10,
        find_activities,
        rules.READERS,
        "activities:index",
        shortest=2,
        tables=(Searched(Activity),),
    )
)
register_todos(todos)
register_actions(HomeAction("登记活动", "activities:quick_entry", "plus", rules.WRITERS, order=10))
figure_list.register()
register_section(activities_of)
register_group_section(activities_of_group)
register_attendance(attended)
register_verbs(
    {
        "activities:record_activity": "登记",
        "activities:change_activity": "修改",
        "activities:withdraw": "撤回",
        "activities:restore": "恢复",
        "activities:add_kind": "增加类别",
        "activities:change_kind": "修改类别",
        "activities:move_kind": "调整类别次序",
        "activities:add_campaign": "增加专项",
        "activities:change_campaign": "修改专项",
        "activities:move_campaign": "调整专项次序",
        "activities:mark_attendance": "点名",
        "activities:paste": "粘贴整月",
        "activities:drop_paste": "清除粘贴的文字",
    }
)
register_demo(40, "活动", demo.load)
register_demo(45, "粘贴的整月", pasting.load)
convocations.plug_in()
quality.plug_in()
campaigns.plug_in()
taking_part.plug_in()
studies.plug_in()
register_source(
    Source(
        duties.SOURCE,
        "工作记录",
        url=lambda pk: reverse("activities:detail", args=[pk]),
        collect=duties.collect,
    )
)
learning.plug_in()
spending.plug_in()
reporting.plug_in()
settings_pages.plug_in()
