"""Party branches: the two coverages, one branch, its members, pairs and activities."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.figures.period import Period
from congress.web import dates
from congress.web.fields import parse_day
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.branches import operations, queries, rules
from deputies.branches.forms import (
    ActivityForm,
    BranchForm,
    ChangeBranchForm,
    DayForm,
    MemberForm,
    MembersForm,
    PairForm,
)
from deputies.branches.settings import LISTS
from deputies.branches.tables import ACTIVITIES
from deputies.links.forms import ReasonForm
from deputies.models import BranchActivity, BranchMember, BranchPair, DeputyGroup, PartyBranch

#: Activities named on the page of a branch; the list has the others.
_NAMED = 8
_FORM = "party_branches/form.html"


def branch_url(row: Any) -> str:
    """The page of a branch, or of the one a member, a pair or an activity belongs to."""
    return reverse("party_branches:detail", args=[row.pk if isinstance(row, PartyBranch) else row.branch_id])


def _since(request: SignedInRequest) -> date:
    """The day of ``?since=``; the first of the year by default."""
    today = timezone.localdate()
    try:
        asked = parse_day(request.GET.get("since", ""))
    except ValidationError:
        return today.replace(month=1, day=1)
    return min(asked, today)


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """两个全覆盖 with the gaps, and what branches did since a day (R021, R022)."""
    today, since = timezone.localdate(), _since(request)
    context = {
        "coverage": queries.coverage(request.user, today),
        "since": since,
        "totals": queries.totals(request.user, Period.since(since, today)),
        "manages": request.user.has_role(*rules.MANAGERS),
    }
    return render(request, "party_branches/index.html", context)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def activities(request: SignedInRequest) -> HttpResponse:
    """The activities of the branches in scope."""
    return respond(ACTIVITIES, request)


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One branch: its six headings, its members, who keeps in touch with whom, what it did."""
    rows = PartyBranch.objects.visible_to(request.user).select_related("group__term", "secretary")
    row = scoped_or_404(rows, pk=pk)
    today = timezone.localdate()
    standing = row.ends_on is None
    told = [
        ("代表小组", row.group.listed_as),
        ("书记", row.secretary.name if row.secretary else ""),
        ("建立依据", row.document),
        ("发文单位", row.issuers),
        ("建立", dates.full_day(row.starts_on)),
        ("撤销", dates.full_day(row.ends_on) if row.ends_on else ""),
    ]
    done = row.activities.standing().select_related("kind")
    context = {
        "branch": row,
        "facts": [(label, value) for label, value in told if value],
        "texts": row.texts.select_related("heading"),
        "members": row.members.in_force(row.ends_on or today).select_related("person"),
        "partners": queries.partners(row, row.ends_on or today),
        "activities": done[:_NAMED],
        "activity_count": done.count(),
        "manages": standing and rules.manage_branch.allows(request.user, row),
        "keeps": standing and rules.keep_branch.allows(request.user, row),
    }
    return render(request, "party_branches/detail.html", context)


def _kept(request: SignedInRequest, pk: int) -> PartyBranch:
    return scoped_or_404(PartyBranch.objects.kept_by(request.user).select_related("group"), pk=pk)


@allow(*rules.MANAGERS)
@never_cache
def found_branch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set up the branch of a group."""
    group = scoped_or_404(DeputyGroup.objects.visible_to(request.user), pk=pk)
    back = reverse("party_branches:index")
    with leading_to(back):
        return answer(
            request,
            _FORM,
            BranchForm(request.POST or None, group=group),
            partial(operations.found_branch, group=group, actor=request.user),
            done=lambda row: f"{row}已建立，接着编入党员代表",
            url=branch_url,
            context={"heading": "建立功能型党支部", "up": "功能型党支部", "up_url": back},
        )


@allow(*rules.MANAGERS)
@never_cache
def change_branch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what a branch is, and its six headings."""
    row = scoped_or_404(PartyBranch.objects.select_related("group"), pk=pk)
    return answer(
        request,
        _FORM,
        ChangeBranchForm(request.POST or None, instance=row),
        partial(operations.change_branch, branch=row, actor=request.user),
        done=lambda saved: f"{saved}已更新",
        url=branch_url,
        context={"heading": "修改党支部", "up": row, "up_url": branch_url(row)},
    )


