"""Groups of deputies: the list, the page of one, the printed roster, and what a group is."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.documents import xlsx
from congress.organs.enums import CongressLevel
from congress.web.dates import full_day
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from deputies import operations, rules
from deputies.forms import ChangeGroupForm, DissolveGroupForm, GroupForm, GroupRosterForm, RestoreGroupForm
from deputies.models import DeputyGroup, Deputyship, GroupMembership, Post
from deputies.queries import group_roster as roster_rows
from deputies.queries import level_report, makeup, vacant_posts, what_comes_back
from deputies.records import sections_of_group
from deputies.tables import GROUPS
from deputies.timeline import group_happenings

_ROSTER_HEADS = ("组别", "组长", "副组长", "联络员", "组员", "活动室")


def group_of(request: SignedInRequest, pk: int) -> DeputyGroup:
    """The group, or 404 out of scope."""
    rows = DeputyGroup.objects.visible_to(request.user).select_related("term__area", "area")
    return scoped_or_404(rows, pk=pk)


def group_url(row: Any) -> str:
    """The page of a group, or of the group of a seat or a post."""
    return reverse("deputies:group", args=[row.pk if isinstance(row, DeputyGroup) else row.group_id])


@allow(*rules.ROSTER_READERS)
def groups(request: SignedInRequest) -> HttpResponse:
    """The groups in the user's scope."""
    return respond(GROUPS, request)


@allow(*rules.ROSTER_READERS)
@require_safe
def group(request: SignedInRequest, pk: int) -> HttpResponse:
    """One group: what it is, who leads it, who sits in it, how it is made up, what was before."""
    row = group_of(request, pk)
    today = timezone.localdate()
    last_day = row.ends_on if row.is_over and row.ends_on else today
    posts = list(row.posts.select_related("person").order_by("starts_on", "pk"))
    now = [p for p in posts if (p.starts_on or today) <= last_day and (p.ends_on or last_day) >= last_day]
    held = Prefetch("deputyship__person__posts", Post.objects.in_force(today), to_attr="posts_then")
    seats = GroupMembership.objects.filter(group=row).select_related(
        "deputyship__person", "deputyship__term__area", "deputyship__constituency"
    )
    members = list(
        seats.in_force(last_day).prefetch_related(held).order_by("deputyship__person__pinyin", "pk")
    )
    people = len({seat.deputyship.person_id for seat in members})
    context = {
        "group": row,
        "people": people,
        # Whoever holds two levels has two seats in a group of both; then deputyships are counted (R001).
        "unit": "人" if people == len(members) else "个代表资格",
        "members": members,
        "leaders": _by_kind(now),
        "vacant": [] if row.is_over else vacant_posts(now),
        "past_posts": [post for post in posts if post not in now],
        "past_members": seats.filter(ends_on__lt=today).order_by("-ends_on", "pk") if not row.is_over else [],
        "makeup": makeup(members, last_day),
        "roster_url": f"{reverse('deputies:roster')}?group={row.pk}",
        "links": request.user.has_role(*rules.READERS) and not row.is_over,
        "sections": sections_of_group(row, request.user),
        "happenings": group_happenings(row),
        "can_change": request.user.has_role(*rules.WRITERS) and row.ends_on is None,
        "can_restore": request.user.has_role(*rules.WRITERS) and row.ends_on is not None,
    }
    return render(request, "deputies/group.html", context)


def _by_kind(posts: list[Any]) -> list[Any]:
    order = {"leader": 0, "deputy_leader": 1, "liaison": 2}
    return sorted(posts, key=lambda post: order[post.kind])


@allow(*rules.WRITERS)
@never_cache
def create_group(request: SignedInRequest) -> HttpResponse:
    """Set a group up."""
    return answer(
        request,
        "deputies/create_group.html",
        GroupForm(request.POST or None),
        partial(operations.create_group, actor=request.user),
        done=lambda row: f"已建立{row}，接着编入代表、任命组长",
        url=group_url,
    )


@allow(*rules.WRITERS)
@never_cache
def change_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what a group is."""
    row = group_of(request, pk)
    return answer(
        request,
        "deputies/change_group.html",
        ChangeGroupForm(request.POST or None, instance=row),
        partial(operations.change_group, group=row, actor=request.user),
        done=lambda saved: f"{saved}已更新",
        url=group_url,
        context={"group": group_of(request, pk)},
    )


@allow(*rules.WRITERS)
@never_cache
def dissolve_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a group."""
    row = group_of(request, pk)
    return answer(
        request,
        "deputies/dissolve_group.html",
        DissolveGroupForm(request.POST or None, instance=row),
        partial(operations.dissolve_group, group=row, actor=request.user),
        done=lambda saved: f"{saved}到{full_day(saved.ends_on)}撤销，以前的记录不变",
        url=group_url,
        context={"group": row},
    )


@allow(*rules.WRITERS)
@never_cache
def restore_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a dissolution back."""
    row = group_of(request, pk)
    if row.ends_on is None:
        raise Conflict(f"{row}没有撤销，不用恢复")
    return answer(
        request,
        "deputies/restore_group.html",
        RestoreGroupForm(request.POST or None, instance=row),
        partial(operations.restore_group, group=row, actor=request.user),
        done=lambda saved: f"{saved}已恢复，同日结束的成员和职务接着算",
        url=group_url,
        context={"group": row, "back": what_comes_back(row)},
    )


@allow(*rules.READERS)
@require_safe
def group_roster(request: SignedInRequest) -> HttpResponse:
    """The roster of a congress's groups as it was on a day, as a spreadsheet, and the count by level (R006, R008)."""
    form = GroupRosterForm(request.GET if "term" in request.GET else None)
    today = timezone.localdate()
    if form.is_bound and form.is_valid():
        term, on = form.cleaned_data["term"], form.cleaned_data["on"] or today
        rows = roster_rows(term, on, DeputyGroup.objects.visible_to(request.user))
        title = f"{term}代表小组名册"
        return xlsx.download(xlsx.workbook(title, _ROSTER_HEADS, rows), f"{title}_{on.isoformat()}.xlsx")
    seen = Deputyship.objects.visible_to(request.user)
    reports = [level_report(level, today, seen) for level in CongressLevel]
    context = {"form": form, "today": today, "reports": [r for r in reports if r.deputyships]}
    return render(request, "deputies/group_roster.html", context)
