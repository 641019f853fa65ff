"""Meeting the head of a state organ: asked for, arranged, met, replied to, rated; promises with their days (R112)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import ActivityKind, OfficialMeeting, PromisedAction
from activities.operations import record_activity
from activities.parts import UnitPart
from activities.queries import standing_committee
from activities.taking_part import rules
from activities.taking_part.enums import OfficialState
from activities.taking_part.operations.shared import accounts_of, offices, staff_of
from activities.taking_part.workflow import OFFICIALS
from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Organ
from congress.web import dates
from deputies.models import Deputyship

KIND = "organ_meeting"
#: From here on promises are noted.
WITH_PROMISES = frozenset({OfficialState.MET, OfficialState.REPLIED, OfficialState.RATED})


def locked(meeting: OfficialMeeting) -> OfficialMeeting:
    """The request as it stands now, for this transaction alone."""
    rows = OfficialMeeting.objects.select_for_update(of=("self",))
    return rows.select_related("organ", "asked_by__person").get(pk=meeting.pk)


@transaction.atomic
def ask_official(
    *,
    actor: User,
    asked_by: Deputyship,
    subject: str,
    reason: str,
    organ: Organ,
    official: str = "",
    companions: Collection[Deputyship] = (),
) -> OfficialMeeting:
    """Ask to meet the head of an organ. The office, which arranges it, is told."""
    row = OfficialMeeting(
        asked_by=asked_by,
        subject=subject.strip(),
        reason=reason.strip(),
        organ=organ,
        official=official.strip(),
    )
    row.full_clean()
    row.save()
    row.companions.set([one for one in companions if one.pk != asked_by.pk])
    after = {"subject": row.subject, "organ": str(organ), "deputy": asked_by.person.name}
    audit.record(actor=actor, verb="taking_part:ask_official", obj=row, after=after)
    _tell(row, offices(), "请安排约见", f"{asked_by.person}请约见{organ}{row.official}。")
    return row


@transaction.atomic
def arrange(
    *,
    meeting: OfficialMeeting,
    actor: User,
    version: int,
    official: str,
    on: date,
    begins_at: time,
    place: str,
) -> OfficialMeeting:
    """Say when, where and whom; arranged again, deputies and unit are told of the change.

    Raises ``StaleVersion``, and ``ValidationError`` for a day before it was asked for.
    """
    row = locked(meeting)
    require(actor, OFFICIALS["arrange"], row.state)
    _check(row, version)
    if on < timezone.localdate(row.asked_at):
        raise ValidationError({"on": "早于代表提出的日期，请改晚"})
    row.official, row.on, row.begins_at, row.place = official.strip(), on, begins_at, place.strip()
    _move(row, "arrange", actor, {"official": row.official, "on": on, "place": row.place})
    text = f"{dates.day(on)} {begins_at.hour}:{begins_at:%M}，{row.place}，约见{row.organ}{row.official}。"
    _tell_deputies(row, "约见已安排", text)
    _tell(row, staff_of(row.organ), "代表约见已安排", text)
    return row


@transaction.atomic
def decline(*, meeting: OfficialMeeting, actor: User, reason: str) -> OfficialMeeting:
    """It is not arranged, and why."""
    row = locked(meeting)
    require(actor, OFFICIALS["decline"], row.state)
    row.declined_reason = _said(reason, "reason")
    was_arranged = row.state == OfficialState.ARRANGED
    _move(row, "decline", actor, {"reason": row.declined_reason})
    _tell_deputies(row, "约见没有安排", row.declined_reason)
    if was_arranged:
        notices.send(
            to=staff_of(row.organ),
            title=f"约见已取消：{row.subject}",
            text=row.declined_reason,
            key=f"official:{row.pk}:{row.version}:unit",
        )
    return row


@transaction.atomic
def meet(
    *,
    meeting: OfficialMeeting,
    actor: User,
    answers: str,
    deputies: Collection[Deputyship],
) -> OfficialMeeting:
    """They met: an activity of the log with these deputies on the roll.

    Raises ``Conflict`` before the day, ``ValidationError`` when nobody was there.
    """
    row = locked(meeting)
    require(actor, OFFICIALS["meet"], row.state)
    if row.on is None or row.on > timezone.localdate():
        raise Conflict("还没有到约见的日期，约见以后再登记")
    if not deputies:
        raise ValidationError({"deputies": "请选到场的代表"})
    row.answers = answers.strip()
    day = dates.day(row.on, today=date.min)
    told = f"{day}，{len(deputies)} 名区人大代表约见{row.organ}{row.official}，就{row.subject}当面交换意见。"
    row.activity = record_activity(
        actor=actor,
        start_on=row.on,
        kind=ActivityKind.objects.get(code=KIND),
        headline=f"代表约见{row.organ}负责人：{row.subject}",
        topic=row.subject,
        organiser=standing_committee(),
        place=row.place,
        text=told,
        deputies=list(deputies),
        units=[UnitPart(row.organ.short_name, organ=row.organ, represented_by=row.official[:40])],
    )
    came = [one.person.name for one in deputies]
    _move(row, "meet", actor, {"came": came, "answers": row.answers})
    _tell(row, staff_of(row.organ), "请书面答复约见的代表", "约见已登记，请写答复。")
    return row


@transaction.atomic
def reply(*, meeting: OfficialMeeting, actor: User, text: str) -> OfficialMeeting:
    """The organ replies in writing, or the office writes down what it sent; the deputy is asked to rate it."""
    row = locked(meeting)
    require_rule(actor, rules.answer_official, row)
    require(actor, OFFICIALS["reply"], row.state)
    row.reply, row.replied_on = _said(text, "text"), timezone.localdate()
    _move(row, "reply", actor, {"reply": row.reply})
    _tell_deputies(row, "约见已答复，请评价", row.reply[:200])
    return row


@transaction.atomic
def rate(*, meeting: OfficialMeeting, actor: User, rating: str, words: str = "") -> OfficialMeeting:
    """The deputy who asked rates the reply. Raises ``Conflict`` for others."""
    row = locked(meeting)
    require(actor, OFFICIALS["rate"], row.state)
    if row.asked_by.person.user_id != actor.pk:
        raise Conflict("由提出约见的代表评价")
    row.rating, row.rating_words = rating, words.strip()
    _move(row, "rate", actor, {"rating": row.get_rating_display(), "words": row.rating_words})
    _tell(
        row, [*offices(), *staff_of(row.organ)], f"约见已评价：{row.get_rating_display()}", row.rating_words
    )
    return row


@transaction.atomic
def promise(*, meeting: OfficialMeeting, actor: User, text: str, due_on: date) -> PromisedAction:
    """Note something the organ promised, to be done by a day. Raises ``Conflict`` before they met."""
    row = locked(meeting)
    require_rule(actor, rules.answer_official, row)
    if row.state not in WITH_PROMISES:
        raise Conflict("约见以后再登记承诺事项")
    made = _promise(row, text, due_on)
    audit.record(
        actor=actor, verb="taking_part:promise", obj=row, after={"text": made.text, "due_on": due_on}
    )
    return made


@transaction.atomic
def finish_promise(*, action: PromisedAction, actor: User, done_on: date, note: str) -> PromisedAction:
    """It was done. Raises ``ValidationError`` for a day to come, ``Conflict`` when it was done before."""
    row = PromisedAction.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=action.pk)
    require_rule(actor, rules.answer_official, row.meeting)
    if row.done_on is not None:
        raise Conflict("这件承诺事项已登记办成")
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "办成日期还没有到"})
    row.done_on, row.done_note = done_on, _said(note, "note")
    row.save()
    meeting = locked(row.meeting)
    audit.record(
        actor=actor,
        verb="taking_part:finish_promise",
        obj=meeting,
        after={"text": row.text, "done_on": done_on, "note": row.done_note},
    )
    to = accounts_of([meeting.asked_by])
    url = reverse("taking_part:my_official", args=[meeting.pk])
    title = f"承诺事项已办成：{row.text}"
    notices.send(to=to, title=title, text=row.done_note, url=url, key=f"promise:{row.pk}")
    return row


def _promise(row: OfficialMeeting, text: str, due_on: date) -> PromisedAction:
    if row.on and due_on < row.on:
        raise ValidationError({"due_on": f"早于约见日期（{dates.full_day(row.on)}），请改晚"})
    made = PromisedAction(meeting=row, text=_said(text, "text"), due_on=due_on)
    made.full_clean()
    made.save()
    return made


def _said(text: str, field: str) -> str:
    if not text.strip():
        raise ValidationError({field: "还没有写"})
    return text.strip()


def _check(row: OfficialMeeting, version: int) -> None:
    check_version(row, version, {"official": row.official, "on": row.on, "place": row.place})


def _move(row: OfficialMeeting, step: str, actor: User, facts: dict[str, Any]) -> None:
    before, row.state = row.state, OFFICIALS[step].target
    row.version += 1
    row.full_clean(exclude=["activity"])
    row.save()
    after = {"state": row.state, **facts}
    audit.record(actor=actor, verb=f"taking_part:{step}", obj=row, before={"state": before}, after=after)


def _tell_deputies(row: OfficialMeeting, title: str, text: str) -> None:
    to = accounts_of([row.asked_by, *row.companions.all()])
    url = reverse("taking_part:my_official", args=[row.pk])
    key = f"official:{row.pk}:{row.version}:own"
    notices.send(to=to, title=f"{title}：{row.subject}", text=text, url=url, key=key)


def _tell(row: OfficialMeeting, to: list[User], title: str, text: str) -> None:
    url = reverse("taking_part:official", args=[row.pk])
    key = f"official:{row.pk}:{row.version}:{title[:12]}"
    notices.send(to=to, title=f"{title}：{row.subject}", text=text, url=url, key=key)
