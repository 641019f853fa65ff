"""What suggestions plug into the overview of leaders: the loop, the units, hot topics, decisions, days to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.dashboard.charts import Bar, Chart, Number
from congress.dashboard.panels import (
    Decision,
    Panel,
    Planned,
    TownNumber,
    register_decisions,
    register_panel,
    register_planned,
    register_town_number,
)
from congress.figures.numbers import shares
from congress.figures.period import Period
from congress.web.shell import OVERVIEW_READERS
from suggestions.enums import OPEN_STATES, Audience, Occasion
from suggestions.figures import pages
from suggestions.figures.dimensions import DIMENSIONS, by_received, lines
from suggestions.figures.measuring import STAGES, counting
from suggestions.figures.rank_rows import rank_rows
from suggestions.figures.views import RANKERS
from suggestions.models import Clock, FigureSetting, KeySupervision, Reminder, Suggestion
from suggestions.queries.scopes import Scope
from suggestions.reminding.queries import OF_DEPUTY
from suggestions.supervision.enums import KeyState, StepKind
from suggestions.supervision.queries.keys import waiting_steps

_READERS = frozenset(OVERVIEW_READERS)
#: The loop from 提出 to 销号, each with what is late on the way to it.
_LOOP = (
    ("received", "提出", ""),
    ("assigned", "交办", "assign_late"),
    ("signed", "签收", "sign_late"),
    ("answered", "答复", "reply_late"),
    ("rated", "代表评价", "rate_late"),
    ("closed", "销号", "close_late"),
)
_RANKED = 8
_TOPICS = 6
#: What a late suggestion is told by.
_TOLD = (
    "kind",
    "due_on",
    "suggestion__title",
    "suggestion__receipt",
    "suggestion__number_text",
    "handling__organ__short_name",
)
#: Late suggestions and steps named one by one.
_NAMED = 3


def loop(user: User, period: Period) -> Mapping[str, Any]:
    """The loop in one query."""
    scope = Scope(period)
    keys = [key for key, _label, _late in _LOOP]
    rows = scope.rows(Suggestion.objects.visible_to(user)).order_by()
    found: Mapping[str, int] = rows.aggregate(**counting(scope, (*keys, *STAGES)))
    whole = found["received"]
    bars = [
        Bar(
            label,
            Number(found[key], "件", scope.url(key)),
            late=Number(found[late], "件", scope.url(late)) if late else None,
            note=shares([found[key], whole - found[key]])[0] if whole else "",
        )
        for key, label, late in _LOOP
    ]
    told = "，".join(f"{bar.label} {bar.now.value} 件" for bar in bars)
    return {
        "sub": f"{whole:,} 件",
        "end": ("办理统计", f"{reverse('suggestions:figures')}?{_query(period)}"),
        "chart": Chart("loop", bars if whole else [], ("环节", "件数", "占提出", "逾期未到"), told),
        "nothing": "这段时间没有立案的代表建议。",
    }


def units(user: User, period: Period) -> Mapping[str, Any] | None:
    """Units by 办结率 with 满意率, those with few left out; the last ones where there are many."""
    if not user.has_role(*RANKERS):
        return None
    setting = FigureSetting.load()
    found = pages.ranking(Suggestion.objects.visible_to(user), Scope(period), setting)
    shown = found.ranked[-_RANKED:]
    few = "最后" if len(found.ranked) > len(shown) else "共"
    every = len(found.ranked) + len(found.too_few)
    return {
        "sub": f"承办 {setting.minimum} 件以上，按办结率，{few} {len(shown)} 个" if shown else "",
        "end": (f"全部 {every} 个单位", f"{reverse('suggestions:rank_units')}?{_query(period)}"),
        "rank_rows": rank_rows(shown, show_proposed=False) if shown else "",
        "minimum": setting.minimum,
        "too_few": len(found.too_few),
    }


def topics(user: User, period: Period) -> Mapping[str, Any]:
    """Categories of the month against the month before (4 queries)."""
    now, before = months(period)
    rows = Suggestion.objects.visible_to(user)
    counted = [
        {
            line.value: line
            for line in by_received(
                lines(rows, Scope(one), DIMENSIONS["category"], ("received",), with_places=1)
            )
        }
        for one in (now, before)
    ]
    names = {key: line.label for half in reversed(counted) for key, line in half.items()}

    def number(half: Mapping[str, Any], key: str, span: Period) -> Number:
        cell = half[key].tally.cell("received") if key in half else None
        url = Scope(span).narrowed("category", key).url("received")
        return Number(cell.count if cell else 0, "件", url)

    bars = [
        Bar(name, number(counted[0], key, now), before=number(counted[1], key, before))
        for key, name in names.items()
    ]
    bars.sort(key=lambda bar: (-bar.now.value, -(bar.before.value if bar.before else 0)))
    return topic_panel("suggestion_topics", bars[:_TOPICS], now, before, "这两个月没有立案的代表建议。")


def topic_panel(key: str, bars: list[Bar], now: Period, before: Period, nothing: str) -> Mapping[str, Any]:
    """Topics of a month beside the month before, as their panels show them."""
    this, last = f"{now.end.month}月", f"{before.end.month}月"
    told = "，".join(f"{bar.label} {bar.now.value} 件" for bar in bars)
    return {
        "sub": f"深色 {this}，浅色 {last}，右列是比 {last}的增减",
        "chart": Chart(key, bars, ("类别", this, last), f"{this}：{told}"),
        "nothing": nothing,
    }


def months(period: Period) -> tuple[Period, Period]:
    """The month of the cut-off up to it, and the whole month before."""
    first = period.end.replace(day=1)
    last = first - timedelta(days=1)
    return Period.this_month(period.end), Period.between(last.replace(day=1), last)


def decisions(user: User) -> Iterator[Decision]:
    """What came up to the leaders: late matters told to them, candidates and plans of key supervision (5 queries)."""
    if not user.has_role(*OVERVIEW_READERS):
        return
    yield from _escalated(user)
    yield from _keys(user)


def _escalated(user: User) -> Iterator[Decision]:
    """Late suggestions that the rules have told to the leaders, the longest late first."""
    told = Reminder.objects.filter(clock=OuterRef("pk"), rule__audience=Audience.LEADER)
    rows = Clock.objects.overdue(timezone.localdate()).filter(Exists(told), suggestion__state__in=OPEN_STATES)
    rows = rows.filter(suggestion__in=Suggestion.objects.visible_to(user).order_by().values("pk"))
    rows = rows.exclude(kind__in=OF_DEPUTY).select_related("suggestion", "handling__organ").only(*_TOLD)
    for clock in rows.order_by("due_on", "pk")[:_NAMED]:
        row = clock.suggestion
        who = clock.handling.organ.short_name if clock.handling else "区人大常委会办公室"
        yield Decision(
            f"{row.title}，{who}没有按期{clock.get_kind_display()}",
            f"{row.label}　已提醒到领导",
            reverse("suggestions:detail", args=[row.pk]),
            "看办理情况",
            due=clock.due_on,
        )


def _keys(user: User) -> Iterator[Decision]:
    rows = KeySupervision.objects.visible_to(user).order_by()
    counted = dict(
        rows.filter(state__in=[KeyState.CANDIDATE, KeyState.CHOSEN])
        .values_list("state")
        .annotate(Count("pk"))
    )
    if n := counted.get(KeyState.CANDIDATE, 0):
        url = reverse("supervision:decide") if user.has_role(Role.LEADER, Role.OFFICE) else ""
        yield Decision(
            f"从 {n} 件候选中确定重点督办建议",
            "重点督办候选",
            url or f"{reverse('supervision:keys')}?state=candidate",
            "看候选理由",
            when="主任会议",
        )
    if n := counted.get(KeyState.CHOSEN, 0):
        url = f"{reverse('supervision:keys')}?state=chosen"
        yield Decision(f"批准 {n} 件重点督办的方案", "四方和步骤写齐，批准后开始督办", url, "看方案")
    today = timezone.localdate()
    for kind, title, supervision, on in _steps(user, today)[:_NAMED] if user.has_role(Role.LEADER) else []:
        url = reverse("supervision:detail", args=[supervision])
        yield Decision(f"督办{StepKind(kind).label}：{title}", "重点督办步骤到期", url, "去办", due=on)


def _steps(user: User, until: date) -> QuerySet[Any, tuple[str, str, int, date]]:
    """Kind, suggestion, supervision and day of the steps that wait."""
    told = waiting_steps(user, until).select_related(None)
    return told.values_list("kind", "supervision__suggestion__title", "supervision_id", "on")


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Days on which suggestions fall due, and steps of key supervision (2 queries)."""
    rows = Suggestion.objects.visible_to(user).open().filter(due_on__range=(first, last)).order_by()
    counted = rows.exclude(occasion=Occasion.SENTIMENT).values_list("due_on").annotate(Count("pk"))
    for due_on, n in counted:
        yield Planned(due_on, f"{n:,} 件代表建议到期", f"{reverse('suggestions:index')}?due_on={due_on}")
    for kind, title, supervision, on in _steps(user, last).filter(on__gte=first):
        url = reverse("supervision:detail", args=[supervision])
        yield Planned(on, f"督办{StepKind(kind).label}：{title}", url)