@allow(*rules.MANAGERS)
@never_cache
def dissolve_branch(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last day of a branch."""
    row = scoped_or_404(PartyBranch.objects.select_related("group"), pk=pk)
    save = partial(operations.dissolve_branch, branch=row, actor=request.user)
    return _asked(request, row, DayForm(request.POST or None), save, "撤销党支部", "党支部已撤销", undo=True)


@allow(*rules.WRITERS)
@never_cache
def add_members(request: SignedInRequest, pk: int) -> HttpResponse:
    """Party members of the group join the branch."""
    row = _kept(request, pk)
    save = partial(operations.add_members, branch=row, actor=request.user)
    return _asked(
        request, row, MembersForm(request.POST or None, branch=row), save, "编入党员代表", "党员代表已编入"
    )


@allow(*rules.WRITERS)
@never_cache
def change_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """双岗建功 of a member."""
    row = _member(request, pk)
    save = partial(operations.change_member, member=row, actor=request.user)
    form = MemberForm(request.POST or None, instance=row)
    return _asked(request, row.branch, form, save, f"双岗建功：{row.person}", "已更新")


@allow(*rules.WRITERS)
@never_cache
def remove_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last day of a member in the branch."""
    row = _member(request, pk)
    save = partial(operations.remove_member, member=row, actor=request.user)
    heading = f"转出党支部：{row.person}"
    return _asked(request, row.branch, DayForm(request.POST or None), save, heading, "已转出", undo=True)


def _member(request: SignedInRequest, pk: int) -> BranchMember:
    mine = PartyBranch.objects.kept_by(request.user).order_by().values("pk")
    rows = BranchMember.objects.filter(branch__in=mine).select_related("branch__group", "person")
    return scoped_or_404(rows, pk=pk)


@allow(*rules.WRITERS)
@never_cache
def pair(request: SignedInRequest, pk: int) -> HttpResponse:
    """A member keeps in touch with deputies outside the party."""
    row = _kept(request, pk)
    save = partial(operations.pair, branch=row, actor=request.user)
    return _asked(
        request, row, PairForm(request.POST or None, branch=row), save, "党员联系党外代表", "联系已登记"
    )


@allow(*rules.WRITERS)
@never_cache
def end_pair(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last day of a pair."""
    mine = PartyBranch.objects.kept_by(request.user).order_by().values("pk")
    rows = BranchPair.objects.filter(branch__in=mine).select_related("branch__group", "member", "partner")
    row = scoped_or_404(rows, pk=pk)
    save = partial(operations.end_pair, pair=row, actor=request.user)
    return _asked(
        request, row.branch, DayForm(request.POST or None), save, f"结束联系：{row}", "联系已结束", undo=True
    )


@allow(*rules.WRITERS)
@never_cache
def record_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what a branch did."""
    row = _kept(request, pk)
    save = partial(operations.record_activity, branch=row, actor=request.user)
    form = ActivityForm(request.POST or None, initial={"token": uuid4()})
    return _asked(request, row, form, save, "登记活动", "活动已登记")


@allow(*rules.WRITERS)
@never_cache
def withdraw_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """It counts no longer."""
    mine = PartyBranch.objects.kept_by(request.user).order_by().values("pk")
    row = scoped_or_404(BranchActivity.objects.filter(branch__in=mine).select_related("branch__group"), pk=pk)
    save = partial(operations.withdraw_activity, activity=row, actor=request.user)
    form = ReasonForm(request.POST or None)
    return _asked(request, row.branch, form, save, f"撤回活动：{row}", "已撤回，不再统计", undo=True)


def _asked(
    request: SignedInRequest,
    row: PartyBranch,
    form: Any,
    save: Any,
    heading: str,
    done: str,
    *,
    undo: bool = False,
) -> HttpResponse:
    """The page of one thing done with a branch."""
    with leading_to(branch_url(row)):
        return answer(
            request,
            _FORM,
            form,
            save,
            done=lambda _row: done,
            url=lambda _row: branch_url(row),
            context={"heading": heading, "up": row, "up_url": branch_url(row), "undo": undo},
        )


@allow(*rules.MANAGERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Headings and kinds of activities."""
    return render(request, "party_branches/settings.html", {"lists": LISTS.shown()})


@allow(*rules.MANAGERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """A new line of a list."""
    return LISTS.answer_add(request, listed)


@allow(*rules.MANAGERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """A line that is there."""
    return LISTS.answer_change(request, listed, pk)
