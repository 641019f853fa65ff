"""An open call of the demo district, its round whose five projects are being built, and a town's. All invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.enums import Custody
from congress.ballots.models import Poll
from congress.ballots.operations import counting, preparing, voting
from congress.documents.uploads import Photo
from congress.organs.enums import CongressLevel, OrganKind
from congress.organs.models import Organ
from congress.web.demo import at, backdate, read_table
from deputies.models import Deputyship, Person
from liaison_stations.wall.drawn import drawn
from livelihood_projects import comments, inspections, projects, rounds
from livelihood_projects.models import Project, Round
from livelihood_projects.projects import propose
from livelihood_projects.rounds import open_call

_DAY = timedelta(days=1)
#: Days ago of the call's first and last day, of the meetings of the four bodies, and of the ballot.
_OPENED, _CLOSED, _BODIES, _VOTED = 420, 385, (375, 365, 350, 330), 320
_SEATS, _BALLOTS = 5, 30
#: Deputies of a town who supervise its projects.
_SUPERVISORS = 2
#: The silent project's last report was longer ago.
_SILENT = 30
#: The report of the first project that comes with a photo, by its percent.
_PICTURED = 85

_IDEAS = (
    ("加装农村道路太阳能路灯", "村里主路晚上没有灯，老人孩子出行不便。", "槐荫镇"),
    ("改造老旧供水管网", "小区水压低，夏天经常停水。", "临河街道"),
    ("增设社区老年食堂", "独居老人多，一日三餐不便。", "柳湖街道"),
)


@transaction.atomic
def load() -> None:
    """Both rounds, unless there is one already or the demo district is not there."""
    clerk = User.objects.filter(username="office").first()
    if clerk is None or Round.objects.exists():
        return
    today = timezone.localdate()
    row = open_call(
        actor=clerk,
        year=today.year + 1,
        title=f"安澜区{today.year + 1}年民生实事项目",
        call="向全区群众征集明年的民生实事项目，请写清楚要办什么事、在哪里、为什么。",
        opens_on=today - timedelta(days=10),
        closes_on=today + timedelta(days=29),
        shortest_call=30,
    )
    for title, content, place in _IDEAS:
        propose(round=row, actor=None, token=uuid4(), title=title, content=content, place=place)
    users = {user.username: user for user in User.objects.all()}
    table: dict[str, Any] = read_table(__file__, "projects.json")
    if set(table["needs"]) <= users.keys():
        _underway(table, users, today)


def _underway(table: dict[str, Any], users: dict[str, User], today: date) -> None:
    """This year's round: ten candidates, five chosen; one of them silent for too long."""
    counters = [users[name] for name in ("office", "office2")]
    title = f"安澜区{today.year}年民生实事项目"
    row = _voted_on(table["ideas"], counters, title, _SEATS, _BALLOTS, today)
    _built(table, users, list(row.projects.chosen().order_by("pk")), today)
    town = table["town"]
    keeper = users.get(town["keeper"])
    if keeper is not None:
        _of_town(town, keeper, users[town["second"]], today)


def _of_town(table: dict[str, Any], keeper: User, second: User, today: date) -> None:
    """What the congress of a town chose for itself (R251): three of four, built by its government."""
    area = keeper.assignments_today[0].area
    title = f"{area}{today.year}年民生实事项目"
    row = _voted_on(table["ideas"], [keeper, second], title, table["seats"], table["ballots"], today)
    unit = Organ.objects.active(today).filter(kind=OrganKind.TOWN_GOVERNMENT, area=area).first()
    seats = Deputyship.objects.in_force(today).filter(level=CongressLevel.TOWN, term__area=area)
    people = [seat.person for seat in seats.select_related("person").order_by("pk")[:_SUPERVISORS]]
    if unit is None or not people:
        return
    for project in row.projects.chosen().order_by("pk"):
        due = today + 30 * _DAY
        chosen = projects.arrange(project=project, actor=keeper, unit=unit, supervisors=people, due_on=due)
        for days, percent, milestone, text in table["progress"]:
            on = today - days * _DAY
            facts = {"percent": percent, "milestone": milestone, "text": text, "photos": ()}
            projects.report_progress(project=chosen, actor=keeper, on=on, **facts)


