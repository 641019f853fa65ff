"""Schemes: the list, one of them, its lines, what-if, putting it in force."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.jobs import operations as jobs
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.models import GradeTier, PointsScheme, SchemeClass, SchemeItem
from deputies.points import rules
from deputies.points.checks import problems_of, reachable
from deputies.points.forms import ClassForm, CopyForm, ItemForm, ProposeForm, SchemeForm, TierForm
from deputies.points.grades import Grading
from deputies.points.jobs import REPLAY_KIND
from deputies.points.operations import lines, schemes
from deputies.points.schemes import scored_by
from deputies.points.tables import SCHEMES, scheme_state
from deputies.points.what_if import AT_ONCE, by_grade, replay

#: The lines of a scheme by what stands in their address.
_LINES: dict[str, tuple[str, Any, Any]] = {
    "class": ("大类", SchemeClass, ClassForm),
    "item": ("项目", SchemeItem, ItemForm),
    "tier": ("等次", GradeTier, TierForm),
}
#: So many deputies of a replay stand on the page; the spreadsheet has them all.
_SHOWN = 100


def page_of(scheme: PointsScheme) -> str:
    """The page of a scheme."""
    return reverse("points:scheme", args=[scheme.pk])


def scheme_of(request: SignedInRequest, pk: int) -> PointsScheme:
    """One the user may read."""
    return scoped_or_404(PointsScheme.objects.visible_to(request.user).select_related("area"), pk=pk)


def kept_by(request: SignedInRequest, pk: int, *, draft: bool = False) -> PointsScheme:
    """One the user keeps; with ``draft`` one that can be changed: 409 once it is in force."""
    rows = PointsScheme.objects.filter(rules.keep_scheme.as_q(request.user)).select_related("area")
    row = scoped_or_404(rows, pk=pk)
    if draft and not row.is_draft:
        with leading_to(page_of(row)):
            raise Conflict("施行的办法不能改，请先制定新的一版")
    return row


@allow(*rules.RANKERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The schemes this user may read."""
    return respond(SCHEMES, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A scheme: its classes and items, its grades, what is still wrong with a draft."""
    row = scheme_of(request, pk)
    items = SchemeItem.objects.select_related("written").prefetch_related("kinds").order_by("order", "pk")
    keeps = request.user.has_role(*rules.MAKERS) and rules.keep_scheme.allows(request.user, row)
    context = {
        "scheme": row,
        "state": scheme_state(row),
        "classes": row.classes.prefetch_related(Prefetch("items", queryset=items)),
        "tiers": row.tiers.prefetch_related("kinds"),
        "reachable": reachable(row),
        "problems": problems_of(row) if row.is_draft and keeps else [],
        "keeps": keeps,
        "edits": keeps and row.is_draft,
        "ranks": request.user.has_role(*rules.RANKERS),
        "editions": PointsScheme.objects.visible_to(request.user)
        .filter(area=row.area, year=row.year)
        .exclude(pk=row.pk)
        .order_by("-edition"),
    }
    return render(request, "points/scheme.html", context)


@allow(*rules.MAKERS)
@never_cache
def propose(request: SignedInRequest) -> HttpResponse:
    """Make the draft every district begins with."""
    up = reverse("points:schemes")
    with leading_to(up):
        return answer(
            request,
            "deputies/ask.html",
            ProposeForm(request.POST or None, user=request.user),
            partial(schemes.propose, actor=request.user),
            done=lambda row: f"{row}的草稿已拟好，改好以后再施行",
            url=page_of,
            context={
                "label": "拟定积分办法",
                "up": SCHEMES.title,
                "up_url": up,
                "note": "草稿按默认的 5 大类 21 项拟好，分值、等次都可以改。"
                "已有办法的，到那份办法里制定新的一版或者沿用到下一年。",
            },
        )


@allow(*rules.MAKERS)
@never_cache
def copy_scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the next edition, or next year's scheme, from one that is there."""
    row = kept_by(request, pk)
    with leading_to(page_of(row)):
        return answer(
            request,
            "deputies/ask.html",
            CopyForm(request.POST or None, initial={"year": row.year}),
            partial(schemes.copy_scheme, scheme=row, actor=request.user),
            done=lambda fresh: f"{fresh}的草稿已拟好",
            url=page_of,
            context={"label": "制定新的一版", "of": row, "up": row.title, "up_url": page_of(row)},
        )


@allow(*rules.MAKERS)
@never_cache
def change_scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the head of a draft."""
    row = kept_by(request, pk, draft=True)
    with leading_to(page_of(row)):
        return answer(
            request,
            "deputies/ask.html",
            SchemeForm(request.POST or None, instance=row),
            partial(schemes.change_scheme, scheme=row, actor=request.user),
            done=lambda _row: "草稿已更新",
            url=page_of,
            context={
                "label": "修改草稿",
                "of": row,
                "up": row.title,
                "up_url": page_of(row),
                "button": "保存",
            },
        )


def _line_form(part: str, scheme: PointsScheme, line: Any, data: Any) -> Any:
    form = _LINES[part][2]
    more: dict[str, Any] = {"scheme": scheme} if part == "item" else {}
    if line is not None:
        more["instance"] = line
        if part != "class":
            more["initial"] = {"kinds": line.kinds.all()}
    return form(data, **more)


def _answer_line(request: SignedInRequest, scheme: PointsScheme, part: str, line: Any) -> HttpResponse:
    word = _LINES[part][0]
    saves: dict[str, Callable[..., Any]] = {
        "class": lines.save_class,
        "item": lines.save_item,
        "tier": lines.save_tier,
    }
    label = f"修改{word}" if line else f"增加{word}"
    with leading_to(page_of(scheme)):
        return answer(
            request,
            "points/line.html",
            _line_form(part, scheme, line, request.POST or None),
            partial(saves[part], scheme=scheme, actor=request.user, row=line),
            done=lambda row: f"{word}“{row.name}”已保存",
            url=lambda _row: page_of(scheme),
            context={
                "label": label,
                "of": line or "",
                "up": scheme.title,
                "up_url": page_of(scheme),
                "button": "保存",
                "remove_url": reverse("points:remove_line", args=[scheme.pk, part, line.pk]) if line else "",
            },
        )


def _line_of(scheme: PointsScheme, part: str, pk: int) -> Any:
    if part not in _LINES:
        raise Http404
    of: dict[str, Any] = {"scheme_class__scheme": scheme} if part == "item" else {"scheme": scheme}
    return scoped_or_404(_LINES[part][1].objects.filter(**of), pk=pk)


@allow(*rules.MAKERS)
@never_cache
def add_line(request: SignedInRequest, pk: int, part: str) -> HttpResponse:
    """Add a class, an item or a grade to a draft."""
    scheme = kept_by(request, pk, draft=True)
    if part not in _LINES:
        raise Http404
    return _answer_line(request, scheme, part, None)


@allow(*rules.MAKERS)
@never_cache
def change_line(request: SignedInRequest, pk: int, part: str, line: int) -> HttpResponse:
    """Change a class, an item or a grade of a draft."""
    scheme = kept_by(request, pk, draft=True)
    return _answer_line(request, scheme, part, _line_of(scheme, part, line))


@allow(*rules.MAKERS)
@require_POST
def remove_line(request: SignedInRequest, pk: int, part: str, line: int) -> HttpResponse:
    """Take a class, an item or a grade out of a draft."""
    scheme = kept_by(request, pk, draft=True)
    row = _line_of(scheme, part, line)
    name = row.name
    try:
        lines.remove_line(line=row, scheme=scheme, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"“{name}”已删去")
    return redirect(page_of(scheme))


@allow(*rules.MAKERS)
@require_POST
def put_in_force(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a draft count; what is wrong with it is said on its page."""
    row = kept_by(request, pk, draft=True)
    with leading_to(page_of(row)):
        try:
            schemes.put_in_force(scheme=row, actor=request.user)
        except ValidationError as error:
            messages.error(request, f"还不能施行：{'；'.join(error.messages)}")
        else:
            messages.success(request, f"{row.year}年第{row.edition}版已施行，正在后台按新的办法重算积分")
    return redirect(page_of(row))


@allow(*rules.MAKERS)
@never_cache
@require_safe
def what_if(request: SignedInRequest, pk: int) -> HttpResponse:
    """What this scheme would give for the year; nothing is written."""
    row = kept_by(request, pk)
    if scored_by(row).count() > AT_ONCE:
        return render(request, "points/what_if.html", {"scheme": row, "is_long": True})
    found = replay(row)
    context = {
        "scheme": row,
        "grades": by_grade(found, Grading(row).words),
        "lines": found[:_SHOWN],
        "total": len(found),
        "changed": sum(bool(line.difference) for line in found),
        "regraded": sum(line.regraded for line in found),
    }
    return render(request, "points/what_if.html", context)


@allow(*rules.MAKERS)
@require_POST
def replay_scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    """The replay as a spreadsheet, made in the background."""
    row = kept_by(request, pk)
    job = jobs.start(
        kind=REPLAY_KIND,
        title=f"{row.year}年积分试算（第{row.edition}版）",
        actor=request.user,
        params={"scheme": row.pk},
    )
    return redirect("jobs:progress", pk=job.pk)
