"""A card as the log takes it, with the people and units that are entered on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from activities.models import PasteDraft
from activities.operations import Facts
from activities.parts import GroupPart, Part, UnitPart
from activities.pasting.cards import DEFAULT_MANNER, Card, PersonLine
from activities.pasting.desk import Desk
from activities.queries import home_area
from congress.accounts.models import User
from congress.organs import operations as organs
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from deputies.enums import Standing
from deputies.models import Person, is_partial_name, name_key
from deputies.operations import create_person
from deputies.queries import standing_of

#: What the last characters of a unit's name tell of its kind; the register can be corrected later.
_KINDS = (
    (("公司", "集团", "厂", "合作社"), OrganKind.ENTERPRISE),
    (("法院",), OrganKind.COURT),
    (("检察院",), OrganKind.PROCURATORATE),
    (("乡", "镇", "街道", "管委会"), OrganKind.TOWN_GOVERNMENT),
    (("局", "委", "办", "中心", "大队", "处", "所"), OrganKind.DEPARTMENT),
)


def kind_of(name: str) -> OrganKind:
    """The kind a unit is entered as."""
    return next((kind for ends, kind in _KINDS if name.endswith(ends)), OrganKind.OTHER)


class Register:
    """The people and units the cards of a draft mean."""

    def __init__(self, actor: User, draft: PasteDraft) -> None:
        self.actor, self.draft = actor, draft
        self.area = home_area(actor)
        self.people: dict[int, Person] = {}
        self.organs: dict[int, Organ] = {}

    def enter(self, ready: Sequence[Card], every: Iterable[Card]) -> int:
        """Enter whom the ready cards want entered, each name once, and tie all cards to them. How many people."""
        every = list(every)
        wanted = {name_key(p.name): p for card in ready for p in card.people if p.new and p.name.strip()}
        for key, line in wanted.items():
            person = self._person(line)
            for one in (p for card in every for p in card.people if p.new and name_key(p.name) == key):
                one.key, one.new = person.pk, False
        for name in dict.fromkeys(u.name for card in ready for u in card.units if u.new and u.name.strip()):
            organ = organs.create(actor=self.actor, kind=kind_of(name), name=name, short_name=name[:40])
            for unit in (u for card in every for u in card.units if u.new and u.name == name):
                unit.key, unit.new = organ.pk, False
        self._fetch(ready)
        return len(wanted)

    def _person(self, line: PersonLine) -> Person:
        standing, level = standing_of(line.full or line.title)
        partial = is_partial_name(line.name)
        return create_person(
            actor=self.actor,
            name=line.name,
            partial_name=partial,
            standing=Standing.OUTSIDE if partial or line.firm else standing,
            level=level,
            organisation=line.firm[:80],
        )

    def _fetch(self, cards: Sequence[Card]) -> None:
        keys = {p.key for card in cards for p in card.people if p.key}
        self.people = Person.objects.visible_to(self.actor).in_bulk(keys)
        units = {u.key for card in cards for u in card.units if u.key}
        self.organs = Organ.objects.filter(Q(pk__in=units)).in_bulk()


def facts_of_card(card: Card, desk: Desk, register: Register) -> Facts:
    """Everything the operation takes; the card must be ready."""
    days = desk.days(card)
    number = card.meeting_number.strip()
    return {
        "start_on": days.start,
        "end_on": days.end,
        "half_day": card.half_day or days.half_day,
        "kind": desk.kinds[card.kind or 0],
        "headline": card.headline,
        "topic": card.topic,
        "organiser": card.organiser[:80],
        "place": card.place,
        "text": card.text,
        "meeting_number": int(number) if number else None,
        "area": register.area,
        "participations": [
            Part(
                manner=one.manner or DEFAULT_MANNER,
                person=register.people[one.key or 0],
                title_as_written=one.title,
                title_full=one.full if one.title and one.full.endswith(one.title) else "",
                collective_title=one.collective,
                party=one.party[:40],
            )
            for one in card.people
            if one.name.strip()
        ],
        "units": [
            UnitPart(one.name, register.organs.get(one.key or 0), one.by, one.manner or DEFAULT_MANNER)
            for one in card.units
            if one.name.strip()
        ],
        "groups": [
            GroupPart(one.name, one.manner or DEFAULT_MANNER) for one in card.groups if one.name.strip()
        ],
    }
