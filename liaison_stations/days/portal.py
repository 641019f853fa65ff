"""What reception days plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import (
    HomeAction,
    MenuGroup,
    MenuItem,
    register_actions,
    register_coming,
    register_demo,
    register_menu,
    register_todos,
)
from congress.web.sections import Action, Line, Plugged, Section
from deputies.work_report.facts import Heading
from deputies.work_report.facts import register_facts as register_facts_of_report
from liaison_stations import rules
from liaison_stations.days import demo, reporting
from liaison_stations.days.coming import coming
from liaison_stations.days.plugs import register_section as register_of_day
from liaison_stations.days.queries import upcoming
from liaison_stations.days.reports import of_day as reports_of_day
from liaison_stations.days.showing import STATES, date_words
from liaison_stations.days.todos import INDEX, MINE, todos
from liaison_stations.models import ReceptionDay, Station
from liaison_stations.sites.sections import register_section
from liaison_stations.workflow import DEPUTIES


def of_station(station: Station, user: User) -> Plugged | None:
    """The next reception days, for the page of a station (3 queries)."""
    lines = [
        Line(
            title=date_words(row),
            note="、".join(duty.deputyship.person.name for duty in row.on_duty) or "还没有排代表",  # type: ignore[attr-defined]  # of upcoming
            url=reverse("reception_days:detail", args=[row.pk]),
            state=STATES[row.state],
        )
        for row in upcoming(station)
    ]
    page = reverse("reception_days:station", args=[station.pk])
    section = Section(
        title="接待日",
        lines=lines,
        empty="以后没有排接待日。写一条规则，一年的接待日就排好。",
        more_label="规则和全部接待日",
        more_url=page,
    )
    return Plugged(sections=[section], actions=[Action("接待日", page)])


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The reception day an activity in the log came from."""
    row = ReceptionDay.objects.visible_to(user).filter(activity=activity).select_related("station").first()
    if row is not None:
        yield Use(f"接待日：{row}", reverse("reception_days:detail", args=[row.pk]), row.get_state_display())


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.COLLECT, "接待日", INDEX, "calendar-event", rules.READERS, order=42),
        MenuItem(MenuGroup.DUTY, "我的接待", MINE, "calendar-user", DEPUTIES, order=6),
    )
    register_actions(
        HomeAction("我的接待", MINE, "calendar-user", frozenset({Role.DEPUTY, Role.GROUP_LEADER}), order=45)
    )
    register_section(of_station)
    register_of_day(reports_of_day)
    register_facts_of_report(Heading.DUTIES, reporting.duties)
    register_uses(uses)
    register_todos(todos)
    register_coming(coming)
    register_demo(53, "接待日", demo.load)
    register_demo(58, "接待日的工作记录", demo.log)
    register_verbs(
        {
            "liaison_stations:add_rule": "写接待日规则",
            "liaison_stations:change_rule": "修改接待日规则",
            "liaison_stations:stop_rule": "停用接待日规则",
            "liaison_stations:plan_ahead": "排接待日",
            "liaison_stations:plan_day": "加一天接待日",
            "liaison_stations:change_day": "修改接待日",
            "liaison_stations:announce_day": "通知接待代表",
            "liaison_stations:open_day": "开始接待",
            "liaison_stations:close_day": "结束接待",
            "liaison_stations:resume_day": "继续登记接待",
            "liaison_stations:cancel_day": "取消接待日",
            "liaison_stations:restore_day": "恢复接待日",
            "liaison_stations:set_duties": "排接待代表",
            "liaison_stations:set_leaders": "登记参加接待的党政领导",
            "liaison_stations:share_turns": "轮排接待代表",
            "liaison_stations:ask_leave": "接待请假",
            "liaison_stations:ask_swap": "请人换班",
            "liaison_stations:answer_swap": "答复换班",
            "liaison_stations:withdraw_swap": "收回换班",
        }
    )
    register_facts(
        "liaison_stations",
        {
            "days_planned": "新排天数",
            "days_moved": "改期天数",
            "days_gone": "去掉天数",
            "until": "排到哪一天",
            "deputies": "接待代表",
            "deputy": "代表",
            "asked_of": "请谁替换",
            "agreed": "同意",
            "turns": "人次",
            "each": "每次几位",
            "days": "天数",
            "route": "路线",
            "leaders": "党政领导",
        },
    )
