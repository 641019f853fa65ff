"""The people and units of a suggestion, and suggestions brought to any state by the real operations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind, OrganKind
from congress.organs.models import Area, Organ
from deputies.models import Deputyship
from suggestions import operations
from suggestions.enums import ContactStage, ContactWay, Part, Rating, State
from suggestions.models import Category, Handling, ReplyCategory, Suggestion, TimeLimit
from tests.beginning import rows
from tests.factories import make_area, make_constituency, make_deputyship, make_organ, make_person, make_user

_numbers = count(1)
#: A Monday in spring, with no holiday near.
START = datetime(2026, 3, 2, 9, 30, tzinfo=timezone.get_default_timezone())


@dataclass
class Cast:
    """Everybody a suggestion needs: a deputy of a subdistrict, the office, three units with staff, a committee."""

    district: Area
    town: Area
    lead: Deputyship
    deputy: User
    office: User
    keeper: User
    leader: User
    committee: User
    committee_organ: Organ
    government: User
    town_user: User
    units: list[Organ]
    staff: list[User]
    category: Category
    clock: datetime = field(default=START)

    def later(self, **span: float) -> datetime:
        """Move the cast's own time on and give it."""
        self.clock += timedelta(**span)
        return self.clock


def fill_lists() -> None:
    """The lists an office begins with; tests that commit for real have emptied them."""
    for limit in rows("suggestions", "timelimit"):
        values = {name: limit[name] for name in ("span", "source", "words")}
        TimeLimit.objects.get_or_create(clock=limit["clock"], defaults=values)
    for reply in rows("suggestions", "replycategory"):
        values = {name: reply[name] for name in ("name", "outcome", "order")}
        ReplyCategory.objects.get_or_create(letter=reply["letter"], defaults=values)


def make_cast(units: int = 3) -> Cast:
    """A cast of its own; the district is the one there is."""
    if not TimeLimit.objects.exists():
        fill_lists()
    district = Area.objects.filter(parent__isnull=True).first() or make_area(kind=AreaKind.DISTRICT)
    town = make_area()
    person = make_person()
    person.user = make_user(Role.DEPUTY, name=person.name)
    person.save()
    organs = [make_organ() for _ in range(units)]
    committee = make_organ(f"区人大第{next(_numbers)}工委", OrganKind.COMMITTEE)
    category = Category.objects.create(name=f"类别{next(_numbers)}", committee=committee, livelihood=True)
    return Cast(
        district=district,
        town=town,
        lead=make_deputyship(person, constituency=make_constituency(town)),
        deputy=person.user,
        office=make_user(Role.OFFICE),
        keeper=make_user(Role.DEPUTY_WORK),
        leader=make_user(Role.LEADER),
        committee=make_user(Role.COMMITTEE, organ=committee),
        committee_organ=committee,
        government=make_user(Role.GOVERNMENT),
        town_user=make_user(Role.TOWN, area=town),
        units=organs,
        staff=[make_user(Role.UNIT, organ=organ) for organ in organs],
        category=category,
    )


def make_draft(cast: Cast, **facts: Any) -> Suggestion:
    """A complete draft of the cast's deputy."""
    return operations.draft(
        actor=cast.deputy,
        lead=cast.lead,
        **{
            "title": f"关于增设第{next(_numbers)}处停车位的建议",
            "situation": "菜市场早上六点到九点，周边两条路停满了车，公交车常被堵。",
            "proposal": "由交通部门会同街道划出限时停车位。",
            **facts,
        },
    )


