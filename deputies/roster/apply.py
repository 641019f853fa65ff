"""Writing a roster inside the one transaction of its import.

What is new goes in at once, with the checks the operations make done by the plan: thousands of rows would lock
the register for a minute otherwise. What changes goes through the operations of this app, one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.imports import Row
from deputies import operations
from deputies.models import DeputyGroup, Deputyship, GroupMembership, Person
from deputies.operations.facts import facts
from deputies.roster.entry import Entry
from deputies.roster.places import Group, NewGroup

_BATCH = 500
_SEAT_FIELDS = ("deputyship_id", "starts_on", "ends_on", "wish")


def apply(rows: Sequence[Row], actor: User) -> None:
    """Write the rows that are new or changed. Whatever is refused refuses the whole file.

    Raises ``Conflict`` with the row and the reason.
    """
    entries: list[Entry] = [row.record for row in rows]
    writer = _Writer(actor)
    writer.set_up_groups(entries)
    writer.enter_people([entry for entry in entries if entry.person is None and entry.twin is None])
    for step in (writer.change_person, writer.change_deputyship):
        _each(entries, step)
    writer.enter_deputyships([entry for entry in entries if entry.deputyship is None])
    _each(entries, writer.move)
    writer.seat([entry for entry in entries if entry.joins])
    _each(entries, writer.appoint)


def _each(entries: Sequence[Entry], step: Any) -> None:
    for entry in entries:
        try:
            step(entry)
        except ValidationError as error:
            why = "；".join(error.messages)
            raise Conflict(f"第 {entry.row.number} 行没有写进去：{why}。整个文件都没有写入") from error


class _Writer:
    """What was made so far: people and deputyships by row, groups that did not exist."""

    def __init__(self, actor: User) -> None:
        self.actor = actor
        self.people: dict[int, Person] = {}
        self.deputyships: dict[int, Deputyship] = {}
        self.groups: dict[NewGroup, DeputyGroup] = {}

    def set_up_groups(self, entries: Sequence[Entry]) -> None:
        """Each group that is named for the first time, once."""
        wanted = [group for entry in entries for group in entry.joins if isinstance(group, NewGroup)]
        for group in dict.fromkeys(wanted):
            self.groups[group] = operations.create_group(
                actor=self.actor, term=group.term, kind=group.kind, number=group.number, name=group.name
            )

    def enter_people(self, entries: Sequence[Entry]) -> None:
        """Everybody who is not in the register."""
        made = [Person(name=entry.name, **entry.person_changes) for entry in entries]
        for person, entry in zip(made, entries, strict=True):
            person.clean_fields()
            person.derive()
            self.people[id(entry)] = person
        Person.objects.bulk_create(made, batch_size=_BATCH)
        self._record("deputies:create_person", made, operations.PERSON_FIELDS)

    def change_person(self, entry: Entry) -> None:
        """What is said otherwise of somebody known; of a row's twin what the earlier row left open."""
        if id(entry) in self.people:
            return
        known = entry.person or self.people[id(entry.twin)]
        wanted = entry.person_changes
        if entry.person is None:
            wanted = {name: value for name, value in wanted.items() if not getattr(known, name)}
        if wanted:
            known = operations.change_person(
                person=known, actor=self.actor, version=known.version, name=known.name, **wanted
            )
        self.people[id(entry)] = known

    def change_deputyship(self, entry: Entry) -> None:
        """What is said otherwise of a deputyship."""
        held, wanted = entry.deputyship, entry.seat_changes
        if held is None:
            return
        if wanted:
            held = operations.change_deputyship(
                deputyship=held,
                actor=self.actor,
                version=held.version,
                constituency=wanted.get("constituency", held.constituency),
                delegation=wanted.get("delegation", held.delegation),
                starts_on=wanted.get("starts_on", held.starts_on),
                how_began=wanted.get("how_began", held.how_began),
            )
        self.deputyships[id(entry)] = held

    def enter_deputyships(self, entries: Sequence[Entry]) -> None:
        """Every deputyship that is new, from the first day of the term where no other day is given."""
        made = []
        for entry in entries:
            known = {"starts_on": entry.term.starts_on, **entry.seat_changes}
            row = Deputyship(person=self.people[id(entry)], term=entry.term, level=entry.term.level, **known)
            row.clean_fields(exclude=("person", "term", "constituency"))
            row.clean()
            self.deputyships[id(entry)] = row
            made.append(row)
        Deputyship.objects.bulk_create(made, batch_size=_BATCH)
        audit.record_all(
            actor=self.actor,
            events=(
                (
                    "deputies:create_deputyship",
                    row.person,
                    {
                        "title": f"{row.title}（{row.term_label}）",
                        **facts(row, operations.DEPUTYSHIP_FIELDS),
                    },
                )
                for row in made
            ),
        )

    def move(self, entry: Entry) -> None:
        """From the territorial group somebody sits in to another one, today."""
        group = next((self._made(wanted) for wanted in entry.joins if self._made(wanted).is_main), None)
        if entry.main_seat is None or group is None:
            return
        operations.move_member(
            membership=entry.main_seat,
            group=group,
            actor=self.actor,
            version=entry.main_seat.version,
            starts_on=self._began(entry),
        )

    def seat(self, entries: Sequence[Entry]) -> None:
        """Everybody into the groups they do not sit in yet."""
        made = list(self._new_seats(entries))
        GroupMembership.objects.bulk_create(made, batch_size=_BATCH)
        audit.record_all(
            actor=self.actor,
            events=(
                (
                    "deputies:join_group",
                    seat.group,
                    {"title": seat.deputyship.person.name, **facts(seat, _SEAT_FIELDS)},
                )
                for seat in made
            ),
        )

    def appoint(self, entry: Entry) -> None:
        """The post in the group."""
        if entry.appoints is not None and entry.group is not None:
            operations.appoint(
                group=self._made(entry.group),
                person=self.people[id(entry)],
                kind=entry.appoints,
                actor=self.actor,
                starts_on=self._began(entry),
            )

    def _new_seats(self, entries: Sequence[Entry]) -> Iterator[GroupMembership]:
        for entry in entries:
            for group in map(self._made, entry.joins):
                if not (group.is_main and entry.main_seat):
                    yield GroupMembership(
                        deputyship=self.deputyships[id(entry)],
                        group=group,
                        is_main=group.is_main,
                        starts_on=self._began(entry),
                    )

    def _made(self, group: Group) -> DeputyGroup:
        return self.groups[group] if isinstance(group, NewGroup) else group

    def _began(self, entry: Entry) -> date:
        """Somebody new sits in the group from the beginning; whoever was a deputy already, from today."""
        return timezone.localdate() if entry.deputyship else self.deputyships[id(entry)].starts_on

    def _record(self, verb: str, made: Sequence[models.Model], fields: tuple[str, ...]) -> None:
        audit.record_all(actor=self.actor, events=((verb, row, facts(row, fields)) for row in made))
