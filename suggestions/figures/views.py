"""Pages of figures: the overview on one sheet, tables by any dimension, sessions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.documents.xlsx import download, workbook
from congress.figures.forms import PRESETS
from congress.figures.period import Period
from congress.organs.models import Session
from congress.web.requests import SignedInRequest
from suggestions import rules
from suggestions.enums import REPLYING_PARTS, Occasion
from suggestions.figures import pages
from suggestions.figures.dimensions import DIMENSIONS, Dimension, by_received, lines, split
from suggestions.figures.forms import ScopeForm
from suggestions.figures.measuring import (
    BARS,
    CITIZENS,
    CORE,
    FIRST,
    KEPT,
    LATE,
    PART_STEPS,
    RANK,
    STEP_LABELS,
    STEPS,
    RateCell,
    tally,
)
from suggestions.figures.rank_rows import rank_rows
from suggestions.figures.seams import beside
from suggestions.models import FigureSetting, Handling, Suggestion, SuggestionQuerySet
from suggestions.queries.conditions import CONDITIONS
from suggestions.queries.scopes import SERIES, Scope
from suggestions.workflow import OFFICE

#: Who sees how units do against each other, and who sees scores: a unit its own.
RANKERS = rules.DESK_READERS - {Role.UNIT, Role.TOWN}
SCORED = rules.DESK_READERS - {Role.TOWN}
_COUNTS = ("received", "open", "finished", "closed")
_RATES = ("finished", "solved", "satisfied", "in_time", "promise_kept")


@dataclass(frozen=True)
class Asked:
    """What a page of figures was asked for: the form, and the scope unless the form is wrong."""

    form: ScopeForm
    scope: Scope | None
    query: str
    presets: list[tuple[str, str, bool]]
    series: list[tuple[str, str, bool]]

    @property
    def caption(self) -> str:
        """Period and cut-off as they are printed (R308), and what is counted."""
        return "　".join([self.scope.period.caption, "，".join(self.scope.names)]) if self.scope else ""


def asked(request: HttpRequest) -> Asked:
    """Read the address; without anything in it, this year's suggestions."""
    given = request.GET.copy()
    form = ScopeForm(given or None)
    is_good = not given or form.is_valid()
    now = given.get("preset") or "year"
    series = given.get("series") or "suggestions"

    def link(name: str, value: str, *, drop: tuple[str, ...] = ()) -> str:
        data = given.copy()
        data[name] = value
        for key in (*drop, *(key for key, content in given.items() if not content)):
            data.pop(key, None)
        return f"?{data.urlencode()}"

    presets = [
        (label, link("preset", key, drop=("since",)), key == now)
        for key, label in PRESETS.items()
        if key not in {"custom", "month"}
    ]
    kinds = [(label, link("series", key), key == series) for key, label in SERIES.items()]
    return Asked(form, form.scope if is_good else None, given.urlencode(), presets, kinds)


def seen(user: User) -> SuggestionQuerySet:
    """What this user's figures are counted from."""
    return Suggestion.objects.visible_to(user)


def dimensions_for(user: User) -> list[Dimension]:
    """The ways to split that are open to a user; a unit sees its own matters, not how others do on a part of them."""
    is_only_unit = not user.has_role(*(rules.DESK_READERS - {Role.UNIT}))
    return [d for d in DIMENSIONS.values() if not (is_only_unit and d.key == "unit")]


@allow(*rules.DESK_READERS)
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """The overview: numbers, bars and the ranking of units on one sheet."""
    found = asked(request)
    context: dict[str, Any] = {
        "asked": found,
        "dimensions": dimensions_for(request.user),
        "more": _more(request.user),
    }
    if found.scope is not None:
        context |= _overview(request.user, found.scope)
        context["plugged"] = beside(found.scope.period, request.user)
    return render(request, "suggestions/figures/figures.html", context)


def _more(user: User) -> list[tuple[str, str]]:
    """The other pages of figures this user may open."""
    latest = _sessions().order_by("-starts_on", "-pk").first()
    found = [("suggestions:notices", "办理情况通报")]
    if user.has_role(*RANKERS):
        found = [("suggestions:rank_units", "承办单位排名"), *found]
    if user.has_role(*SCORED):
        found.append(("suggestions:scores", "办理绩效评估"))
    if user.has_role(*OFFICE):
        found += [("suggestions:report", "起草办理情况报告"), ("suggestions:figure_settings", "统计设置")]
    links = [(reverse(name), label) for name, label in found]
    if latest is not None:
        links.insert(0, (reverse("suggestions:session_figures", args=[latest.pk]), "会议建议办理"))
    return links


def _sessions() -> QuerySet[Session]:
    """Sessions in which something was put; whether there is any is asked once a session, not once a suggestion."""
    return Session.objects.filter(Exists(Suggestion.objects.filter(session=OuterRef("pk"))))


def _overview(user: User, scope: Scope) -> dict[str, Any]:
    rows = seen(user)
    setting = FigureSetting.load()
    count = partial(split, rows, scope, with_places=setting.places)
    # Every suggestion is in one category: what is counted of each gives the whole.
    by_category = count(DIMENSIONS["category"], CORE, KEPT, CITIZENS, steps=STEPS)
    by_unit = count(DIMENSIONS["unit"], RANK, LATE, steps=PART_STEPS)
    whole, categories = by_category.whole, by_received(by_category.lines)
    days = by_category.days | by_unit.days
    months = lines(rows, scope, DIMENSIONS["month"], BARS, with_places=setting.places)
    shown = {d.key for d in dimensions_for(user)}
    ranking = pages.ranked(by_unit.lines, setting) if "unit" in shown else None
    return {
        "whole": whole,
        "counts": whole.cells(_COUNTS),
        "rates": whole.rates(_RATES),
        "funnel": pages.funnel(whole),
        "categories": pages.bars_of("类别", "按收集件数", categories, pages.SHOWN),
        "months": pages.bars_of("立案月份", "", months[-pages.MONTHS_SHOWN :], pages.MONTHS_SHOWN),
        "ranking": ranking,
        "rank_rows": rank_rows(ranking.lowest, show_proposed=False) if ranking else "",
        "days": [days[label] for label in STEP_LABELS],
        "definitions": [(c.label, c.definition) for c in CONDITIONS.values()],
    }


