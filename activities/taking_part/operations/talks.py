"""The talk with deputies who sat in, and what they brought up (R126)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.enums import ActivityState, AttendanceState
from activities.models import Activity, Talk, TalkPoint
from activities.rules import change_activity
from activities.taking_part import rules
from activities.taking_part.queries import sat_in
from activities.taking_part.seams import made_of, suggesting
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import Deputyship


def sitters(activity: Activity) -> list[Deputyship]:
    """Who sat in at a meeting, by name (one query)."""
    came = activity.attendances.filter(sat_in(), state=AttendanceState.PRESENT)
    rows = Deputyship.objects.filter(pk__in=came.order_by().values("deputyship"))
    return list(rows.select_related("person").order_by("person__pinyin", "pk"))


@transaction.atomic
def record_talk(
    *, activity: Activity, actor: User, chaired_by: str, account: str = "", version: int = 0
) -> Talk:
    """Write down that there was a talk, or correct what was written. Raises ``Conflict`` where nobody sat in."""
    meeting = Activity.objects.select_for_update().get(pk=activity.pk)
    require_rule(actor, change_activity, meeting)
    if meeting.state != ActivityState.RECORDED:
        raise Conflict("这次会议已撤回，请先恢复")
    if not sitters(meeting):
        raise Conflict("这次会议没有代表列席，请先在活动里登记列席的代表")
    row = Talk.objects.filter(activity=meeting).first() or Talk(activity=meeting, recorded_by=actor)
    before = {"chaired_by": row.chaired_by, "account": row.account}
    if row.pk:
        check_version(row, version, before)
        row.version += 1
    row.chaired_by, row.account = chaired_by.strip(), account.strip()
    row.full_clean(exclude=["recorded_by"])
    row.save()
    after = {"chaired_by": row.chaired_by, "account": row.account}
    old, new = audit.changed(before, after)
    audit.record(actor=actor, verb="taking_part:record_talk", obj=row, before=old, after=new)
    return row


@transaction.atomic
def add_point(*, talk: Talk, actor: User, deputyship: Deputyship, title: str, text: str) -> TalkPoint:
    """Note what a deputy brought up. Raises ``ValidationError`` for somebody who did not sit in."""
    row = Talk.objects.select_for_update(of=("self",)).select_related("activity").get(pk=talk.pk)
    require_rule(actor, change_activity, row.activity)
    if deputyship not in sitters(row.activity):
        raise ValidationError({"deputyship": f"{deputyship.person}没有列席这次会议"})
    point = TalkPoint(talk=row, deputyship=deputyship, title=title.strip(), text=text.strip())
    point.full_clean()
    point.save()
    after = {"deputy": deputyship.person.name, "title": point.title}
    audit.record(actor=actor, verb="taking_part:add_point", obj=row, after=after)
    return point


@transaction.atomic
def suggest_points(*, talk: Talk, actor: User) -> int:
    """Let every point that is none yet become a draft suggestion of its deputy's; how many there are.

    The deputies are told and put them themselves. Raises ``Conflict`` when suggestions are not plugged in.
    """
    row = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    require_rule(actor, rules.keep, row)
    plugged = suggesting()
    if plugged is None:
        raise Conflict("平台没有启用代表建议，不能转")
    points = list(row.points.select_related("deputyship__person", "talk__activity"))
    made = made_of(points, actor)
    new = [point for point in points if point.pk not in made]
    for point in new:
        plugged.make(point, actor)
    if new:
        after = {"points": [point.title for point in new]}
        audit.record(actor=actor, verb="taking_part:suggest_points", obj=row, after=after)
    return len(new)
