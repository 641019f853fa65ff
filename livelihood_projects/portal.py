"""What livelihood projects plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count as Counted
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
from congress.dashboard.panels import Planned, register_planned
from congress.figures.chapters import Chapter, in_list
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.together import Together
from congress.search.index import Searched
from congress.web.public.registry import PublicBlock, PublicColumn, PublicLine, register_public
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    SettingsGroup,
    SettingsPage,
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_settings,
    register_todos,
)
from livelihood_projects import demo, rules
from livelihood_projects.enums import CommentState, RoundState
from livelihood_projects.inspections import KIND
from livelihood_projects.models import LivelihoodRule, Project, Round
from livelihood_projects.rounds import ELECTION, EVALUATION, area_of, round_of, take_election, take_evaluation
from livelihood_projects.workflow import COMMENTS, KEEPERS, PROJECTS, ROUNDS

INDEX, PROJECTS_INDEX, PUBLIC = "livelihood:index", "livelihood:projects", "livelihood:public_index"
_NAMED = 3


def todos(user: User) -> Iterator[Todo]:
    """Open calls for those who are called, silent projects for their units; for keepers what the season and the public
    ask of them (at most 7 queries).
    """
    today = timezone.localdate()
    if user.has_role(*rules.CALLED):
        yield from _calls(user, today)
    if user.has_role(Role.UNIT):
        for row in Project.objects.reported_by(user).silent(today).order_by("reported_on", "pk")[:_NAMED]:
            url = reverse("livelihood:report_progress", args=[row.pk])
            yield Todo(f"填报进度：{row.title}", "很久没有填报", url, "去填报", None, PROJECTS_INDEX)
    if user.has_role(*KEEPERS):
        yield from _of_keepers(user, today)


def _calls(user: User, today: date) -> Iterator[Todo]:
    """Open calls this user has not answered yet."""
    rows = Round.objects.calling(user, today)
    for row in rows.exclude(projects__proposed_by=user).order_by("closes_on", "pk")[:_NAMED]:
        url = reverse("livelihood:propose", args=[row.pk])
        yield Todo(f"正在征集：{row.title}", "有建议可以提", url, "提建议", row.closes_on, PROJECTS_INDEX)


def _of_keepers(user: User, today: date) -> Iterator[Todo]:
    own, season = Round.objects.filter(rules.keep_round.as_q(user)), LivelihoodRule.in_force()
    ended = own.filter(state=RoundState.CALLING, closes_on__lt=today).order_by("closes_on", "pk")
    for found in ended[:_NAMED]:
        url = reverse("livelihood:round", args=[found.pk])
        yield Todo(f"筛选建议：{found.title}", "征集已截止", url, "去筛选", found.closes_on, INDEX)
    waiting = Q(comments__state=CommentState.WAITING)
    said = Project.objects.filter(rules.keep_project.as_q(user)).filter(waiting).order_by().distinct()
    for project in said.only("title").order_by("pk")[:_NAMED]:
        url = reverse("livelihood:detail", args=[project.pk])
        yield Todo(f"审核群众留言：{project.title}", "公开以前没有人看得到", url, "去审核", None, INDEX)
    if today.month >= season.call_month:
        area = area_of(user)
        if not own.filter(year=today.year + 1, area=area).exists():
            url = reverse("livelihood:open_call")
            told = f"每年{season.call_month}月启动"
            yield Todo(f"开始征集{today.year + 1}年民生实事项目", told, url, "去征集", None, INDEX)
    if today.month >= season.evaluation_month:
        for found in own.filter(state=RoundState.UNDERWAY, year__lte=today.year).order_by("pk")[:_NAMED]:
            url = reverse("livelihood:round", args=[found.pk])
            yield Todo(f"审议、测评：{found.title}", "年底测评完成情况", url, "去准备", None, INDEX)


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """The last days of calls (1 query)."""
    rows = Round.objects.visible_to(user).filter(state=RoundState.CALLING, closes_on__range=(first, last))
    for row in rows.order_by("closes_on", "pk"):
        yield Planned(row.closes_on, f"征集截止：{row.title}", reverse("livelihood:round", args=[row.pk]), "")


def find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Projects by title."""
    rows = Project.objects.visible_to(user).select_related("round")
    for word in text.split():
        rows = rows.filter(title__contains=word)
    for row in rows[:limit]:
        context = f"{row.round.title}　{row.get_state_display()}"
        yield SearchHit(row.title, context, reverse("livelihood:detail", args=[row.pk]))


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The project an entry of the log looked at."""
    if activity.kind.code != KIND:
        return
    for row in Project.objects.visible_to(user).filter(inspections__activity=activity):
        yield Use(f"民生实事项目：{row.title}", reverse("livelihood:detail", args=[row.pk]))


def blocks(column: PublicColumn, limit: int) -> Iterator[PublicBlock]:
    """The rounds everybody sees: the call that is open, and how far the chosen projects are (1 query)."""
    rows = Round.objects.filter(opens_on__lte=timezone.localdate())[:limit]
    lines = [
        PublicLine(
            row.title,
            reverse("livelihood:public_round", args=[row.pk]),
            row.opens_on,
            str(row.get_state_display()),
        )
        for row in rows
    ]
    yield PublicBlock(column.label, column.url, lines)


def _leads_to(poll: Poll) -> str:
    row = round_of(poll)
    return reverse("livelihood:round", args=[row.pk]) if row else ""


register_procedure(
    Procedure(ELECTION, "民生实事项目票决", rules.see_poll, rules.keep_poll, _leads_to, take_election)
)
register_procedure(
    Procedure(EVALUATION, "民生实事项目测评", rules.see_poll, rules.keep_poll, _leads_to, take_evaluation)
)
register_menu(
    MenuItem(MenuGroup.HANDLE, "民生实事", INDEX, "checklist", rules.WATCHERS | KEEPERS, order=82),
    MenuItem(
        MenuGroup.HANDLE,
        "民生实事项目",
        PROJECTS_INDEX,
        "checklist",
        rules.READERS - rules.WATCHERS - KEEPERS,
        order=83,
    ),
)
register_settings(
    SettingsPage(
        SettingsGroup.SUGGESTIONS,
        "民生实事的规定",
        "多少天没有填报进度就列出来，征集至少几天，几月提醒征集和测评。",
        "livelihood:change_rule",
        rules.DISTRICT,
        order=60,
        value=lambda: f"{LivelihoodRule.in_force().silent_days} 天没有填报就列出",
    )
)
register_uses(uses)
register_todos(todos)
register_planned(planned)
register_search(
    SearchProvider(
        "民生实事项目", 77, find, rules.READERS, PROJECTS_INDEX, tables=(Searched(Project, ("title",)),)
    )
)
register_public(PublicColumn("民生实事项目", PUBLIC, 65, blocks, in_menu=False))
register_demo(100, "民生实事项目", demo.load)


def count(user: User, _period: Period) -> dict[str, Count]:
    """Chosen projects and the silent ones, as they stand today (2 queries)."""
    rows = Project.objects.visible_to(user)
    return {
        "chosen": Count(rows.chosen().aggregate(n=Counted("pk"))["n"], "项"),
        "silent": Count(rows.silent(timezone.localdate()).count(), "项"),
    }


_CHAPTER = Chapter("民生实事", "livelihood", Together(count), rules.WATCHERS | KEEPERS, 86)
_CHAPTER.number(
    "chosen",
    "票决入选的项目",
    "项",
    "历年票决入选的项目",
    in_list(PROJECTS_INDEX, state="chosen"),
    on_overview=True,
)
_CHAPTER.number(
    "silent",
    "很久没有填报的项目",
    "项",
    "实施中，超过本区规定的天数没有填报进度",
    in_list(PROJECTS_INDEX, state="silent"),
    on_overview=True,
)

register_verbs({f"livelihood:{step.step}": step.label for step in (*ROUNDS, *PROJECTS)})
register_verbs({f"livelihood:{step.step}": f"{step.label}留言" for step in COMMENTS})
register_verbs(
    {
        "livelihood:open_call": "开始征集",
        "livelihood:propose": "提民生实事建议",
        "livelihood:record_inspection": "登记督查",
        "livelihood:send_comment": "群众留言",
        "livelihood:drop_photo": "移除照片",
        "livelihood:change_rule": "修改民生实事的规定",
    }
)
register_facts(
    "livelihood",
    {
        "note": "说明",
        "on": "日期",
        "silent_days": "多少天没有填报就列出",
        "shortest_call": "征集至少几天",
        "call_month": "提醒征集的月份",
        "evaluation_month": "提醒测评的月份",
    },
)
