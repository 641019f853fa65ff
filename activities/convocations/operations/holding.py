"""Holding it: the convocation becomes the activity."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from activities.attendance import operations as attendance
from activities.convocations.enums import Answer, ConvocationState
from activities.convocations.operations.shared import locked
from activities.convocations.workflow import WORKFLOW
from activities.enums import ActivityState
from activities.models import Activity, Convocation
from activities.operations import add_deputy_group, record_activity
from activities.plans.operations import link_activity
from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web import dates


@transaction.atomic
def hold(*, convocation: Convocation, actor: User, at: datetime | None = None) -> Activity:
    """On its day the convocation becomes the activity, with everybody who was called on the roll (R124).

    An activity that was logged ahead is taken; otherwise one is logged with what the notice says, and a text to
    be completed. The item of a group's plan is done with it, and the group is one that carried it out (R009).
    Pressed twice, it gives the same activity.
    ``at`` is now unless the past is told of.
    """
    row = locked(convocation)
    if row.state == ConvocationState.HELD and row.activity is not None:
        return row.activity
    require(actor, WORKFLOW["hold"], row.state)
    if row.start_on > timezone.localdate(at):
        raise Conflict(f"{dates.day(row.start_on)}才开展，当天再开始签到")
    activity = row.activity or record_activity(
        actor=actor,
        token=row.token,
        start_on=row.start_on,
        end_on=row.end_on,
        kind=row.kind,
        headline=row.title,
        topic=row.title,
        organiser=row.organiser,
        place=row.place,
        area=row.area,
        text=draft_text(row),
    )
    if activity.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，请先恢复活动")
    row.activity, row.state = activity, ConvocationState.HELD
    row.version += 1
    row.save()
    called = row.callees.called().select_related("deputyship")
    leave = [(c.deputyship, c.reason if c.answer == Answer.LEAVE else "") for c in called]
    attendance.expect(activity=activity, deputyships=leave, actor=actor)
    after = {"state": row.state, "activity": activity.pk, "called": len(leave)}
    before = {"state": ConvocationState.SENT}
    audit.record(actor=actor, verb="convocations:hold", obj=row, before=before, after=after)
    if row.plan_item is not None:
        add_deputy_group(activity=activity, actor=actor, group=row.plan_item.plan.group)
        if row.plan_item.activity_id is None:
            link_activity(item=row.plan_item, actor=actor, activity=activity)
    return activity


def draft_text(row: Convocation) -> str:
    """The paragraph to begin with: 11月25日，区人大常委会办公室在柳桥街道联络站组织开展“…”。"""
    return f"{dates.period(row.start_on, row.end_on)}，{row.organiser}在{row.place}组织开展“{row.title}”。"
