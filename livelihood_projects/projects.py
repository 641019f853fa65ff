"""Writes of a project: the idea, its screening, who builds and who supervises, progress, acceptance, its end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from congress.notices.operations import own as notices
from congress.organs.models import Organ
from deputies.models import Person
from livelihood_projects import rules
from livelihood_projects.enums import ProjectState, RoundState, Source
from livelihood_projects.models import Progress, ProgressPhoto, Project, Round
from livelihood_projects.workflow import PROJECTS

_SOURCES = {
    Role.DEPUTY: Source.DEPUTY,
    Role.GROUP_LEADER: Source.DEPUTY,
    Role.STATION: Source.STATION,
    Role.UNIT: Source.UNIT,
}


def source_of(user: User | None) -> Source:
    """Whose idea it is, by the role of the account; without one the public's."""
    if user is None:
        return Source.PUBLIC
    return next((source for role, source in _SOURCES.items() if user.has_role(role)), Source.OFFICE)


@transaction.atomic
def propose(
    *,
    round: Round,
    actor: User | None,
    token: UUID,
    title: str,
    content: str,
    place: str = "",
    proposer: str = "",
    phone: str = "",
) -> Project:
    """An idea while the call is open, once however often it is sent. ``Conflict`` outside the call."""
    row = (
        Round.objects.select_for_update(of=("self",))
        .open_on(timezone.localdate())
        .filter(pk=round.pk)
        .first()
    )
    if row is None:
        raise Conflict("征集已经截止")
    known = Project.objects.filter(token=token).first()
    if known is not None:
        return known
    idea = Project(
        round=row,
        token=token,
        source=source_of(actor),
        title=title.strip(),
        content=content.strip(),
        place=place.strip(),
        proposer=proposer.strip() or (actor.name if actor else ""),
        phone=phone.strip(),
        proposed_by=actor,
    )
    idea.full_clean(exclude=["round"])
    idea.save()
    audit.record(actor=actor, verb="livelihood:propose", obj=idea, after={"note": idea.title})
    return idea


def _locked(project: Project, actor: User, step: str) -> Project:
    rows = Project.objects.select_for_update(of=("self",)).select_related("round")
    row = rows.get(pk=project.pk)
    by_unit = Role.UNIT in PROJECTS[step].roles
    require_rule(actor, rules.report_on if by_unit else rules.keep_project, row)
    require(actor, PROJECTS[step], row.state)
    return row


def _moved(row: Project, actor: User, step: str, note: str = "") -> Project:
    row.state = PROJECTS[step].target
    row.version += 1
    row.full_clean(exclude=["round", "phone", "unit", "committee"])
    row.save()
    audit.record(
        actor=actor, verb=f"livelihood:{step}", obj=row, after={"state": row.state, "note": note[:200]}
    )
    return row


def _screening(row: Project) -> None:
    if row.round.state != RoundState.SCREENING:
        raise Conflict("征集截止以后、筛选结束以前才能筛选")


@transaction.atomic
def shortlist(*, project: Project, actor: User, investment: Decimal, **facts: Any) -> Project:
    """It becomes a candidate, with its investment in 万元, quantity and who profits (R251, R252)."""
    row = _locked(project, actor, "shortlist")
    _screening(row)
    row.investment = investment
    for name in ("title", "quantity", "measure", "households", "people", "due_on"):
        if name in facts:
            setattr(row, name, facts[name])
    others = row.round.projects.filter(state=ProjectState.CANDIDATE, title=row.title)
    if others.exists():
        raise ValidationError({"title": "已有同名的候选项目，票面上分不清，请改名称"})
    return _moved(row, actor, "shortlist", f"投资 {investment} 万元")


@transaction.atomic
def drop(*, project: Project, actor: User, reason: str) -> Project:
    """It is not taken in; the reason is kept (R249)."""
    row = _locked(project, actor, "drop")
    _screening(row)
    if not reason.strip():
        raise ValidationError({"reason": "请写明不列入的原因"})
    row.reason, row.dropped_at = reason.strip(), row.round.state
    return _moved(row, actor, "drop", row.reason)