def make_suggestion(cast: Cast, state: str = State.HANDLING, *, co: int = 0, **facts: Any) -> Suggestion:
    """A suggestion brought to ``state`` step by step; ``co`` units besides the lead give their opinion.

    HANDLING is handed over and not signed for yet.
    """
    row = make_draft(cast, **facts)
    if state == State.DRAFT:
        return row
    row = operations.submit(suggestion=row, actor=cast.deputy, at=cast.clock)
    if state == State.RETURNED:
        return operations.send_back(
            suggestion=row, actor=cast.keeper, reason="请补充地点", at=cast.later(hours=3)
        )
    if state == State.SUBMITTED:
        return row
    if state == State.DIVERTED:
        return operations.divert(
            suggestion=row,
            actor=cast.keeper,
            channel="petition",
            reason="属于个人诉求",
            at=cast.later(hours=3),
        )
    if state == State.WITHDRAWN:
        return operations.withdraw(
            suggestion=row, actor=cast.deputy, reason="已经解决", at=cast.later(hours=3)
        )
    if state == State.MERGED:
        other = make_suggestion(cast, State.REGISTERED)
        return operations.merge(suggestion=row, actor=cast.keeper, into=other, at=cast.later(hours=3))
    row = operations.register(
        suggestion=row, actor=cast.keeper, category=cast.category, at=cast.later(days=1)
    )
    if state == State.REGISTERED:
        return row
    units = [operations.UnitPart(cast.units[0], Part.LEAD)]
    units += [operations.UnitPart(organ, Part.CO) for organ in cast.units[1 : co + 1]]
    row = operations.assign(suggestion=row, actor=cast.keeper, units=units, at=cast.later(days=1))
    if state == State.HANDLING:
        return row
    row = answer(cast, row)
    if state == State.REPLIED:
        return row
    if state == State.STUDY:
        rate(cast, row, Rating.UNSATISFIED)
        answer(cast, row)
        return rate(cast, row, Rating.UNSATISFIED)
    row = rate(cast, row, Rating.SATISFIED)
    if state == State.EVALUATED:
        return row
    return operations.strike_off(suggestion=row, actor=cast.keeper, checked="现场看过", at=cast.later(days=3))


def part_of(row: Suggestion, organ: Organ | None = None) -> Handling:
    """The live part of a unit in the present round; of the one that replies by default."""
    fresh = Suggestion.objects.get(pk=row.pk)
    parts = Handling.objects.live().filter(suggestion=row, round=fresh.round)
    return parts.get(organ=organ) if organ else parts.replying().first() or parts.get()


def staff_for(cast: Cast, part: Handling) -> User:
    """Who acts for the unit of a part."""
    return cast.staff[[organ.pk for organ in cast.units].index(part.organ_id)]


def contact(cast: Cast, part: Handling, stage: str) -> None:
    """A contact recorded by the unit on the cast's day."""
    operations.record_contact(
        handling=part,
        actor=staff_for(cast, part),
        stage=stage,
        at=cast.clock,
        on=timezone.localdate(cast.clock),
        way=ContactWay.CALL,
        who="丁志强",
        content="电话沟通了办理思路",
        token=uuid4(),
    )


def answer(cast: Cast, row: Suggestion, letter: str = "A", **facts: Any) -> Suggestion:
    """Every unit of the present round signs, keeps in touch and replies; with ``letter`` of the categories."""
    fresh = Suggestion.objects.get(pk=row.pk)
    parts = (
        Handling.objects.live()
        .filter(suggestion=row, round=fresh.round)
        .select_related("organ", "suggestion")
    )
    for part in parts.order_by("-part", "id"):
        actor = staff_for(cast, part)
        operations.accept(handling=part, actor=actor, at=cast.later(days=1))
        if part.part == Part.CO:
            operations.give_opinion(handling=part, actor=actor, text="同意会办。", at=cast.later(days=2))
            continue
        contact(cast, part, ContactStage.BEFORE)
        cast.later(days=2)
        contact(cast, part, ContactStage.DURING)
        category = ReplyCategory.objects.get(letter=letter)
        if category.outcome == "promised":
            facts.setdefault("promised_on", timezone.localdate(cast.clock) + timedelta(days=120))
        operations.reply(
            handling=part,
            actor=actor,
            category=category,
            text="已划出限时停车位三十个。",
            signatory="丁志强",
            at=cast.later(days=5),
            **facts,
        )
    return Suggestion.objects.get(pk=row.pk)


def rate(cast: Cast, row: Suggestion, rating: str, words: str = "") -> Suggestion:
    """The deputy rates every reply of the present round alike."""
    fresh = Suggestion.objects.get(pk=row.pk)
    parts = Handling.objects.live().replying().filter(suggestion=row, round=fresh.round)
    why = words or ("车位划在了别处。" if rating == Rating.UNSATISFIED else "")
    verdicts = [operations.Verdict(part.reply_given, rating, rating, why) for part in parts]
    return operations.evaluate(suggestion=row, actor=cast.deputy, verdicts=verdicts, at=cast.later(days=2))