def by_town(user: User, period: Period, town_of: Mapping[int, int]) -> Mapping[int, int]:
    """Suggestions by the town they are about (1 query)."""
    rows = Scope(period).rows(Suggestion.objects.visible_to(user)).order_by()
    found: dict[int, int] = {}
    for area, n in rows.filter(area__isnull=False).values_list("area_id").annotate(n=Count("*")):
        if area in town_of:
            found[town_of[area]] = found.get(town_of[area], 0) + n
    return found


def _query(period: Period) -> str:
    return f"preset=custom&since={period.start}&until={period.end}"


def plug_in() -> None:
    """Register everything."""
    register_panel(Panel("loop", "代表建议办理", 10, _READERS, loop, width=5, in_lobby=True))
    register_panel(
        Panel(
            "units",
            "承办单位",
            11,
            _READERS,
            units,
            template="suggestions/figures/_overview_units.html",
            width=7,
        )
    )
    register_panel(Panel("suggestion_topics", "代表建议的热点", 31, _READERS, topics, width=7, in_lobby=True))
    register_decisions(decisions)
    register_planned(planned)
    register_town_number(
        TownNumber(
            "suggestions",
            "代表建议",
            "件",
            30,
            _READERS,
            by_town,
            lambda _user, period, town: Scope(period).narrowed("town", town).url("received"),
        )
    )
