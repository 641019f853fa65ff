"""Days on which deputies look at a project: one entry in the log, everything else follows from there (R250)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from activities.models import ActivityKind
from activities.operations import record_activity
from activities.queries import standing_committee
from activities.queries.roster import once_each
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import not_to_come
from deputies.models import Deputyship
from livelihood_projects import rules
from livelihood_projects.enums import INSPECTED
from livelihood_projects.models import Inspection, Project, Round
from suggestions.queries.standing import keeper_name

#: The code of the kind of activity such a day is: 视察.
KIND = "inspection"


def body_of(round: Round) -> str:
    """Who supervises: 区人大常委会, or for a town's round 槐荫镇人大."""
    return standing_committee() if round.area is None else keeper_name(round.area)


def supervising(project: Project, on: date) -> list[Deputyship]:
    """The supervising deputies as the roster has them on a day (1 query)."""
    rows = Deputyship.objects.in_force(on).filter(person__in=project.supervisors.all())
    return once_each(rows.select_related("person", "term__area").order_by("person__pinyin", "pk"))


def require_built(project: Project) -> None:
    """``Conflict`` unless there is something to look at: being built, completed or accepted."""
    if project.state not in INSPECTED:
        raise Conflict("项目实施以后、办结以前才能登记督查")


@transaction.atomic
def record_inspection(
    *,
    project: Project,
    actor: User,
    on: date,
    place: str,
    account: str,
    deputies: Sequence[Deputyship],
) -> Inspection:
    """A day on the spot. The log holds it once; the deputies' registers and the bulletin's pool follow from there."""
    rows = Project.objects.select_for_update(of=("self",)).select_related("round__area")
    row = rows.get(pk=project.pk)
    require_rule(actor, rules.keep_project, row)
    require_built(row)
    not_to_come("on", on)
    day = Inspection(project=row, on=on, place=place.strip(), account=account.strip())
    day.full_clean(exclude=["activity"])
    kind = ActivityKind.objects.filter(code=KIND).first()
    if kind is None:
        raise Conflict("工作记录的类别里没有视察，请办公室在类别里加上")
    body = body_of(row.round)
    day.activity = record_activity(
        actor=actor,
        start_on=on,
        kind=kind,
        headline=f"{body}督查民生实事项目{row.title}",
        topic=row.title,
        organiser=body,
        place=day.place,
        text=f"{on.month}月{on.day}日，{body}组织代表到{day.place}督查民生实事项目{row.title}。{day.account}",
        area=row.round.area,
        deputies=list(deputies),
    )
    day.save()
    after = {"on": on, "note": day.place}
    audit.record(actor=actor, verb="livelihood:record_inspection", obj=row, after=after)
    return day
