"""What the portal knows of the people of a file, looked up once: as many queries for ten rows as for thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from congress.organs.models import Area, Constituency, Term
from deputies.enums import GroupKind, GroupPostKind
from deputies.models import DeputyGroup, Deputyship, GroupMembership, GroupPost, Person
from deputies.roster.words import constituency_key, group_name, group_number


class Register:
    """People by name with their deputyships, seats and posts; terms, constituencies and groups."""

    def __init__(self, name_keys: Collection[str], phones: Collection[str], today: date) -> None:
        self.today = today
        self._load_people(name_keys)
        self._load_places()
        self.holders: dict[str, set[str]] = defaultdict(set)
        for phone, name in Person.objects.filter(phone__in=phones).values_list("phone", "name"):
            self.holders[phone].add(name)

    def _load_people(self, name_keys: Collection[str]) -> None:
        self.people: dict[str, list[Person]] = defaultdict(list)
        for person in Person.objects.filter(name_key__in=name_keys).order_by("pk"):
            self.people[person.name_key].append(person)
        self.deputyships: dict[int, list[Deputyship]] = defaultdict(list)
        held = Deputyship.objects.filter(person__name_key__in=name_keys)
        for deputyship in held.select_related("term__area", "constituency"):
            self.deputyships[deputyship.person_id].append(deputyship)
        self.seats: dict[int, list[GroupMembership]] = defaultdict(list)
        sitting = GroupMembership.objects.in_force(self.today)
        for seat in sitting.filter(deputyship__person__name_key__in=name_keys).select_related("group"):
            self.seats[seat.deputyship_id].append(seat)
        self.posts: set[tuple[int, int, str]] = set()
        self.leaders: dict[int, str] = {}
        for post in GroupPost.objects.in_force(self.today).select_related("person"):
            self.posts.add((post.group_id, post.person_id, post.kind))
            if post.kind == GroupPostKind.LEADER:
                self.leaders[post.group_id] = post.person.name

    def _load_places(self) -> None:
        self.terms: dict[str, list[Term]] = defaultdict(list)
        for term in Term.objects.select_related("area"):
            self.terms[term.level].append(term)
        self.constituencies: dict[str, list[Constituency]] = defaultdict(list)
        for constituency in Constituency.objects.select_related("area"):
            self.constituencies[constituency.level].append(constituency)
        #: What a cell was found to mean, kept because thousands of rows share a few constituencies.
        self.constituencies_found: dict[tuple[object, ...], list[Constituency]] = {}
        self.constituency_keys = {
            row.pk: constituency_key(row.name) for rows in self.constituencies.values() for row in rows
        }
        self.areas: dict[str, list[Area]] = defaultdict(list)
        for area in Area.objects.towns():
            self.areas[area.name].append(area)
        self._groups_called: dict[tuple[str, str, str], list[DeputyGroup]] = {}
        self.groups = list(DeputyGroup.objects.in_force(self.today).select_related("term__area"))

    def groups_called(self, text: str, level: str, kind: GroupKind) -> list[DeputyGroup]:
        """The groups for deputies of a level that a text means, by name or by number."""
        key = (text, level, kind)
        if key not in self._groups_called:
            self._groups_called[key] = self._find_groups(*key)
        return self._groups_called[key]

    def _find_groups(self, text: str, level: str, kind: str) -> list[DeputyGroup]:
        fitting = [group for group in self.groups if group.kind == kind and level in group.levels]
        name, number = group_name(text), group_number(text)
        named = [group for group in fitting if name in {group.label, group.name, group.numbered}]
        if named or number is None:
            return named
        return [group for group in fitting if group.number == number]
