"""Small makers of appraisals of departments, for the tests of their rules and of the whole way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import RuleSet
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from deputies.models import Deputyship, Person
from oversight.models import AppraisalOpinion, AppraisedBody, Meeting, SpecialAppraisal
from oversight.operations import appraisal_opinions, appraisal_results
from oversight.operations import special_appraisals as operations
from tests.factories import make_deputyship, make_organ, make_user
from tests.oversight.making import make_meeting
from tests.oversight.test_handling_ratings import voted

DAY = timedelta(days=1)
NAMES = ("区文旅局", "区教育局", "区水利局", "区民政局", "区住建局", "区交通局")


def planned(clerk: User, organs: Sequence[Organ] = (), **facts: Any) -> SpecialAppraisal:
    """One that is prepared, of the first two departments unless others are given."""
    values: dict[str, Any] = {
        "title": "履职监督专项评议",
        "year": timezone.localdate().year,
        "plan": "征求意见，调研，测评，公示。",
        "basis": "",
        "opinions_until": timezone.localdate() + 5 * DAY,
        **facts,
    }
    if "committee" not in values:
        values["committee"] = make_organ(kind=OrganKind.COMMITTEE)
    known = {one.name: one for one in Organ.objects.filter(name__in=NAMES)}
    chosen = organs or [known.get(name) or make_organ(name) for name in NAMES[:2]]
    return operations.plan_appraisal(actor=clerk, organs=chosen, **values)


def asking(clerk: User, organs: Sequence[Organ] = (), **facts: Any) -> SpecialAppraisal:
    """One that asks deputies until in five days."""
    row = planned(clerk, organs, **facts)
    return operations.open_opinions(appraisal=row, actor=clerk, opinions_until=row.opinions_until)


def entered(clerk: User, body: AppraisedBody, level: str, **facts: Any) -> AppraisalOpinion:
    """What a deputy of a level said on paper."""
    values = {"name": "", "grade": "", "text": "意见。", "said_on": timezone.localdate(), **facts}
    return appraisal_opinions.enter_opinion(
        appraisal=body.appraisal, actor=clerk, body=body, level=level, **values
    )


def make_deputy(name: str = "") -> tuple[User, Deputyship]:
    """A deputy of the district with an account."""
    user, seat = make_user(Role.DEPUTY), make_deputyship()
    facts = {"name": name} if name else {}
    Person.objects.filter(pk=seat.person_id).update(user=user, **facts)
    return user, seat


def balloted(
    clerk: User, row: SpecialAppraisal, meeting: Meeting | None = None, **facts: Any
) -> SpecialAppraisal:
    """Its ballot is prepared at a meeting of the committee, on paper."""
    if row.state == "asking":
        row = operations.close_opinions(appraisal=row, actor=clerk)
    values: dict[str, Any] = {
        "meeting": meeting or make_meeting(clerk, "常委会会议"),
        "rule_set": RuleSet.objects.filter(form="grades").earliest("order"),
        "mode": "paper",
        **facts,
    }
    return appraisal_results.prepare_ballot(appraisal=row, actor=clerk, **values)


def rated(clerk: User, row: SpecialAppraisal, *votes: tuple[int, int, int, int]) -> SpecialAppraisal:
    """The result of its ballot is published."""
    row = balloted(clerk, row)
    assert row.poll is not None
    voted(row.poll, clerk, *votes)
    row.refresh_from_db()
    return row


def published(
    clerk: User, row: SpecialAppraisal, *votes: tuple[int, int, int, int], on: date | None = None
) -> SpecialAppraisal:
    """Its result is public."""
    row = rated(clerk, row, *votes)
    return appraisal_results.publish_result(
        appraisal=row, actor=clerk, published_on=on or timezone.localdate()
    )


def to_mend(clerk: User, body: AppraisedBody, days: int = 30) -> AppraisedBody:
    """What follows for a department: it mends until so many days from today."""
    return appraisal_results.write_consequence(
        body=body,
        actor=clerk,
        version=body.version,
        consequence="通报，限期整改。",
        mend_by=timezone.localdate() + days * DAY,
    )
