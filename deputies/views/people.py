"""Pages of the register of people."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.web.conflict import conflict_response
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from deputies import operations, rules
from deputies.forms import ChangePersonForm, ChangePostForm, EndPostForm, PersonForm, PostForm
from deputies.models import GroupMembership, Person, Post
from deputies.records import sections_of
from deputies.tables import PEOPLE
from deputies.timeline import happenings


@allow(*rules.READERS)
def index(request: SignedInRequest) -> HttpResponse:
    """Everybody in the register."""
    return respond(PEOPLE, request)


@allow(*rules.ROSTER_READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: facts, deputyships, groups, posts, what higher rooms know of them, what happened to the record.

    Phones, birth dates and the like only for those whom the rules name.
    """
    person = scoped_or_404(Person.objects.visible_to(request.user).select_related("user"), pk=pk)
    today = timezone.localdate()
    posts = person.posts.select_related("organ").order_by(
        F("ends_on").desc(nulls_first=True), F("order").asc(nulls_last=True), "id"
    )
    seats = GroupMembership.objects.select_related("group").order_by("-is_main", "-starts_on", "pk")
    deputyships = (
        person.deputyships.select_related("term__area", "constituency", "succeeds__person")
        .prefetch_related(Prefetch("memberships", seats, to_attr="seats"))
        .order_by(F("ends_on").desc(nulls_first=True), "level", "pk")
    )
    group_posts = person.group_posts.select_related("group").order_by(
        F("ends_on").desc(nulls_first=True), "-starts_on", "pk"
    )
    # Asked once for the page and for every section of it.
    prefetch_related_objects([person], Prefetch("deputyships", deputyships))
    context = {
        "person": person,
        "posts": posts,
        "deputyships": person.deputyships.all(),
        "group_posts": group_posts,
        "today": today,
        "sections": sections_of(person, request.user),
        "happenings": happenings(person) if request.user.has_role(*rules.READERS) else [],
        "can_change": rules.change_person.allows(request.user, person),
        "sees_private": rules.see_private.allows(request.user, person),
        "ties_account": request.user.has_role(Role.ADMIN),
        "reads_groups": request.user.has_role(*rules.READERS),
    }
    return render(request, "deputies/detail.html", context)


@allow(*rules.WRITERS)
@never_cache
def create_person(request: SignedInRequest) -> HttpResponse:
    """Enter a person."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = operations.create_person(actor=request.user, **form.facts)
        messages.success(request, f"{person.name}已进入名册")
        return redirect("deputies:detail", person.pk)
    return render(request, "deputies/create_person.html", {"form": form})


@allow(*rules.WRITERS)
@never_cache
def change_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is known of a person."""
    person = scoped_or_404(Person.objects.visible_to(request.user), pk=pk)
    form = ChangePersonForm(request.POST or None, instance=Person.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            operations.change_person(person=person, actor=request.user, version=version, **form.facts)
        except StaleVersion as stale:
            current = ChangePersonForm(instance=Person.objects.get(pk=pk))
            return conflict_response(request, form, stale, current=current)
        messages.success(request, f"{form.facts['name']}的资料已更新")
        return redirect("deputies:detail", pk)
    return render(request, "deputies/change_person.html", {"form": form, "person": person})


@allow(*rules.WRITERS)
@never_cache
def add_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a person a post."""
    person = scoped_or_404(Person.objects.visible_to(request.user), pk=pk)
    form = PostForm(request.POST or None, instance=Post(person=person))
    if request.method == "POST" and form.is_valid():
        try:
            post = operations.add_post(person=person, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"已为{person.name}增加职务“{post.title}”")
            return redirect("deputies:detail", pk)
    return render(request, "deputies/add_post.html", {"form": form, "person": person})


def _post(request: SignedInRequest, pk: int) -> Post:
    people = Person.objects.visible_to(request.user)
    return scoped_or_404(Post.objects.filter(person__in=people).select_related("person"), pk=pk)


@allow(*rules.WRITERS)
@never_cache
def change_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a post that was entered wrongly."""
    post = _post(request, pk)
    form = ChangePostForm(request.POST or None, instance=post)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_post(post=post, actor=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            current = ChangePostForm(instance=_post(request, pk))
            return conflict_response(request, form, stale, current=current)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"{post.person.name}的职务已更新")
            return redirect("deputies:detail", post.person_id)
    context = {"form": form, "post": post, "person": post.person}
    return render(request, "deputies/change_post.html", context)


@allow(*rules.WRITERS)
@never_cache
def end_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the last day of a post."""
    post = _post(request, pk)
    form = EndPostForm(request.POST or None, post=post)
    if request.method == "POST" and form.is_valid():
        operations.end_post(post=post, actor=request.user, **form.cleaned_data)
        messages.success(request, f"{post.person.name}不再任“{post.title}”，以前的记录不变")
        return redirect("deputies:detail", post.person_id)
    return render(request, "deputies/end_post.html", {"form": form, "post": post, "person": post.person})
