"""Training of the demo district: classes of the log, one that enrols, plans ahead, the lecture hall, group study."""

from __future__ import annotations

from datetime import date
from typing import Any

from activities.learning import operations
from activities.learning.enums import StudyKind
from activities.learning.operations.people import Guest
from activities.learning.queries.coverage import present_term
from activities.models import (
    Activity,
    Convocation,
    GroupStudy,
    Reading,
    ReadingMark,
    TraineeKind,
    TrainingClass,
    TrainingPlan,
    TrainingType,
)
from congress.accounts.models import User
from congress.organs.models import Area
from congress.organs.queries import district
from congress.web.demo import at, read_table
from deputies.models import DeputyGroup, Deputyship, GroupMembership

YEAR = 2026
_FORMS = ("gathering", "channel", "direction", "manner")


def load() -> None:
    """Write what is not there yet; a title tells one class from another."""
    term, clerk = present_term(), User.objects.filter(username="deputywork").first()
    if term is None or clerk is None or not DeputyGroup.objects.exists():
        return
    plan = TrainingPlan.objects.filter(term=term, year=YEAR).first()
    if plan is None:
        whole = "采取全员培训和专题培训结合的方式，本届内所有区人大代表轮训一遍。"
        operations.create_plan(actor=clerk, term=term, text=whole)
        text = "举办四级代表培训班、履职能力提升培训班和专题培训班；代表讲堂每季度一期。"
        plan = operations.create_plan(actor=clerk, term=term, year=YEAR, text=text)
    types = {row.name: row for row in TrainingType.objects.all()}
    for row in read_table(__file__, "classes.json"):
        if not TrainingClass.objects.filter(title=row["title"]).exists():
            _class(row, plan, types[row["type"]], clerk)
    _halls(plan, clerk)
    _studies(clerk)
    _readings(clerk)


def _day(text: str) -> date:
    return date.fromisoformat(f"{YEAR}-{text}")


def _class(row: dict[str, Any], plan: TrainingPlan, kind: TrainingType, clerk: User) -> None:
    home = district()
    if home is None:
        return
    days = [_day(text) for text in row.get("days", [])]
    training = operations.create_class(
        actor=clerk,
        title=row["title"],
        type=kind,
        plan=plan,
        year=YEAR,
        span=row.get("span", "year"),
        reach=row["reach"],
        start_on=days[0] if days else None,
        end_on=days[-1] if days else None,
        place=row["place"],
        host=row["host"],
        organiser="区人大常委会",
        audience=row["audience"],
        levels=row.get("levels", []),
        enrol_by=_day(row["enrol_by"]) if "enrol_by" in row else None,
        seats=row.get("seats"),
        note=row.get("note", ""),
        area=home,
        **dict(zip(_FORMS, row["forms"], strict=True)),
    )
    for speaker, organ, subject in row["lectures"]:
        operations.add_lecture(training=training, actor=clerk, speaker=speaker, organ=organ, subject=subject)
    if "activity" in row:
        start, headline = row["activity"]
        activity = Activity.objects.filter(start_on=_day(start), headline=headline).first()
        if activity is not None:
            operations.link_activity(training=training, actor=clerk, activity=activity)
    if row.get("open"):
        operations.open_enrolment(training=training, actor=clerk)
        held = Deputyship.objects.in_force(days[0]).filter(level="district", person__user__isnull=True)
        people = list(held.select_related("person").order_by("person__pinyin", "pk")[: row["enrol"]])
        operations.enrol_many(training=training, actor=clerk, deputyships=people)
        staff = TraineeKind.objects.get(name="人大干部")
        guests = [Guest("冯晓岚", "东塘镇人大干事")]
        operations.add_guests(training=training, actor=clerk, kind=staff, guests=guests)


def _halls(plan: TrainingPlan, clerk: User) -> None:
    """The first session and those planned ahead, with the towns in turn."""
    home, towns = district(), list(Area.objects.towns().order_by("order", "pk"))
    hall = TrainingType.objects.get(name="代表讲堂")
    teacher = Deputyship.objects.filter(person__user__username="deputy").first()
    for number, row in enumerate(read_table(__file__, "halls.json")):
        if home is None or TrainingClass.objects.halls().filter(number=row["number"]).exists():
            continue
        session = operations.create_class(
            actor=clerk,
            type=hall,
            plan=plan if "year" not in row else None,
            title=row["title"],
            number=row["number"],
            hall_form=row["form"],
            year=row.get("year", YEAR),
            span=row["span"],
            start_on=_day(row["day"]) if "day" in row else None,
            town=towns[number % len(towns)],
            place=row.get("place", ""),
            organiser="区人大常委会",
            area=home,
        )
        by = teacher if row["form"] == "deputy" else None
        operations.add_lecture(
            training=session, actor=clerk, speaker=row["speaker"], organ=row["organ"], deputyship=by
        )


def _studies(clerk: User) -> None:
    """A group that studied, and exchanged views."""
    for row in read_table(__file__, "studies.json"):
        group = DeputyGroup.objects.filter(label=row["group"]).first()
        if group is None or GroupStudy.objects.filter(topic=row["topic"]).exists():
            continue
        on = _day(row["on"])
        seats = GroupMembership.objects.in_force(on).filter(group=group).values("deputyship")
        people = list(
            Deputyship.objects.filter(pk__in=seats).select_related("person").order_by("person__pinyin")[:6]
        )
        study = operations.record_study(
            actor=clerk,
            kind=StudyKind(row["kind"]),
            group=group,
            topic=row["topic"],
            material=row["material"],
            leader=people[0].person.name if people else "",
            on=on,
            place=row["place"],
            text="",
            deputies=people,
        )
        for one, said in zip(people, row["said"], strict=False):
            operations.write_speech(study=study, actor=clerk, deputyship=one, points=said)


def _readings(clerk: User) -> None:
    """Something to read before what is called next; most have read it."""
    row = Convocation.objects.filter(state="sent").order_by("start_on", "pk").first()
    if row is None or Reading.objects.exists():
        return
    table = read_table(__file__, "reading.json")
    reading = operations.add_reading(convocation=row, actor=clerk, title=table["title"], text=table["text"])
    read_at = at(row.start_on, 8)
    if row.sent_at is not None:
        read_at = row.sent_at
    ReadingMark.objects.bulk_create(
        ReadingMark(reading=reading, callee=copy, opened_at=read_at)
        for copy in row.callees.called().filter(read_at__isnull=False)
    )
