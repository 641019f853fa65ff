"""What the register of duties plugs into the portal."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.jobs.registry import job_kind
from congress.web.registry import (
    HomeAction,
    MenuGroup,
    MenuItem,
    PhoneLine,
    PhoneList,
    Tab,
    register_actions,
    register_demo,
    register_menu,
    register_phone_list,
    register_tabs,
    register_todos,
)
from deputies.duty import demo, dossier, jobs, overview, rules
from deputies.duty.chapters import register_chapter
from deputies.duty.reading import TOLD
from deputies.duty.todos import INDEX, MINE, TO_CONFIRM, todos
from deputies.duty.workflow import CONFIRMERS
from deputies.models import DeputyGroup, DutyRecord, Person
from deputies.models.deputyships import memberships_on
from deputies.models.duties import DutyRecordQuerySet
from deputies.records import Line, Section, register_group_section, register_section

_DECLARE = "duty:declare"
#: Duties named on the page of a person or a group; the list has the others.
_SHOWN = 5
#: Those named on the home page of a phone.
_ON_PHONE = 3


def own_list(user: User) -> PhoneList | None:
    """My duties of this year (2 queries); nothing before the first."""
    if not user.has_role(*rules.DEPUTIES):
        return None
    year = timezone.localdate().year
    rows = DutyRecord.objects.filter(deputyship__person__user=user, year=year, state__in=TOLD)
    total = rows.order_by().count()
    if not total:
        return None
    lines = [
        PhoneLine(row.title, f"{row.kind}　{row.get_state_display()}", reverse("duty:detail", args=[row.pk]))
        for row in rows.select_related("kind").order_by("-day", "-pk")[:_ON_PHONE]
    ]
    return PhoneList(f"{year}年履职", total, "条", reverse(MINE), lines)


def of_person(person: Person, user: User) -> Section | None:
    """This year's register of somebody (3 queries), for those who may read it."""
    if not user.has_role(*rules.LIST_READERS) or not person.deputyships.exists():
        return None
    year = timezone.localdate().year
    rows = DutyRecord.objects.visible_to(user).filter(deputyship__person=person, year=year, state__in=TOLD)
    all_url = f"{reverse(INDEX)}?year={year}&deputy={person.pk}"
    empty = "这一年还没有履职记录。登记活动、接待、建议以后自动出现在这里。"
    return _section(f"{year}年履职登记", rows, all_url, empty, named=False)


def of_group(group: DeputyGroup, user: User) -> Section | None:
    """This year's duties of those who sit in a group today (2 queries)."""
    if not user.has_role(*rules.LIST_READERS) or group.is_over:
        return None
    today = timezone.localdate()
    seats = memberships_on(today).filter(group=group).values("deputyship_id")
    rows = DutyRecord.objects.visible_to(user).filter(deputyship__in=seats, year=today.year, state__in=TOLD)
    all_url = f"{reverse(INDEX)}?year={today.year}&group={group.pk}"
    empty = "这一年组员还没有履职记录。"
    return _section(f"{today.year}年组员履职", rows, all_url, empty, named=True)


def _section(title: str, rows: DutyRecordQuerySet, all_url: str, empty: str, *, named: bool) -> Section:
    newest = rows.select_related("kind", "deputyship__person").order_by("-day", "-pk")[:_SHOWN]
    lines = [
        Line(
            f"{row.deputyship.person}：{row.title}" if named else row.title,
            reverse("duty:detail", args=[row.pk]),
            row.day,
            f"{row.kind}　{row.get_state_display()}",
        )
        for row in newest
    ]
    return Section(title, "条", rows.order_by().count(), all_url, lines, empty)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    desk = rules.LIST_READERS
    register_menu(
        MenuItem(MenuGroup.DUTY, "履职登记", INDEX, "clipboard-list", desk, order=30),
        MenuItem(
            MenuGroup.DUTY,
            "确认履职",
            TO_CONFIRM,
            "clipboard-check",
            CONFIRMERS,
            order=31,
            under=INDEX,
        ),
        MenuItem(MenuGroup.DUTY, "登记册", "duty:registers", "book-2", desk, order=31, under=INDEX),
        MenuItem(MenuGroup.DUTY, "我的履职", MINE, "clipboard-check", rules.DEPUTIES, order=4),
    )
    register_tabs(Tab("履职", MINE, "clipboard-check", rules.DEPUTIES, order=40))
    register_actions(HomeAction("填报履职", _DECLARE, "clipboard-plus", rules.DEPUTIES, order=20))
    register_todos(todos)
    register_phone_list(own_list)
    register_section(of_person)
    register_group_section(of_group)
    register_verbs(
        {
            "duty:add_line": "增加登记表格、事项",
            "duty:change_line": "修改登记表格、事项、规则",
            "duty:load": "载入示例履职登记",
        }
    )
    register_facts("deputies", {"hours": "时长", "unlock_reason": "解锁原因"})
    job_kind(jobs.KIND)(jobs.print_archive)
    register_demo(80, "履职登记", demo.load)
    overview.plug_in()
    register_chapter(20, dossier.appraisals)
    register_chapter(30, dossier.honours)
