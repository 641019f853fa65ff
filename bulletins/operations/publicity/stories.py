"""Stories of deputies: written, submitted, reviewed by somebody else, released, taken down (R306)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bulletins.models import Story
from bulletins.publicity import rules
from bulletins.publicity.enums import StoryState
from bulletins.publicity.workflow import STORY_WORKFLOW
from congress.access.exceptions import Conflict
from congress.access.rules import Rule, require, require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import correct, enter, locked
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from congress.notices import operations as notices
from deputies.models import Person

VERBS = {f"publicity:{step.step}": f"事迹{step.label}" for step in STORY_WORKFLOW} | {
    "publicity:write_story": "写代表事迹",
    "publicity:change_story": "修改代表事迹",
    "publicity:drop_photo": "移除事迹照片",
}


@transaction.atomic
def write_story(*, actor: User, person: Person, photos: Sequence[Photo] = (), **facts: Any) -> Story:
    """Begin a story. Nobody but those who write and review reads it before it is released."""
    row = enter(
        Story(person=person, written_by=actor),
        actor=actor,
        verb="publicity:write_story",
        rule=rules.keep_story,
        facts=facts,
    )
    _add_photos(row, photos, actor)
    return row


@transaction.atomic
def change_story(
    *, story: Story, actor: User, version: int, photos: Sequence[Photo] = (), **facts: Any
) -> Story:
    """Change a draft. Raises ``StaleVersion``; ``Conflict`` when it is no draft: what was reviewed stays as it was."""
    if locked(story, actor, rules.keep_story).state != StoryState.DRAFT:
        raise Conflict("送审以后不能再改，先撤回送审")
    row, _is_new = correct(
        story,
        actor=actor,
        verb="publicity:change_story",
        rule=rules.keep_story,
        version=version,
        facts=facts,
    )
    _add_photos(row, photos, actor)
    return row


def _add_photos(row: Story, photos: Sequence[Photo], actor: User) -> None:
    with saving() as saver, transaction.atomic():
        add_photos(row.photos, photos, actor, saver.save, folder="stories")


@transaction.atomic
def drop_photo(*, story: Story, actor: User, photo: int) -> Story:
    """Take a photo out of a draft; its file stays."""
    row = locked(story, actor, rules.keep_story)
    if row.state != StoryState.DRAFT:
        raise Conflict("送审以后不能再改，先撤回送审")
    shown = row.photos.shown().filter(pk=photo)
    names = list(shown.values_list("name", flat=True))
    if shown.update(dropped=True):
        audit.record(actor=actor, verb="publicity:drop_photo", obj=row, after={"note": names[0]})
    return row


def _step(story: Story, step: str, actor: User, rule: Rule) -> Story:
    row = Story.objects.select_for_update(of=("self",)).select_related("person").get(pk=story.pk)
    require_rule(actor, rule, row)
    transition = STORY_WORKFLOW[step]
    require(actor, transition, row.state)
    row.state = transition.target
    return row


def _saved(row: Story, step: str, actor: User, note: str = "") -> Story:
    row.version += 1
    row.save()
    after = {"state": row.state, **({"note": note} if note else {})}
    audit.record(actor=actor, verb=f"publicity:{step}", obj=row, after=after)
    return row


@transaction.atomic
def submit_story(*, story: Story, actor: User) -> Story:
    """Ask somebody else to review it."""
    row = _step(story, "submit_story", actor, rules.keep_story)
    row.submitted_by, row.submitted_at, row.reason = actor, timezone.now(), ""
    return _saved(row, "submit_story", actor)


@transaction.atomic
def recall_story(*, story: Story, actor: User) -> Story:
    """Take it back to go on writing."""
    return _saved(_step(story, "recall_story", actor, rules.keep_story), "recall_story", actor)


@transaction.atomic
def send_back_story(*, story: Story, actor: User, reason: str) -> Story:
    """It has to be changed first; whoever submitted it is told why."""
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row = _step(story, "send_back_story", actor, rules.review_story)
    row.reason, row.reviewed_by = reason.strip(), actor
    if row.submitted_by is not None:
        _tell(row, row.submitted_by, f"事迹退回修改：{row.title}", f"原因：{row.reason}", "back")
    return _saved(row, "send_back_story", actor, row.reason)


@transaction.atomic
def release_story(*, story: Story, actor: User) -> Story:
    """Let everybody read it. ``Conflict`` for whoever submitted it: nobody reviews his own."""
    row = _step(story, "release_story", actor, rules.review_story)
    if row.submitted_by_id == actor.pk:
        raise Conflict("送审的人不能自己审核，请另一位同志审核发布")
    row.reviewed_by, row.released_at, row.reason = actor, timezone.now(), ""
    if row.person.user is not None:
        _tell(row, row.person.user, f"您的履职事迹已发布：{row.title}", "公众网站上看得到。", "released")
    return _saved(row, "release_story", actor)


@transaction.atomic
def withdraw_story(*, story: Story, actor: User, reason: str) -> Story:
    """Take it from the public pages; the record and the reason stay."""
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row = _step(story, "withdraw_story", actor, rules.review_story)
    row.reason = reason.strip()
    return _saved(row, "withdraw_story", actor, row.reason)


@transaction.atomic
def reopen_story(*, story: Story, actor: User) -> Story:
    """Go on writing what was taken down; it is reviewed anew."""
    row = _step(story, "reopen_story", actor, rules.keep_story)
    row.released_at = None
    return _saved(row, "reopen_story", actor)


def _tell(row: Story, user: User, title: str, text: str, what: str) -> None:
    notices.send(
        to=[user],
        title=title,
        text=text,
        url=reverse("publicity:story", args=[row.pk]),
        key=f"story:{row.pk}:{what}:{row.version}",
    )
