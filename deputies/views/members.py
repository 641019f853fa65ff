"""Who is put into a group, moved and let go, and who takes its posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.models import User
from congress.web.dates import full_day
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from deputies import operations, rules
from deputies.forms import (
    AppointForm,
    EndGroupPostForm,
    JoinGroupForm,
    LeaveGroupForm,
    MoveMemberForm,
    WishForm,
)
from deputies.models import DeputyGroup, Deputyship, GroupMembership, GroupPost, Person
from deputies.models.deputyships import DeputyshipQuerySet
from deputies.views.groups import group_of, group_url


def _in_office(request: SignedInRequest) -> DeputyshipQuerySet:
    rows = Deputyship.objects.visible_to(request.user).in_force(timezone.localdate())
    return rows.select_related("person", "term__area", "constituency").order_by("person__pinyin", "pk")


@allow(*rules.WRITERS)
@never_cache
def join_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put deputies into a group, several at once; ``?deputy=`` picks some beforehand."""
    row = group_of(request, pk)
    asked = [int(key) for key in request.GET.getlist("deputy") if key.isdecimal()]
    today = timezone.localdate()
    choices = _in_office(request).filter(level__in=row.levels)
    inside = GroupMembership.objects.in_force(today).filter(group=row).values("deputyship_id")
    choices = choices.without_group(today) if row.is_main else choices.exclude(pk__in=inside)
    return answer(
        request,
        "deputies/join_group.html",
        JoinGroupForm(request.POST or None, group=row, choices=choices, initial={"deputyships": asked}),
        partial(_join, group=row, actor=request.user),
        done=lambda _group: f"已编入{row}",
        url=group_url,
        context={"group": row},
    )


@transaction.atomic
def _join(
    *,
    group: DeputyGroup,
    actor: User,
    deputyships: Iterable[Deputyship],
    starts_on: date | None,
    wish: str,
) -> DeputyGroup:
    """All of them, or none."""
    for deputyship in deputyships:
        operations.join_group(deputyship=deputyship, group=group, actor=actor, starts_on=starts_on, wish=wish)
    return group


def _membership(request: SignedInRequest, pk: int) -> GroupMembership:
    seen = DeputyGroup.objects.visible_to(request.user)
    rows = GroupMembership.objects.filter(group__in=seen).select_related("deputyship__person", "group")
    return scoped_or_404(rows, pk=pk)


@allow(*rules.WRITERS)
@never_cache
def leave_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a deputy out of a group."""
    seat = _membership(request, pk)
    return answer(
        request,
        "deputies/leave_group.html",
        LeaveGroupForm(request.POST or None, instance=seat),
        partial(operations.leave_group, membership=seat, actor=request.user),
        done=lambda saved: f"{saved.deputyship.person}到{full_day(saved.ends_on)}调出{saved.group}",
        url=group_url,
        context={"membership": seat},
    )


@allow(*rules.WRITERS)
@never_cache
def move_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a deputy to another group."""
    seat = _membership(request, pk)
    return answer(
        request,
        "deputies/move_member.html",
        MoveMemberForm(request.POST or None, instance=seat),
        partial(operations.move_member, membership=_membership(request, pk), actor=request.user),
        done=lambda saved: f"{saved.deputyship.person}从{full_day(saved.starts_on)}起在{saved.group}",
        url=group_url,
        context={"membership": _membership(request, pk)},
    )


@allow(*rules.WRITERS)
@never_cache
def change_wish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note what a member asked for."""
    seat = _membership(request, pk)
    return answer(
        request,
        "deputies/change_wish.html",
        WishForm(request.POST or None, instance=seat),
        partial(operations.change_wish, membership=seat, actor=request.user),
        done=lambda saved: f"{saved.deputyship.person}的意愿已记下",
        url=group_url,
        context={"membership": seat},
    )


@allow(*rules.WRITERS)
@never_cache
def appoint(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody a post of a group."""
    row = group_of(request, pk)
    inside = GroupMembership.objects.in_force(timezone.localdate()).filter(group=row)
    members = _in_office(request).filter(pk__in=inside.values("deputyship_id"))
    kind = request.GET.get("kind", "")
    return answer(
        request,
        "deputies/appoint.html",
        AppointForm(request.POST or None, members=members, initial={"kind": kind}),
        partial(_appoint, group=row, actor=request.user),
        done=lambda post: f"{post.person}任{post.group}{post.get_kind_display()}",
        url=group_url,
        context={"group": row},
    )


@transaction.atomic
def _appoint(
    *, group: DeputyGroup, actor: User, name: str, person: Person | None, kind: str, **rest: Any
) -> GroupPost:
    """A liaison who is not in the register enters it with the post, or not at all."""
    holder = person or operations.create_person(actor=actor, name=name)
    return operations.appoint(group=group, person=holder, kind=kind, actor=actor, starts_on=rest["starts_on"])


@allow(*rules.WRITERS)
@never_cache
def end_group_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the last day of a post of a group."""
    seen = DeputyGroup.objects.visible_to(request.user)
    rows = GroupPost.objects.filter(group__in=seen).select_related("person", "group")
    post = scoped_or_404(rows, pk=pk)
    return answer(
        request,
        "deputies/end_group_post.html",
        EndGroupPostForm(request.POST or None, instance=post),
        partial(operations.end_group_post, post=post, actor=request.user),
        done=lambda saved: f"{saved.person}到{full_day(saved.ends_on)}不再任{saved.get_kind_display()}",
        url=group_url,
        context={"post": post},
    )
