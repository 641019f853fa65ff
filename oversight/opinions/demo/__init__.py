"""Opinions of the demo district: one that fell short and is dealt with again, one late, one passed, one being voted on,
one in draft. All invented.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.ballots.enums import Custody
from congress.ballots.operations import preparing, voting
from congress.organs.models import Organ
from congress.web.demo import read_table
from oversight.meetings.enums import AHEAD, Members
from oversight.meetings.subjects import key_of
from oversight.models import AgendaItem, Meeting, ReviewOpinion
from oversight.operations import agenda, opinions, ratings, speeches
from oversight.opinions.enums import OpinionState
from oversight.opinions.queries import SUBJECT

_DAY = timedelta(days=1)


@transaction.atomic
def load() -> None:
    """Enter them on the meetings that were held, unless there are some already."""
    clerk = User.objects.filter(username="office").first()
    meetings = list(Meeting.objects.held().filter(kind__members=Members.COMMITTEE).order_by("on"))
    if clerk is None or not meetings or ReviewOpinion.objects.exists():
        return
    organs = {organ.short_name: organ for organ in Organ.objects.all()}
    for told in read_table(__file__, "opinions.json"):
        meeting = meetings[min(told["meeting"], len(meetings) - 1)]
        item = agenda.add_item(
            meeting=meeting,
            actor=clerk,
            title=told["title"],
            reporter=told["unit"],
            decision=told["decision"],
        )
        _deliberated(item, clerk, told)
        _opinion(item, clerk, told, organs)
    _put_on_the_agenda(clerk)


def _put_on_the_agenda(clerk: User) -> None:
    """The item of a meeting to come that says it is about an opinion leads to it."""
    again = ReviewOpinion.objects.filter(state=OpinionState.AGAIN).first()
    item = AgendaItem.objects.filter(meeting__state__in=AHEAD, title__contains="审议意见办理情况").first()
    if again is None or item is None:
        return
    facts = {"title": item.title, "reporter": item.reporter, "decision": item.decision}
    subject = key_of(SUBJECT, again.pk)
    agenda.change_item(
        item=item, actor=clerk, version=item.version, order=item.order, subject=subject, **facts
    )


def _deliberated(item: AgendaItem, clerk: User, told: dict[str, Any]) -> None:
    people = {
        name: speeches.add_speaker(item=item, actor=clerk, role=role, name=name, speech=speech)
        for role, name, speech in told["speakers"]
    }
    for name, problem, advice in told["points"]:
        speeches.add_point(item=item, actor=clerk, problem=problem, advice=advice, speaker=people.get(name))


def _opinion(item: AgendaItem, clerk: User, told: dict[str, Any], organs: dict[str, Organ]) -> None:
    row = opinions.draft_opinion(
        item=item,
        actor=clerk,
        title=f"关于{told['title'].removeprefix('听取和审议')}的审议意见",
        text=told["text"],
        unit=organs[told["unit"]],
        committee=organs[told["committee"]],
        is_key=bool(told.get("team")),
        team=told.get("team", ""),
    )
    on, today = item.meeting.on + 5 * _DAY, timezone.localdate()
    if "span" not in told or on > today:
        return
    row = opinions.assign_opinion(opinion=row, actor=clerk, assigned_on=on, span=told["span"])
    for days, note in told.get("followed", []):
        opinions.follow_up(opinion=row, actor=clerk, on=min(on + days * _DAY, today), note=note)
    for turn in told.get("rounds", []):
        reported = min(on + turn["reported"] * _DAY, today)
        row = opinions.report_opinion(opinion=row, actor=clerk, reported_on=reported, report=turn["report"])
        if "rated" in turn or told.get("voters"):
            row = opinions.accept_report(opinion=row, actor=clerk)
        if "rated" in turn:
            satisfied, basically, total = turn["rated"]
            row = ratings.record_rating(
                opinion=row,
                actor=clerk,
                rated_on=reported,
                satisfied=satisfied,
                basically=basically,
                total=total,
                next_due_on=today + 40 * _DAY,
            )
    if told.get("voters"):
        _begin_voting(row, clerk, told["voters"])


def _begin_voting(row: ReviewOpinion, clerk: User, voters: list[str]) -> None:
    """The portal keeps the box, for nobody has kept an opening phrase of a demo."""
    people = [str(pk) for pk in User.objects.filter(username__in=voters).values_list("pk", flat=True)]
    again_by = timezone.localdate() + 90 * _DAY
    poll = ratings.prepare_rating(opinions=[row], actor=clerk, mode="phone", again_by=again_by)
    facts = {name: getattr(poll, name) for name in preparing.FIELDS} | {"custody": Custody.SYSTEM}
    items = list(poll.items.values_list("title", "note"))
    poll = preparing.change_poll(poll=poll, actor=clerk, version=poll.version, items=items, **facts)
    poll = preparing.set_electors(poll=poll, actor=clerk, version=poll.version, audience={"people": people})
    voting.start_voting(poll=poll, actor=clerk)
