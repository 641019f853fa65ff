"""What tests of satisfaction plug into the portal; ``suggestions/portal.py`` calls it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count as Counted
from django.db.models import Q
from django.urls import reverse

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
from congress.dashboard.panels import Decision, Planned, register_decisions, register_planned
from congress.figures.chapters import Chapter, in_list
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.together import Together
from congress.web.registry import MenuGroup, MenuItem, Todo, register_demo, register_menu, register_todos
from suggestions.models import PanelCandidate, PanelEvent, PanelResult, PanelRound
from suggestions.panels import demo, rules
from suggestions.panels.enums import TOLD, MendState, RoundState
from suggestions.panels.operations import take_result
from suggestions.panels.operations.ballots import PROCEDURE
from suggestions.panels.sections import plugged
from suggestions.panels.workflow import DECIDERS, MEND_WORKFLOW, ROUND_WORKFLOW
from suggestions.sections import register_section
from suggestions.workflow import OFFICE, PROPOSERS, UNITS

INDEX, RESULTS, MINE = "panels:index", "panels:results", "panels:mine"
#: Records named one by one.
_NAMED = 5


def _leads_to(poll: Poll) -> str:
    """The suggestion a re-test is about, else the round."""
    row = PanelResult.objects.filter(poll=poll).select_related("candidate").order_by("number").first()
    if row is None:
        return reverse(INDEX)
    if row.turn > 1:
        return reverse("panels:item", args=[row.candidate_id])
    return reverse("panels:detail", args=[row.candidate.round_id])


def todos(user: User) -> Iterator[Todo]:
    """What the test asks of this user (at most four queries)."""
    if user.has_role(Role.COMMITTEE, *DECIDERS):
        for row in PanelRound.objects.visible_to(user).filter(state=RoundState.RECOMMENDING)[:_NAMED]:
            url = reverse("panels:detail", args=[row.pk])
            if user.has_role(*DECIDERS):
                yield Todo(f"主任会议确定测评对象：{row}", "委室推荐齐了，逐件确定", url, "去看", menu=INDEX)
            else:
                yield Todo(f"推荐测评对象：{row}", "从归口督办的建议里推荐", url, "去推荐", menu=INDEX)
    if user.has_role(*DECIDERS):
        waiting = [MendState.TALK, MendState.REPORTED]
        rows = PanelCandidate.objects.visible_to(user).filter(mend_state__in=waiting)
        for one in rows.select_related("suggestion", "unit").order_by("pk")[:_NAMED]:
            talk = one.mend_state == MendState.TALK
            if talk or user.has_role(*OFFICE):
                title = f"{'约谈' if talk else '准备复测'}：{one.suggestion.title}"
                url = reverse("panels:item", args=[one.pk])
                yield Todo(title, one.unit.short_name, url, "去办", menu=INDEX)
    if user.has_role(*UNITS):
        rows = PanelCandidate.objects.asked_of(user).select_related("suggestion")
        for one in rows.order_by("due_on", "pk")[:_NAMED]:
            url = reverse("panels:item", args=[one.pk])
            title = f"限期整改：{one.suggestion.title}"
            yield Todo(title, "满意度测评未达标，整改后报告", url, "去报告", due=one.due_on, menu=RESULTS)


def decisions(user: User) -> Iterator[Decision]:
    """What the 主任会议 and its leaders decide: the list of a round, the talks with units (2 queries)."""
    if not user.has_role(Role.LEADER):
        return
    rounds = PanelRound.objects.visible_to(user).filter(state=RoundState.RECOMMENDING)
    counted = rounds.annotate(number=Counted("candidates")).filter(number__gt=0).order_by("pk")
    for pk, title, number in counted.values_list("pk", "title", "number")[:_NAMED]:
        url = reverse("panels:fix_list", args=[pk])
        yield Decision(f"确定测评对象：{title}", f"委室推荐 {number} 件", url, "去确定")
    waiting = PanelCandidate.objects.visible_to(user).filter(mend_state=MendState.TALK)
    told = waiting.values_list("pk", "suggestion__title", "unit__short_name")
    for pk, title, unit in told.order_by("pk")[:_NAMED]:
        yield Decision(f"约谈：{title}", f"{unit}，测评未达标", reverse("panels:item", args=[pk]), "去记约谈")


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Deadlines of rectifications in the coming days (1 query)."""
    if not user.has_role(*rules.READERS, *UNITS):
        return
    rows = PanelCandidate.objects.visible_to(user).filter(mend_state=MendState.MENDING)
    ending = rows.filter(due_on__range=(first, last)).order_by("due_on", "pk")
    for pk, due, title in ending.values_list("pk", "due_on", "suggestion__title"):
        if due is not None:
            yield Planned(due, f"整改到期：{title}", reverse("panels:item", args=[pk]))


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The test an entry of the log came from."""
    if not user.has_role(*rules.READERS):
        return
    for event in PanelEvent.objects.filter(activity=activity).select_related("round"):
        yield Use(f"满意度测评{event}", reverse("panels:detail", args=[event.round_id]), event.round.title)


def count(user: User, period: Period) -> dict[str, Count]:
    """What was fed back in the period, by what became of it (1 query)."""
    rows = PanelCandidate.objects.visible_to(user).chosen().filter(round__state__in=TOLD)
    found = rows.filter(period.as_q("round__fed_back_on")).aggregate(
        tested=Counted("pk"),
        below=Counted("pk", filter=~Q(mend_state="")),
        mended=Counted("pk", filter=Q(mend_state=MendState.MET)),
    )
    return {key: Count(value, "件") for key, value in found.items()}


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_procedure(
        Procedure(
            PROCEDURE,
            "建议办理满意度测评",
            rules.see_poll,
            rules.keep_poll,
            leads_to=_leads_to,
            on_published=take_result,
        )
    )
    register_menu(
        MenuItem(MenuGroup.HANDLE, "满意度测评", INDEX, "users", rules.READERS, order=34),
        MenuItem(MenuGroup.HANDLE, "测评结果", RESULTS, "users", UNITS, order=34),
        MenuItem(MenuGroup.HANDLE, "我的测评组", MINE, "users", PROPOSERS, order=34),
    )
    register_todos(todos)
    register_decisions(decisions)
    register_planned(planned)
    register_uses(uses)
    register_section(plugged)
    chapter = Chapter("满意度测评", "panels", Together(count), rules.READERS, 87)
    chapter.number(
        "tested", "满意度测评", "件", "期间内反馈了测评结果的建议", in_list(RESULTS), on_overview=True
    )
    chapter.number(
        "below", "测评未达标", "件", "满意率没有到达标线的", in_list(RESULTS, below="yes"), on_overview=True
    )
    chapter.number(
        "mended", "整改后达标", "件", "约谈、整改以后复测达标的", in_list(RESULTS, mend_state="met")
    )
    register_demo(97, "满意度测评", demo.load)
    labels = {step.step: step.label for step in (*ROUND_WORKFLOW, *MEND_WORKFLOW)}
    labels |= {
        "prepare_round": "准备满意度测评",
        "change_round": "修改测评规则",
        "write_panel": "写测评组",
        "save_kind": "修改测评组成员类别",
    }
    register_verbs({f"panels:{step}": label for step, label in labels.items()})
    register_facts(
        "panels",
        {
            "recommended": "推荐件数",
            "chosen": "列入件数",
            "left_out": "不列入件数",
            "panels": "测评组数",
            "people": "人数",
            "below": "未达标件数",
            "turn": "第几次",
            "kind": "环节",
            "on": "日期",
            "least": "每组至少几人",
            "order": "排序",
            "active": "可选",
        },
    )
