"""100,000 suggestions of ten years, 300 units, with everything that belongs to them; the same in every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bench._copying import catch_up, copy
from bench._rows import GIVEN, SURNAMES
from congress.organs.enums import AreaKind, CongressLevel, OrganKind
from congress.organs.models import Area, Constituency, Organ, Session, Term
from congress.search.text import normalise
from deputies.models import Deputyship, Person
from suggestions.enums import ACCEPTED_STATES, FINISHED_STATES, OPEN_STATES, Source, State, Weight
from suggestions.models import (
    Category,
    Clock,
    Contact,
    Cosigner,
    Evaluation,
    Handling,
    Reply,
    ReplyCategory,
    Step,
    Submission,
    Suggestion,
)

SUGGESTIONS, UNITS, TOWNS, DEPUTIES, YEARS = 100_000, 280, 20, 400, 10
#: Days in which what was put lately is still open.
LATELY = 240
NAMES = ("东塘", "柳桥", "文昌", "望江", "石湖", "青山", "云岭", "北塘", "南浦", "西园")
PLACES = [f"{name}{kind}" for name in NAMES for kind in ("镇", "街道")]
SPOTS = (
    "老汽车站", "中心小学", "农贸市场", "电影院", "老年公寓", "体育场", "新村", "河堤", "高速出口",
    "污水处理厂", "卫生院", "图书馆",
)  # fmt: skip
VERBS = ("增设", "改造", "完善", "加快", "规范", "支持", "缓解", "推进", "加强", "整治")
MATTERS = (
    "停车位", "老年助餐点", "充电设施", "污水管网", "通学道路", "垃圾分类点", "公交线路", "电梯加装", "防汛排涝",
    "校园安全", "社区医疗", "养老服务", "噪声治理", "路灯", "健身场地", "河道清淤", "农产品仓储", "食品安全",
    "物业管理", "消防通道",
)  # fmt: skip
SITUATION = (
    "周边居民多次反映，现场看过三次，早晚高峰问题最突出，影响出行和生活。涉及居民约一千二百户，老人和学生较多。"
    * 5
)
PROPOSAL = "请有关部门会同街道拿出方案，明确时间和责任单位，年内完成，并向代表反馈进度。" * 4


@dataclass
class World:
    """What suggestions refer to."""

    chance: Random
    district: Area
    towns: list[Area]
    units: list[Organ]
    committees: list[Organ]
    seats: list[list[tuple[int, str]]]
    sessions: list[tuple[int, str, date]]
    categories: list[int]
    replies: list[int]
    names: dict[int, str]


@dataclass
class Made:
    """One suggestion with what the others of its rows need."""

    key: int
    state: str
    title: str
    lead: int
    round: int
    submitted: datetime
    assigned: datetime | None
    answered: datetime | None
    finished: datetime | None
    closed: datetime | None
    due: date | None
    rating: str
    category: int | None


def fill(today: date) -> World:
    """Write everything."""
    world = _world(today)
    with connection.cursor() as cursor:  # what refers to what is right by the way it is made
        cursor.execute("SET session_replication_role = replica")
    made: list[Made] = []
    copy(Suggestion, _SUGGESTION, _suggestions(world, today, made))
    copy(Submission, _SUBMISSION, (_submission(one, world) for one in made))
    copy(Cosigner, _COSIGNER, _cosigners(world, made))
    _handlings(world, made)
    copy(Step, _STEP, _steps(made))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
    catch_up(Suggestion, Submission, Cosigner, Handling, Clock, Contact, Reply, Evaluation, Step)
    return world


def _world(today: date) -> World:
    chance = Random(20_26)
    district = Area.objects.create(kind=AreaKind.DISTRICT, name="安澜区")
    kinds = {"镇": AreaKind.TOWN, "街道": AreaKind.SUBDISTRICT}
    towns = [
        Area.objects.create(kind=kinds["镇" if name.endswith("镇") else "街道"], name=name, parent=district)
        for name in PLACES[:TOWNS]
    ]
    units = [
        Organ(kind=OrganKind.DEPARTMENT, name=f"安澜区{m}{n}局", short_name=f"区{m}{n}局")
        for m, n in _bureaus()
    ]
    units += [
        Organ(kind=OrganKind.TOWN_GOVERNMENT, name=f"{t.name}办事处", short_name=t.name, area=t)
        for t in towns
    ]
    units = Organ.objects.bulk_create(units)
    committees = Organ.objects.bulk_create(
        Organ(kind=OrganKind.COMMITTEE, name=f"区人大第{n}工委", short_name=f"第{n}工委") for n in range(1, 9)
    )
    seats, sessions = _congresses(chance, district, towns, today)
    categories = list(Category.objects.filter(parent__isnull=False).values_list("pk", flat=True))
    names = {key: name for term in seats for key, name in term}
    replies = list(ReplyCategory.objects.order_by("order").values_list("pk", flat=True))
    return World(chance, district, towns, units, committees, seats, sessions, categories, replies, names)


def _bureaus() -> Iterator[tuple[str, str]]:
    for number in range(UNITS):
        yield (
            ("教育", "水利", "交通", "民政", "住建", "城管", "环保", "文旅", "农业", "卫健")[number % 10],
            f"第{number // 10 + 1}",
        )


def _congresses(
    chance: Random, district: Area, towns: list[Area], today: date
) -> tuple[list[list[tuple[int, str]]], list[tuple[int, str, date]]]:
    """Two terms of five years with their deputies, and a session in each year."""
    first = today.year - YEARS + 1
    places = Constituency.objects.bulk_create(
        Constituency(
            level=CongressLevel.DISTRICT, number=n, name=f"第{n}选区", area=towns[n % len(towns)], seats=4
        )
        for n in range(1, 101)
    )
    seats, sessions = [], []
    for order, year in enumerate((first, first + 5)):
        begins, ends = date(year, 1, 5), date(year + 4, 12, 31) if order == 0 else None
        term = Term.objects.create(
            area=district, level=CongressLevel.DISTRICT, number=17 + order, starts_on=begins, ends_on=ends
        )
        people = [
            Person(name=chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2)))))
            for _ in range(DEPUTIES)
        ]
        for person in people:
            person.derive()
        people = Person.objects.bulk_create(people)
        held = Deputyship.objects.bulk_create(
            Deputyship(
                person=person,
                level=CongressLevel.DISTRICT,
                term=term,
                constituency=places[n % 100],
                starts_on=begins,
                ends_on=ends,
                how_ended="expired" if ends else "",
            )
            for n, person in enumerate(people)
        )
        seats.append([(seat.pk, seat.person.name) for seat in held])
        for number in range(1, 6):
            day = date(year + number - 1, 1, 10)
            session = Session.objects.create(
                term=term, number=number, starts_on=day, ends_on=day + timedelta(days=4)
            )
            sessions.append((session.pk, f"{term.number}-{number}-", day))
    return seats, sessions


_SUGGESTION = (
    "id", "title", "situation", "proposal", "lead_id", "level", "occasion", "session_id", "area_id", "gate_id",
    "category_id", "committee_id", "source", "weight", "is_key", "state", "round", "number", "number_key",
    "number_text", "receipt",
    "merged_into_id", "channel", "strike_number", "submitted_at", "registered_at", "assigned_at", "replied_at",
    "evaluated_at", "closed_at", "answered_at", "reply_category_id", "attitude", "result", "finished_at", "due_on",
    "created_at", "changed_at", "search_text", "token",
)  # fmt: skip
_SOURCES = [*[Source.DEPUTY] * 6, *Source.values]
_WEIGHTS = ["", "", *Weight.values]


def _suggestions(world: World, today: date, made: list[Made]) -> Iterator[tuple[Any, ...]]:
    chance = world.chance
    begin = datetime(today.year - YEARS + 1, 1, 5, 2, tzinfo=UTC)
    now = timezone.now() - timedelta(days=1)
    span = (now - begin).total_seconds()
    numbers: dict[str, int] = {}
    for key in range(1, SUGGESTIONS + 1):
        submitted = begin + timedelta(seconds=span * key / SUGGESTIONS)
        one = _one(world, key, submitted, now, today)
        made.append(one)
        occasion = chance.choices(("session", "between", "sentiment"), (25, 45, 30))[0]
        session, stem, _day = world.sessions[submitted.year - begin.year]
        series, stem = {
            "session": (f"session:{session}:suggestion", stem),
            "between": (f"between:{submitted.year}:suggestion", f"{submitted.year}-"),
            "sentiment": (f"sentiment:{submitted:%Y-%m}", f"民{submitted:%Y-%m}-"),
        }[occasion]
        accepted = one.state in ACCEPTED_STATES
        number = numbers[series] = numbers.get(series, 0) + 1 if accepted else numbers.get(series, 0)
        number_text = f"{stem}{number:03}" if accepted else ""
        closed = one.state == State.CLOSED
        rated = one.rating if one.finished else ""
        yield (
            key, one.title, SITUATION, PROPOSAL, one.lead, CongressLevel.DISTRICT, occasion,
            session if occasion == "session" else None, world.towns[key * 7 % TOWNS].pk, world.district.pk,
            one.category, world.committees[key % 8].pk if accepted else None, chance.choice(_SOURCES),
            chance.choice(_WEIGHTS),
            key % 90 == 0, one.state, one.round, number if accepted else None, series if accepted else "",
            number_text, f"{submitted:%Y%m%d}-{key:06}", key - 1 if one.state == State.MERGED else None,
            "petition" if one.state == State.DIVERTED else "", f"销{key}" if closed else "", submitted,
            submitted + timedelta(days=2) if accepted else None, one.assigned,
            one.answered if one.state != State.HANDLING else None, one.finished, one.closed, one.answered,
            world.replies[key % 10 % 4] if one.answered else None, rated, rated, one.finished, one.due,
            submitted, submitted,
            normalise(f"{number_text} {one.title} {world.names[one.lead]}"), UUID(int=key),
        )  # fmt: skip


def _one(world: World, key: int, submitted: datetime, now: datetime, today: date) -> Made:
    chance = world.chance
    title = f"关于{chance.choice(VERBS)}{chance.choice(PLACES)}{chance.choice(SPOTS)}{chance.choice(MATTERS)}的建议"
    term = 0 if (submitted.year - (today.year - YEARS + 1)) < 5 else 1
    lead = chance.choice(world.seats[term])[0]
    old = (now - submitted).days > LATELY
    state = chance.choices(_STATES, _OLD if old else _NEW)[0]
    if key == 1 and state == State.MERGED:
        state = State.CLOSED
    accepted = state in ACCEPTED_STATES
    assigned = submitted + timedelta(days=4) if accepted and state != State.REGISTERED else None
    replied = assigned and state != State.HANDLING
    answered = min(assigned + timedelta(days=60), now) if assigned and replied else None
    finished = answered + timedelta(hours=30) if answered and state in FINISHED_STATES else None
    closed = finished + timedelta(hours=30) if finished and state == State.CLOSED else None
    due = today + timedelta(days=chance.randrange(-20, 90)) if state in OPEN_STATES else None
    round_ = 2 if replied and key % 25 == 0 else 1
    rating = chance.choices(("satisfied", "basically", "unsatisfied"), (80, 17, 3))[0]
    category = chance.choice(world.categories) if accepted else None
    return Made(
        key,
        state,
        title,
        lead,
        round_,
        submitted,
        assigned,
        answered,
        finished,
        closed,
        due,
        rating,
        category,
    )


_STATES = [
    State.SUBMITTED, State.RETURNED, State.REGISTERED, State.HANDLING, State.REPLIED, State.STUDY, State.EVALUATED,
    State.CLOSED, State.MERGED, State.DIVERTED, State.WITHDRAWN,
]  # fmt: skip
_OLD = (0, 0, 0, 0, 0, 1, 0, 960, 15, 12, 12)
_NEW = (30, 10, 40, 420, 120, 5, 60, 280, 12, 12, 11)
_SUBMISSION = ("suggestion_id", "order", "title", "situation", "proposal", "signatories", "submitted_at")


def _submission(one: Made, world: World) -> tuple[Any, ...]:
    return one.key, 1, one.title, SITUATION, PROPOSAL, f'["{world.names[one.lead]}"]', one.submitted


_COSIGNER = ("suggestion_id", "deputyship_id", "state", "answered_at")


def _cosigners(world: World, made: list[Made]) -> Iterator[tuple[Any, ...]]:
    for one in made:
        if one.key % 3 == 0:
            term = world.seats[0] if one.lead <= world.seats[0][-1][0] else world.seats[1]
            for signer, _name in world.chance.sample(term, 3):
                if signer != one.lead:
                    yield one.key, signer, "confirmed", one.submitted


_HANDLING = (
    "id", "suggestion_id", "round", "organ_id", "organ_name", "part", "state", "assigned_at", "accepted_at",
    "answered_at",
)  # fmt: skip
_CLOCK = (
    "suggestion_id", "handling_id", "kind", "started_on", "span", "source", "due_on", "first_due_on", "stopped_on",
    "met",
)  # fmt: skip
_CONTACT = ("handling_id", "stage", "on", "way", "who", "content", "recorded_at", "token")
_REPLY = ("id", "handling_id", "category_id", "text", "signatory", "replied_on", "replied_at")
_EVALUATION = ("reply_id", "attitude", "result", "words", "evaluated_on", "evaluated_at")


def _handlings(world: World, made: list[Made]) -> None:
    parts: list[tuple[Any, ...]] = []
    clocks, contacts, replies, verdicts = [], [], [], []
    for one in made:
        if one.assigned is None:
            continue
        for round_ in range(1, one.round + 1):
            last = round_ == one.round
            done = one.answered if last else one.assigned + timedelta(days=30)
            for order, organ in enumerate(world.chance.sample(world.units, 1 + (one.key % 4 == 0))):
                key = len(parts) + 1
                answered = done is not None
                state = "answered" if answered else world.chance.choice(("assigned", "accepted", "accepted"))
                accepted = one.assigned + timedelta(days=1) if state != "assigned" else None
                parts.append((
                    key, one.key, round_, organ.pk, organ.name, "co" if order else "lead", state, one.assigned,
                    accepted, done,
                ))  # fmt: skip
                day = one.assigned.date()
                limit = one.due or day + timedelta(days=92)
                met = done.date() if done else None
                kind = "opinion" if order else "redo" if round_ > 1 else "reply"
                clocks.append((
                    one.key, key, kind, day, "3个月", "《代表法》第五十一条", max(limit, day), max(limit, day), met,
                    answered,
                ))  # fmt: skip
                if order or done is None:
                    continue
                for stage in ("before", "during"):
                    token = UUID(int=10**9 + key * 2 + (stage == "during"))
                    contacts.append((key, stage, day, "call", "丁志强", "电话沟通办理思路", done, token))
                category = world.replies[one.key % 10 % 4]
                replies.append((key, key, category, "所提问题已经列入今年计划。" * 8, "丁志强", met, done))
                if one.finished or not last:
                    rating, words = (one.rating, "") if last else ("unsatisfied", "还没有解决")
                    words = words or ("没有解决" if rating == "unsatisfied" else "")
                    at = one.finished if last and one.finished else done
                    verdicts.append((key, rating, rating, words, at.date(), at))
    copy(Handling, _HANDLING, parts)
    copy(Clock, _CLOCK, clocks)
    copy(Contact, _CONTACT, contacts)
    copy(Reply, _REPLY, replies)
    copy(Evaluation, _EVALUATION, verdicts)


_STEP = ("suggestion_id", "verb", "before", "after", "round", "actor_name", "at")
_ENDS = {
    State.MERGED: "merge",
    State.DIVERTED: "divert",
    State.WITHDRAWN: "withdraw",
    State.RETURNED: "send_back",
}


def _steps(made: list[Made]) -> Iterator[tuple[Any, ...]]:
    for one in made:
        now = State.DRAFT.value
        for verb, after, at in _way(one):
            yield one.key, verb, now, after, 1, "周敏", at
            now = after


def _way(one: Made) -> Iterator[tuple[str, str, datetime]]:
    """The steps by which it came where it stands."""
    yield "submit", State.SUBMITTED, one.submitted
    if one.state in _ENDS:
        yield _ENDS[State(one.state)], one.state, one.submitted + timedelta(days=2)
    if one.state not in ACCEPTED_STATES:
        return
    yield "register", State.REGISTERED, one.submitted + timedelta(days=2)
    if one.assigned:
        yield "assign", State.HANDLING, one.assigned
    if one.round > 1 and one.assigned:
        yield "complete_replies", State.REPLIED, one.assigned + timedelta(days=30)
        yield "redo", State.HANDLING, one.assigned + timedelta(days=31)
    if one.answered:
        yield "complete_replies", State.REPLIED, one.answered
    if one.state == State.STUDY and one.answered:
        yield "open_study", State.STUDY, one.answered
    if one.finished:
        yield "evaluate", State.EVALUATED, one.finished
    if one.closed:
        yield "strike_off", State.CLOSED, one.closed