@allow(*rules.DESK_READERS)
@require_safe
def figure_table(request: SignedInRequest, dimension: str) -> HttpResponse:
    """Everything counted, split one way."""
    split = _dimension(request.user, dimension)
    found = asked(request)
    context: dict[str, Any] = {"asked": found, "split": split, "dimensions": dimensions_for(request.user)}
    if found.scope is not None:
        context |= _table(request.user, found.scope, split)
    return render(request, "suggestions/figures/figure_table.html", context)


@allow(*rules.DESK_READERS)
@require_safe
def figure_table_xlsx(request: SignedInRequest, dimension: str) -> HttpResponse:
    """The same as a spreadsheet: rates with what they are counted from, period and cut-off in the last line."""
    split = _dimension(request.user, dimension)
    found = asked(request)
    if found.scope is None:
        raise Http404
    table = _table(request.user, found.scope, split)
    whole: pages.Row = table["whole"]
    every = [*table["rows"], whole]
    heads = [split.label]
    for name, cell in zip(table["heads"], whole.cells, strict=True):
        heads += [name, f"{name}的计算"] if isinstance(cell, RateCell) else [name]
    body = [[f"{'　' * row.depth}{row.label}", *_plain(row)] for row in every]
    body.append([f"统计期间：{found.caption}", *([""] * (len(heads) - 1))])
    name = f"{SERIES[found.scope.series]}按{split.label}{timezone.localdate():%Y%m%d}.xlsx"
    return download(workbook(f"按{split.label}", heads, body), name)


def _dimension(user: User, key: str) -> Dimension:
    for dimension in dimensions_for(user):
        if dimension.key == key:
            return dimension
    raise Http404


def _table(user: User, scope: Scope, split: Dimension) -> dict[str, Any]:
    rows = seen(user)
    setting = FigureSetting.load()
    found = lines(rows, scope, split, CORE, KEPT, with_places=setting.places)
    whole = tally(rows, scope, KEPT, with_places=setting.places)
    table: dict[str, Any] = {
        "heads": pages.heads(whole),
        "rows": [pages.row(line.label, line.tally, line.depth) for line in found],
        "whole": pages.row("合计", whole),
    }
    if split.key == "priority":
        table["oldest"] = pages.open_longest(rows, scope, found)
    return table


def _plain(row: pages.Row) -> list[Any]:
    values: list[Any] = []
    for cell in row.cells:
        values += [str(cell.rate), cell.rate.of] if isinstance(cell, RateCell) else [cell.count]
    return values


@allow(*rules.DESK_READERS)
@require_safe
def session_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    """How the suggestions of one session were handled: totals, by category, by reply, verdicts (R210–R212)."""
    session = get_object_or_404(Session.objects.select_related("term__area"), pk=pk)
    rows = seen(request.user)
    setting = FigureSetting.load()
    put = rows.filter(session=session, registered_at__isnull=False).order_by("registered_at")
    first = put.values_list("registered_at", flat=True).first()
    today = timezone.localdate()
    start = min(timezone.localdate(first) if first else session.starts_on, today)
    scope = Scope(Period.since(start, today, f"{session}"), Occasion.SESSION).narrowed("session", session.pk)
    whole = tally(rows, scope, KEPT, FIRST, CITIZENS, with_places=setting.places)
    categories = lines(rows, scope, DIMENSIONS["category"], BARS, with_places=setting.places)
    replies = lines(rows, scope, DIMENSIONS["reply"], BARS, with_places=setting.places)
    top = [(line.label, line.tally.cell("received")) for line in categories if not line.depth]
    by_reply = [(line.label, line.tally.cell("received")) for line in replies]
    verdicts = [(cell.label, cell) for cell in whole.cells(FIRST)]
    context = {
        "session": session,
        "sessions": _sessions().select_related("term__area").order_by("-starts_on"),
        "caption": f"{scope.period.caption}",
        "whole": whole,
        "counts": whole.cells(_COUNTS),
        "rates": whole.rates(_RATES),
        "tables": [
            ("按类别", pages.shared(top, setting.places)),
            ("按答复类别", pages.shared(by_reply, setting.places)),
            ("代表第一次评价", pages.shared(verdicts, setting.places)),
        ],
        "units": _units_of(rows, scope),
        "url": f"{reverse('suggestions:figure_table', args=['unit'])}"
        f"?preset=custom&since={start}&series=session&session={session.pk}",
    }
    return render(request, "suggestions/figures/session_figures.html", context)


def _units_of(rows: SuggestionQuerySet, scope: Scope) -> tuple[int, int]:
    """How many units handle, and how many of them answer to the deputy (1 query)."""
    parts = Handling.objects.filter(
        suggestion__in=scope.rows(rows).values("pk"), assigned_at__lt=scope.end, over_at__isnull=True
    )
    pairs = set(parts.order_by().values_list("organ", "part").distinct())
    answering = {organ for organ, part in pairs if part in REPLYING_PARTS}
    return len({organ for organ, _part in pairs}), len(answering)
