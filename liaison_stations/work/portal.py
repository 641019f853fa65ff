"""What the work of stations plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from activities.followers import register_follower
from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.web import dates
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu, register_todos
from congress.web.sections import Action, Line, Plugged, Section
from deputies import records
from deputies.models import Person
from liaison_stations import rules
from liaison_stations.books.years import whole
from liaison_stations.models import Station, StationActivity
from liaison_stations.operations.work import follow_activity
from liaison_stations.sites.sections import register_section
from liaison_stations.work import demo
from liaison_stations.work.queries.members import done_by, members_on
from liaison_stations.work.todos import INDEX, todos
from liaison_stations.workflow import KEEPERS

#: Activities on the page of a station.
_SHOWN = 6


def of_station(station: Station, user: User) -> Plugged | None:
    """The newest activities, and the way to enter one (1 query)."""
    rows = StationActivity.objects.recorded().filter(station=station).select_related("activity__kind")
    newest = rows.order_by("-activity__start_on", "-pk")[:_SHOWN]
    lines = [
        Line(
            title=row.activity.headline,
            note=row.activity.kind.name,
            url=reverse("station_work:detail", args=[row.pk]),
            at=row.activity.start_on,
        )
        for row in newest
    ]
    section = Section(
        title="本站活动",
        lines=lines,
        empty="还没有登记本站活动。会议、学习、视察、走访在这里登记一次，活动登记和台账里都有。",
        more_label="全部活动",
        more_url=f"{reverse(INDEX)}?station={station.pk}",
    )
    return Plugged(sections=[section], actions=_actions(station, user))


def _actions(station: Station, user: User) -> list[Action]:
    keeps = user.has_role(*rules.keep_station.roles) and rules.keep_station.allows(user, station)
    found = []
    if keeps:
        found.append(Action("登记本站活动", reverse("station_work:record_work", args=[station.pk])))
    if keeps and user.has_role(*KEEPERS):
        found.append(Action("选已登记的活动", reverse("station_work:adopt_activity", args=[station.pk])))
    found.append(Action("年度工作报告", reverse("station_work:report", args=[station.pk])))
    return found


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The stations an activity belongs to."""
    if not user.has_role(*rules.READERS):
        return
    for row in StationActivity.objects.visible_to(user).filter(activity=activity).select_related("station"):
        yield Use(f"联络站活动：{row.station}", reverse("station_work:detail", args=[row.pk]))


def of_person(person: Person, user: User) -> records.Section | None:
    """Receptions and visits of a member of the standing committee this year (at most 4 queries, R136)."""
    year = timezone.localdate().year
    period = whole(year)
    if not user.has_role(*rules.COVERAGE_READERS) or not members_on(period).filter(pk=person.pk).exists():
        return None
    page = reverse("station_work:member", args=[person.pk])
    (done,) = done_by([person], period)
    lines = [
        *(_line(duty.day.day, f"接待群众：{duty.day.station}", page) for duty in done.receptions),
        *(_line(row.start_on, row.headline, page) for row in done.visits),
    ]
    lines.sort(key=lambda line: line.on or date.min, reverse=True)
    return records.Section(
        title=f"{year}年接待和走访",
        unit="次",
        count=len(lines),
        all_url=page,
        lines=lines[:_SHOWN],
        empty="今年还没有到联络站接待，也没有走访。",
    )


def _line(on: date, title: str, url: str) -> records.Line:
    return records.Line(title, url, on, dates.weekday(on))


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.COLLECT,
            "联络站活动",
            INDEX,
            "clipboard-list",
            rules.READERS,
            order=43,
            under="liaison_stations:index",
        )
    )
    register_todos(todos)
    register_demo(72, "联络站活动", demo.load)
    register_follower(follow_activity)
    register_uses(uses)
    register_section(of_station)
    records.register_section(of_person)
    register_verbs(
        {
            "liaison_stations:record_work": "登记本站活动",
            "liaison_stations:change_work": "修改本站活动",
            "liaison_stations:adopt_activity": "算作本站活动",
            "liaison_stations:part_with_activity": "不再算作本站活动",
            "liaison_stations:hold_exchange": "登记交流会",
            "liaison_stations:change_exchange": "修改交流会",
            "liaison_stations:plan_round": "排工作展示",
            "liaison_stations:change_turn": "改工作展示安排",
            "liaison_stations:hold_turn": "登记工作展示",
            "liaison_stations:set_feature": "填写特色项目",
        }
    )
    register_facts(
        "liaison_stations",
        {
            "activity": "活动",
            "functions": "功能",
            "subject": "重点工作",
            "topics": "议题",
            "opinions": "意见建议",
            "praised": "好的做法",
            "weak": "不足",
            "rota": "安排",
            "work": "活动",
            "observers": "观摩人员",
            "leader": "挂钩联系领导",
            "theme": "主题",
            "month": "月份",
        },
    )
