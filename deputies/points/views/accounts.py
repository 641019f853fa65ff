"""The ranking, an account line by line, a deputy's own points, the appraiser's words."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.rules import Rule, scoped_or_404
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.duty.rules import DEPUTIES, see_duty
from deputies.models import Appraisal, PointsAccount
from deputies.points import rules
from deputies.points.evidence import evidence_of, in_words
from deputies.points.forms import AppraiseForm
from deputies.points.operations import appraising
from deputies.points.operations.publishing import open_until
from deputies.points.reading import AccountLines, account_lines, recommended
from deputies.points.tables import ACCOUNTS, objection_state


def page_of(account: PointsAccount) -> str:
    """The page of an account."""
    return reverse("points:account", args=[account.pk])


def account_of(request: SignedInRequest, pk: int, rule: Rule = see_duty) -> PointsAccount:
    """An account whose lines the user may read, or of which another rule holds."""
    rows = PointsAccount.objects.filter(rule.as_q(request.user))
    return scoped_or_404(rows.select_related("deputyship__person", "deputyship__term__area", "area"), pk=pk)


@allow(*rules.RANKERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The ranking; without a year in the address that of the newest one with points."""
    if request.method == "GET" and not request.GET:
        newest = PointsAccount.objects.visible_to(request.user).order_by("-year", "area__path").first()
        if newest is not None:
            return redirect(f"{reverse('points:index')}?year={newest.year}&area={newest.area_id}")
    return respond(ACCOUNTS, request)


def _evidence(
    account: PointsAccount, lines: AccountLines, appraisal: Appraisal | None
) -> list[tuple[str, str, str]]:
    """Grade, what it shows, and what speaks for it: as frozen, else as of now."""
    if appraisal is not None and appraisal.frozen_at is not None:
        found = appraisal.evidence
    elif lines.scheme is not None:
        found = evidence_of(lines.scheme, [account.deputyship_id])[account.deputyship_id]
    else:
        found = []
    return [(one["grade"], one["words"], in_words(one)) for one in found]


@allow(*rules.READERS)
@never_cache
@require_safe
def account(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every line of an account, the edition that gave it, and what would raise it; the deputy's own on the phone."""
    row = account_of(request, pk)
    is_own = row.deputyship.person.user_id == request.user.pk
    lines = account_lines(row)
    appraisal = Appraisal.objects.filter(account=row).select_related("appraiser").first()
    objections = row.objections.select_related("record").order_by("-made_at")
    context: dict[str, Any] = {
        "account": row,
        "person": row.deputyship.person,
        "lines": lines,
        "appraisal": appraisal,
        "evidence": _evidence(row, lines, appraisal),
        "is_recommended": row.deputyship_id in recommended([row.deputyship_id]),
        "published": row.published.select_related("publication").order_by("publication__quarter"),
        "objections": [(one, objection_state(one)) for one in objections],
        "objects_until": None if lines.is_frozen else open_until(row, timezone.localdate()),
        "is_own": is_own,
        "appraises": not lines.is_frozen
        and request.user.has_role(*rules.MAKERS)
        and rules.keep_account.allows(request.user, row),
        "others": PointsAccount.objects.visible_to(request.user)
        .filter(deputyship=row.deputyship_id)
        .select_related("area")
        .order_by("-year", "area__path"),
    }
    return render(request, "points/phone/account.html" if is_own else "points/account.html", context)


@allow(*DEPUTIES)
@never_cache
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """One's own points: the newest account, where there is one."""
    rows = PointsAccount.objects.filter(deputyship__person__user=request.user)
    newest = rows.order_by("-year", "area__path", "pk").first()
    return redirect(page_of(newest)) if newest else render(request, "points/phone/none.html")


@allow(*rules.MAKERS)
@never_cache
def appraise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what the appraiser says of the year."""
    row = account_of(request, pk, rules.keep_account)
    known = Appraisal.objects.filter(account=row).first() or Appraisal(account=row, version=0)
    with leading_to(page_of(row)):
        return answer(
            request,
            "deputies/ask.html",
            AppraiseForm(request.POST or None, instance=known),
            partial(appraising.appraise, account=row, actor=request.user),
            done=lambda _row: "考核意见已登记",
            url=lambda _row: page_of(row),
            context={
                "label": "登记考核意见",
                "of": row.deputyship.person,
                "up": row.deputyship.person.name,
                "up_url": page_of(row),
                "button": "保存",
            },
        )