@transaction.atomic
def arrange(
    *,
    project: Project,
    actor: User,
    unit: Organ,
    supervisors: Collection[Person],
    committee: Organ | None = None,
    due_on: date | None = None,
) -> Project:
    """Who builds it and which deputies supervise it, at least one (R253); both are told."""
    row = _locked(project, actor, "arrange")
    if not supervisors:
        raise ValidationError({"supervisors": "至少要有一名监督代表"})
    row.unit, row.committee, row.due_on = unit, committee, due_on
    row.supervisors.set(supervisors)
    people = {one.user for one in supervisors if one.user is not None}
    notices.send(
        to=sorted(people, key=lambda one: one.pk),
        title=f"请监督民生实事项目：{row.title}",
        text=f"责任单位：{unit}。进度每月填报，可以随时查看。",
        url=reverse("livelihood:detail", args=[row.pk]),
        key=f"livelihood:{row.pk}",
    )
    return _moved(row, actor, "arrange", str(unit))


@transaction.atomic
def report_progress(
    *,
    project: Project,
    actor: User,
    on: date,
    percent: int,
    text: str,
    milestone: str = "",
    photos: Sequence[Photo] = (),
) -> Project:
    """What was done in the month, with photos everybody may see (R253, R254).

    ``ValidationError`` for a day to come and for less than was reported before; ``StorageFailed`` when a photo cannot
    be saved, and then nothing is.
    """
    row = _locked(project, actor, "report_progress")
    if on > timezone.localdate():
        raise ValidationError({"on": "日期还没有到"})
    if percent < row.percent:
        raise ValidationError({"percent": f"上次填报已到 {row.percent}%，不能比它小"})
    told = Progress(
        project=row, on=on, percent=percent, text=text.strip(), milestone=milestone.strip(), reported_by=actor
    )
    told.full_clean(exclude=["project", "reported_by"])
    told.save()
    if photos:
        with saving() as saver:
            add_photos(told.photos, photos, actor, saver.save, folder="livelihood")
    row.percent, row.reported_on = percent, max(on, row.reported_on or on)
    note = f"{percent}%，照片 {len(photos)} 张" if photos else f"{percent}%"
    return _moved(row, actor, "report_progress", note)


@transaction.atomic
def drop_photo(*, photo: ProgressPhoto, actor: User) -> None:
    """It is shown nowhere any more; its file stays."""
    project = photo.progress.project
    require_rule(actor, rules.report_on, project)
    photo.dropped = True
    photo.save(update_fields=["dropped"])
    audit.record(actor=actor, verb="livelihood:drop_photo", obj=project, after={"note": photo.name})


@transaction.atomic
def complete(*, project: Project, actor: User, on: date) -> Project:
    """竣工."""
    row = _locked(project, actor, "complete")
    if on > timezone.localdate():
        raise ValidationError({"on": "日期还没有到"})
    row.completed_on, row.percent = on, 100
    return _moved(row, actor, "complete")


@transaction.atomic
def accept(*, project: Project, actor: User, on: date, note: str) -> Project:
    """竣工验收 (R252). ``ValidationError`` before it was completed."""
    row = _locked(project, actor, "accept")
    if on > timezone.localdate() or (row.completed_on and on < row.completed_on):
        raise ValidationError({"on": "验收日期要在竣工以后，且不晚于今天"})
    row.accepted_on, row.acceptance = on, note.strip()
    return _moved(row, actor, "accept", row.acceptance)


@transaction.atomic
def close_project(*, project: Project, actor: User) -> Project:
    """The end. ``Conflict`` without the December evaluation (R248); the last one closes the round."""
    row = _locked(project, actor, "close_project")
    if not row.verdict:
        raise Conflict("还没有年底测评结果，不能办结")
    row = _moved(row, actor, "close_project")
    if not row.round.projects.chosen().exclude(state=ProjectState.CLOSED).exists():
        Round.objects.filter(pk=row.round_id).update(state=RoundState.CLOSED)
    return row
