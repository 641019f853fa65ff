"""Scores shown at the end of a quarter, objections and their answers."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.duty.rules import DEPUTIES
from deputies.models import (
    DutyRecord,
    Objection,
    PointsAccount,
    PointsPublication,
    PublishedScore,
)
from deputies.points import rules
from deputies.points.enums import ObjectionState
from deputies.points.forms import AnswerForm, ObjectForm, PublishForm
from deputies.points.operations import publishing
from deputies.points.tables import OBJECTIONS, objection_state
from deputies.points.views.accounts import account_of, page_of

_PAGE = 100


def _publication_page(row: PointsPublication) -> str:
    return reverse("points:publication", args=[row.pk])


@allow(*rules.RANKERS)
@never_cache
@require_safe
def publications(request: SignedInRequest) -> HttpResponse:
    """Every quarter whose scores were shown."""
    rows = PointsPublication.objects.select_related("area", "published_by")
    today = timezone.localdate()
    context = {
        "publications": [(row, row.objections_until >= today) for row in rows],
        "makes": request.user.has_role(*rules.MAKERS),
    }
    return render(request, "points/publications.html", context)


@allow(*rules.MAKERS)
@never_cache
def publish(request: SignedInRequest) -> HttpResponse:
    """Show the scores of a quarter to the deputies."""
    up = reverse("points:publications")
    with leading_to(up):
        return answer(
            request,
            "deputies/ask.html",
            PublishForm(request.POST or None, user=request.user),
            partial(publishing.publish, actor=request.user),
            done=lambda row: f"{row}已发布，已通知每位代表",
            url=_publication_page,
            context={
                "label": "亮分",
                "up": "季度亮分",
                "up_url": up,
                "note": "按现在的积分记下来，每位代表只看到自己的；截止日期以前代表可以提出异议。",
            },
        )


@allow(*rules.RANKERS)
@never_cache
@require_safe
def publication(request: SignedInRequest, pk: int) -> HttpResponse:
    """The scores as they were shown, those of the deputies this user may read."""
    row = scoped_or_404(PointsPublication.objects.select_related("area"), pk=pk)
    seen = PointsAccount.objects.visible_to(request.user).filter(area=row.area, year=row.year)
    scores = PublishedScore.objects.filter(publication=row, account__in=seen)
    rows = scores.select_related("account__deputyship__person").order_by("place", "pk")
    context = {
        "publication": row,
        "page": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
        "is_open": row.objections_until >= timezone.localdate(),
    }
    return render(request, "points/publication.html", context)


@allow(*rules.RANKERS)
@require_http_methods(["GET", "POST"])
def objections(request: SignedInRequest) -> HttpResponse:
    """The objections this user may read."""
    return respond(OBJECTIONS, request)


@allow(*DEPUTIES)
@never_cache
def object_to(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what is wrong with one's own points; ``?record=`` names the duty it is about."""
    row = account_of(request, pk, rules.own_account)
    asked = request.GET.get("record", "")
    record = None
    if asked.isdecimal():
        record = scoped_or_404(DutyRecord.objects.filter(deputyship=row.deputyship_id), pk=int(asked))
    with leading_to(page_of(row)):
        until = publishing.open_until(row, timezone.localdate())
        if until is None:
            raise Conflict("现在不在异议期内。亮分以后、截止日期以前可以提出异议")
        return answer(
            request,
            "points/phone/object_to.html",
            ObjectForm(request.POST or None),
            partial(publishing.object_to, account=row, actor=request.user, record=record),
            done=lambda _row: "异议已提出，答复以后会通知您",
            url=lambda _row: page_of(row),
            context={"account": row, "record": record, "until": until},
        )


@allow(*DEPUTIES)
@require_POST
def take_back_objection(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an objection back that was not answered yet."""
    row = scoped_or_404(Objection.objects.filter(rules.own_objection.as_q(request.user)), pk=pk)
    publishing.take_back_objection(objection=row, actor=request.user)
    messages.success(request, "异议已撤回")
    return redirect("points:account", pk=row.account_id)


@allow(*rules.RANKERS)
@never_cache
@require_safe
def objection(request: SignedInRequest, pk: int) -> HttpResponse:
    """An objection, the duty it is about, and the answer."""
    rows = Objection.objects.visible_to(request.user)
    related = ("account__deputyship__person", "account__area", "record__kind", "answered_by")
    row = scoped_or_404(rows.select_related(*related), pk=pk)
    answers = (
        row.state == ObjectionState.OPEN
        and request.user.has_role(*rules.MAKERS)
        and rules.answer_objection.allows(request.user, row)
    )
    context = {"objection": row, "state": objection_state(row), "answers": answers}
    return render(request, "points/objection.html", context)


@allow(*rules.MAKERS)
@never_cache
def answer_objection(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer an objection."""
    rows = Objection.objects.filter(rules.answer_objection.as_q(request.user))
    row = scoped_or_404(rows.select_related("account__deputyship__person"), pk=pk)
    up = reverse("points:objection", args=[row.pk])
    with leading_to(up):
        if row.state != ObjectionState.OPEN:
            raise Conflict(f"这条异议{row.get_state_display()}，不用再办")
        return answer(
            request,
            "deputies/ask.html",
            AnswerForm(request.POST or None),
            partial(publishing.answer_objection, objection=row, actor=request.user),
            done=lambda saved: f"已答复：{saved.get_state_display()}，已通知代表",
            url=lambda _row: up,
            context={
                "label": "答复异议",
                "of": row.account.deputyship.person,
                "up": OBJECTIONS.title,
                "up_url": up,
                "note": row.text,
                "button": "答复",
            },
        )