def _voted_on(
    table: list[list[Any]], counters: list[User], title: str, seats: int, ballots: int, today: date
) -> Round:
    """A round from its call to the ballot, kept by the first of the two who count."""
    clerk = counters[0]
    row = open_call(
        actor=clerk,
        year=today.year,
        title=title,
        call="向全区群众征集民生实事项目。"
        if clerk.has_role(Role.OFFICE)
        else "向全镇群众征集民生实事项目。",
        opens_on=today,
        closes_on=today + 35 * _DAY,
        shortest_call=30,
    )
    ideas = [
        propose(round=row, actor=None, token=uuid4(), title=title, content=content, place=place)
        for title, content, place, *_facts in table
    ]
    row.opens_on, row.closes_on = today - _OPENED * _DAY, today - _CLOSED * _DAY
    row.save(update_fields=["opens_on", "closes_on"])
    row = rounds.end_call(round=row, actor=clerk)
    for idea, (_t, _c, _p, investment, quantity, measure, households, people, _v) in zip(
        ideas, table, strict=True
    ):
        facts = {"quantity": quantity, "measure": measure, "households": households, "people": people}
        projects.shortlist(project=idea, actor=clerk, investment=investment, **facts)
    row = rounds.end_screening(round=row, actor=clerk)
    # A town's list passes one body less: its government has no meeting of its own for it.
    for days in _BODIES if row.area_id is None else _BODIES[1:]:
        row = rounds.pass_list(
            round=row, actor=clerk, on=today - days * _DAY, document="会议纪要", forward=ideas
        )
    row = rounds.prepare_ballot(round=row, actor=clerk, seats=seats)
    assert row.election is not None  # noqa: S101 - it was just prepared
    voted = today - _VOTED * _DAY
    _hold(row.election, counters, [idea[-1] for idea in table], ballots, voted)
    row.projects.chosen().update(reported_on=voted)
    return row


def _hold(poll: Poll, counters: list[User], votes: list[int], ballots: int, voted: date) -> None:
    """On paper, entered by two people; the portal keeps the box, for nobody has kept an opening phrase of a demo."""
    clerk = counters[0]
    items = list(poll.items.values_list("title", "note"))
    facts = {name: getattr(poll, name) for name in preparing.FIELDS} | {"custody": Custody.SYSTEM}
    facts["mode"] = "paper"
    poll = preparing.change_poll(poll=poll, actor=clerk, version=poll.version, items=items, **facts)
    poll = preparing.set_electors(
        poll=poll, actor=clerk, version=poll.version, audience={}, unnamed_paper=ballots
    )
    voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    counts = {str(n): {"for": number} for n, number in enumerate(votes, 1)}
    for counter in counters:
        counting.enter_paper(
            poll=poll,
            actor=counter,
            issued=ballots,
            returned=ballots,
            valid=ballots,
            void=0,
            counts=counts,
        )
    counting.publish_poll(poll=poll, actor=clerk)
    moments = {"created_at": 9, "started_at": 10, "closed_at": 10, "opened_at": 10, "published_at": 11}
    backdate(poll, **{name: at(voted, hour) for name, hour in moments.items()})


def _built(table: dict[str, Any], users: dict[str, User], chosen: list[Project], today: date) -> None:
    """Unit and supervising deputies, what was reported month by month, a day on the spot, what people said."""
    clerk, own = users["office"], users["unit"].assignments_today[0].organ
    people = list(Person.objects.filter(user=users["deputy"]))
    others = Organ.objects.active(today).filter(kind=OrganKind.DEPARTMENT).order_by("pk")
    units = [own, own, own, *(others.exclude(pk=own.pk) if own else others)[:2]]
    for n, (project, unit) in enumerate(zip(chosen, units, strict=False)):
        if unit is None or not people:
            continue
        due = today + 30 * _DAY
        row = projects.arrange(project=project, actor=clerk, unit=unit, supervisors=people, due_on=due)
        for days, percent, milestone, text in table["progress"]:
            if n != table["silent"] or days > _SILENT:
                projects.report_progress(
                    project=row,
                    actor=clerk,
                    on=today - days * _DAY,
                    percent=percent,
                    milestone=milestone,
                    text=text,
                    photos=[_lamps()] if n == 0 and percent == _PICTURED else (),
                )
    _looked_at(table, clerk, chosen[0], today)


def _lamps() -> Photo:
    """A road with its new lamps, drawn."""
    picture = Image.new("RGB", (640, 420), "#27364a")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(290, 200), (350, 200), (600, 420), (40, 420)], "#5b6069")
    for x, top, foot in ((80, 90, 400), (190, 140, 310), (450, 140, 310), (560, 90, 400)):
        draw.line((x, top, x, foot), "#b9c0c8", 6)
        draw.ellipse((x - 18, top - 14, x + 18, top + 14), "#ffe9a8")
    return drawn("路灯.jpg", picture)


def _looked_at(table: dict[str, Any], clerk: User, project: Project, today: date) -> None:
    told = table["inspected"]
    on = today - told["days_ago"] * _DAY
    deputies = inspections.supervising(project, on)
    if deputies:
        inspections.record_inspection(
            project=project,
            actor=clerk,
            on=on,
            place=told["place"],
            account=told["account"],
            deputies=deputies,
        )
    for text, name, released in table["comments"]:
        said = comments.send_comment(project=project, token=uuid4(), text=text, name=name)
        if released:
            comments.release_comment(comment=said, actor=clerk)
