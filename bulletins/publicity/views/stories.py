"""Stories of deputies: written, submitted, reviewed, released, taken down."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.taking_part.views.shared import form_page, roles_of
from bulletins.models import Story, StoryPhoto
from bulletins.operations.publicity import stories as operations
from bulletins.publicity import rules
from bulletins.publicity.enums import StoryState
from bulletins.publicity.showing import story_facts, story_path, story_state
from bulletins.publicity.story_forms import ChangeStoryForm, StoryForm
from bulletins.publicity.tables import STORIES
from bulletins.publicity.workflow import STORY_WORKFLOW
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import Rule, available, require, scoped_or_404
from congress.accounts.models import User
from congress.documents.kept import photo_answer
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.timeline import steps_of


def _page(row: Story) -> str:
    return reverse("publicity:story", args=[row.pk])


@allow(*rules.ALL_READERS)
@require_http_methods(["GET", "POST"])
def stories(request: SignedInRequest) -> HttpResponse:
    """The stories this user may read."""
    return respond(STORIES, request)


def _steps(user: User, row: Story) -> set[str]:
    """What this user can do with this story now."""
    keeps = user.has_role(*rules.WRITERS) and rules.keep_story.allows(user, row)
    reviews = user.has_role(*rules.REVIEWERS)
    found = set()
    for step in available(user, STORY_WORKFLOW, row.state):
        if step.step in _REVIEWS:
            own = step.step == "release_story" and row.submitted_by_id == user.pk
            if reviews and not own:
                found.add(step.step)
        elif keeps:
            found.add(step.step)
    if keeps and row.state == StoryState.DRAFT:
        found.add("change_story")
    return found


_REVIEWS = frozenset({"release_story", "send_back_story", "withdraw_story"})


@allow(*rules.ALL_READERS)
@require_safe
def story(request: SignedInRequest, pk: int) -> HttpResponse:
    """One story, and what can be done with it now."""
    rows = Story.objects.visible_to(request.user)
    row = scoped_or_404(rows.select_related("person", "area", "plan_item", "submitted_by"), pk=pk)
    desk = request.user.has_role(*rules.READERS)
    context = {
        "story": row,
        "state": story_state(row),
        "path": story_path(row) if desk else [],
        "facts": story_facts(row),
        "paragraphs": [line for line in row.text.splitlines() if line.strip()],
        "photos": row.photos.shown(),
        "steps": _steps(request.user, row),
        "waits": desk and row.state == StoryState.REVIEW and row.submitted_by_id == request.user.pk,
        "desk": desk,
        "happenings": steps_of(row) if desk else [],
    }
    return render(request, "publicity/story.html", context)


@allow(*rules.ALL_READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of a story in scope, small or full."""
    seen = Story.objects.visible_to(request.user).order_by().values("pk")
    row = scoped_or_404(StoryPhoto.objects.shown().filter(story__in=seen), pk=pk)
    return photo_answer(row, size)


@allow(*rules.WRITERS)
@never_cache
def write_story(request: SignedInRequest) -> HttpResponse:
    """Begin a story; ``?item=N`` for an item of the plan."""
    item = request.GET.get("item", "")
    form = StoryForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        initial={"plan_item": int(item)} if item.isdecimal() else {},
    )
    return form_page(
        request,
        form,
        partial(operations.write_story, actor=request.user),
        heading="写代表事迹",
        about=STORIES.title,
        button="保存草稿",
        back=reverse("publicity:stories"),
        done="草稿已保存，写好以后送审",
        url=_page,
    )


def _found(request: SignedInRequest, pk: int, rule: Rule, step: str = "") -> Story:
    rows = Story.objects.filter(rule.as_q(request.user)).select_related("person", "area", "plan_item")
    row = scoped_or_404(rows, pk=pk)
    if step:
        require(request.user, STORY_WORKFLOW[step], row.state)
    return row


@allow(*rules.WRITERS)
@never_cache
def change_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    with leading_to(reverse("publicity:story", args=[pk])):
        row = _found(request, pk, rules.keep_story)
        if row.state != StoryState.DRAFT:
            raise Conflict("送审以后不能再改，先撤回送审")

        return form_page(
            request,
            ChangeStoryForm(request.POST or None, request.FILES or None, instance=row, user=request.user),
            partial(operations.change_story, story=row, actor=request.user),
            heading="修改事迹",
            about=row.title,
            button="保存草稿",
            back=_page(row),
            done="草稿已更新",
        )


@allow(*rules.WRITERS)
@require_POST
def drop_photo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a photo out of a draft."""
    mine = Story.objects.filter(rules.keep_story.as_q(request.user)).order_by().values("pk")
    row = scoped_or_404(StoryPhoto.objects.shown().filter(story__in=mine).select_related("story"), pk=pk)
    with leading_to(_page(row.story)):
        operations.drop_photo(story=row.story, actor=request.user, photo=row.pk)
    messages.success(request, "照片已移除")
    return redirect(_page(row.story))


def _simple(
    request: SignedInRequest, pk: int, rule: Rule, operation: Callable[..., Story], words: str
) -> HttpResponse:
    """A step that asks nothing."""
    with leading_to(reverse("publicity:story", args=[pk])):
        row = _found(request, pk, rule, operation.__name__)
        operation(story=row, actor=request.user)
    messages.success(request, words)
    return redirect("publicity:story", pk)


def _reasoned(
    request: SignedInRequest, pk: int, operation: Callable[..., Story], heading: str, done: str
) -> HttpResponse:
    """A step that takes something back, and why."""
    with leading_to(reverse("publicity:story", args=[pk])):
        row = _found(request, pk, rules.review_story, operation.__name__)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operation, story=row, actor=request.user),
            heading=heading,
            about=row.title,
            back=_page(row),
            done=done,
            undo=True,
        )


@allow(*roles_of(STORY_WORKFLOW["submit_story"]))
@require_POST
def submit_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for a review."""
    return _simple(request, pk, rules.keep_story, operations.submit_story, "已送审，等另一位同志审核")


@allow(*roles_of(STORY_WORKFLOW["recall_story"]))
@require_POST
def recall_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on writing."""
    return _simple(request, pk, rules.keep_story, operations.recall_story, "已撤回送审，可以接着写")


@allow(*roles_of(STORY_WORKFLOW["release_story"]))
@require_POST
def release_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let everybody read it."""
    return _simple(request, pk, rules.review_story, operations.release_story, "已发布，群众看得到了")


@allow(*roles_of(STORY_WORKFLOW["reopen_story"]))
@require_POST
def reopen_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on writing what was taken down."""
    return _simple(request, pk, rules.keep_story, operations.reopen_story, "已改为草稿，改好以后重新送审")


@allow(*roles_of(STORY_WORKFLOW["send_back_story"]))
@never_cache
def send_back_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """It has to be changed first."""
    return _reasoned(request, pk, operations.send_back_story, "退回修改", "已退回，送审的同志收到通知")


@allow(*roles_of(STORY_WORKFLOW["withdraw_story"]))
@never_cache
def withdraw_story(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it from the public pages."""
    return _reasoned(request, pk, operations.withdraw_story, "撤下事迹", "已撤下，公开页面上看不到了")
