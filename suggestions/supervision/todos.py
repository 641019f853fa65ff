"""What supervision asks of whom (at most six queries)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import dates
from congress.web.registry import Todo
from suggestions.models import Advice, Clue, KeySupervision, PlanStep, Suggestion
from suggestions.supervision import rules
from suggestions.supervision.enums import AdviceState, ClueState, KeyState
from suggestions.supervision.queries.keys import led_q, waiting_steps
from suggestions.supervision.workflow import DECIDERS, KEEPERS
from suggestions.workflow import OFFICE, PROPOSERS, UNITS

#: Steps so many days ahead are named.
_AHEAD = timedelta(days=7)
#: Records named one by one.
_NAMED = 5
_LIST = "supervision:index"
_KEYS = "supervision:keys"


def todos(user: User) -> Iterator[Todo]:
    """Everything supervision asks of this user."""
    if user.has_role(*DECIDERS | KEEPERS):
        yield from _keys(user)
        yield from _steps(user)
    if user.has_role(Role.LEADER):
        yield from _late(user)
    if user.has_role(*UNITS):
        yield from _clues(user)
    if user.has_role(*OFFICE):
        yield from _advices(user)
    if user.has_role(*PROPOSERS):
        yield from _invited(user)


def _keys(user: User) -> Iterator[Todo]:
    """Candidates for the 主任会议; plans that are not approved yet."""
    rows = KeySupervision.objects.visible_to(user)
    counted = dict(
        rows.filter(state__in=[KeyState.CANDIDATE, KeyState.CHOSEN])
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    waiting, unplanned = counted.get(KeyState.CANDIDATE, 0), counted.get(KeyState.CHOSEN, 0)
    if waiting and user.has_role(*DECIDERS):
        title = f"{waiting} 件重点督办候选等主任会议确定"
        yield Todo(title, "会议开过后逐件记下决定", reverse("supervision:decide"), "去记", menu=_KEYS)
    if unplanned:
        context = "四方和步骤写齐了，批准后开始督办"
        url = f"{reverse(_KEYS)}?state=chosen"
        yield Todo(f"{unplanned} 件重点督办待定方案", context, url, "去看", menu=_KEYS)


def _steps(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    for step in waiting_steps(user, today + _AHEAD)[:_NAMED]:
        key = step.supervision
        yield Todo(
            f"督办{step.get_kind_display()}：{key.suggestion.title}",
            step.content,
            reverse("supervision:detail", args=[key.pk]),
            "去办",
            due=step.on,
            menu=_KEYS,
        )


def _late(user: User) -> Iterator[Todo]:
    """The leader's own suggestions that are late."""
    rows = Suggestion.objects.overdue(timezone.localdate()).filter(led_q(user))
    found = rows.aggregate(n=Count("pk"), due=Min("due_on"))
    if found["n"]:
        url = f"{reverse(_LIST)}?by=me&now=late"
        yield Todo(
            f"您督办的 {found['n']} 件建议逾期", "看卡在哪个单位", url, "去看", due=found["due"], menu=_LIST
        )


def _clues(user: User) -> Iterator[Todo]:
    """The procuratorate decides on clues, and says what came of them."""
    acting = Clue.objects.filter(rules.act_on_clue.as_q(user), state=ClueState.SENT)
    for clue in acting.select_related("suggestion").order_by("sent_at")[:_NAMED]:
        context = f"{dates.day(clue.sent_at)}移送　{clue.suggestion.label}"
        url = reverse("supervision:clue", args=[clue.pk])
        yield Todo(f"决定是否受理：{clue.suggestion.title}", context, url, "去办", menu="supervision:clues")


def _advices(user: User) -> Iterator[Todo]:
    rows = Advice.objects.visible_to(user).filter(state=AdviceState.OFFERED).select_related("organ")
    for row in rows.order_by("offered_at")[:_NAMED]:
        url = reverse("supervision:advice", args=[row.pk])
        title = f"决定是否转为代表建议：{row.title}"
        yield Todo(title, f"{row.organ.short_name}　{row.number}", url, "去办", menu="supervision:clues")


def _invited(user: User) -> Iterator[Todo]:
    """A deputy is asked to take part in a step."""
    today = timezone.localdate()
    rows = PlanStep.objects.waiting().filter(deputies__person__user=user, on__gte=today)
    for step in rows.select_related("supervision__suggestion").distinct().order_by("on", "pk")[:_NAMED]:
        key = step.supervision
        url = reverse("supervision:detail", args=[key.pk])
        title = f"参加督办{step.get_kind_display()}：{key.suggestion.title}"
        yield Todo(title, step.content, url, "去看", due=step.on)
