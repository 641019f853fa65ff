"""What the public says of chosen projects, read by the keepers of the round before anybody else (R253)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.masking import leaks
from livelihood_projects import rules
from livelihood_projects.enums import CHOSEN
from livelihood_projects.models import Comment, Project
from livelihood_projects.workflow import COMMENTS


@transaction.atomic
def send_comment(*, project: Project, token: UUID, text: str, name: str = "", phone: str = "") -> Comment:
    """What somebody says of a chosen project, once however often it is sent; nobody but the keepers reads it yet."""
    row = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if row.state not in CHOSEN:
        raise Conflict("这个项目不在实施，不能留言")
    known = Comment.objects.filter(token=token).first()
    if known is not None:
        return known
    said = Comment(project=row, token=token, text=text.strip(), name=name.strip(), phone=phone.strip())
    said.full_clean(exclude=["project"])
    said.save()
    audit.record(actor=None, verb="livelihood:send_comment", obj=row, after={"note": f"第 {said.pk} 号"})
    return said


def _decided(comment: Comment, actor: User, step: str, **values: Any) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("project__round")
    row = rows.get(pk=comment.pk)
    require_rule(actor, rules.keep_project, row.project)
    require(actor, COMMENTS[step], row.state)
    for name, value in values.items():
        setattr(row, name, value)
    row.state = COMMENTS[step].target
    row.save()
    audit.record(
        actor=actor,
        verb=f"livelihood:{step}",
        obj=row.project,
        after={"state": row.state, "note": f"第 {row.pk} 号"},
    )
    return row


@transaction.atomic
def release_comment(*, comment: Comment, actor: User) -> Comment:
    """Everybody may read it. ``Conflict`` while a number of a telephone or an identity card would be read too."""
    left = leaks(f"{comment.public_text}\n{comment.name}")
    if left:
        raise Conflict(f"留言里有{left[0]}，不能公开")
    return _decided(comment, actor, "release_comment")


@transaction.atomic
def refuse_comment(*, comment: Comment, actor: User, reason: str) -> Comment:
    """Nobody else reads it, also when it was public before; the reason is kept."""
    if not reason.strip():
        raise ValidationError({"reason": "请写不公开的原因"})
    return _decided(comment, actor, "refuse_comment", reason=reason.strip())
