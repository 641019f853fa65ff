"""Writing a roster: row by row through the operations of this app, inside the one transaction of the import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.documents.imports import Row
from deputies import operations
from deputies.models import DeputyGroup, Deputyship, Person
from deputies.roster.entry import Entry
from deputies.roster.places import Group, NewGroup


def apply(rows: Sequence[Row], actor: User) -> None:
    """Write the rows that are new or changed. Whatever is refused refuses the whole file.

    Raises ``Conflict`` with the row and the reason.
    """
    writer = _Writer(actor)
    for row in rows:
        try:
            writer.write(row.record)
        except ValidationError as error:
            why = "；".join(error.messages)
            raise Conflict(f"第 {row.number} 行没有写进去：{why}。整个文件都没有写入") from error


class _Writer:
    """What was made so far: people of earlier rows and groups that did not exist."""

    def __init__(self, actor: User) -> None:
        self.actor = actor
        self.people: dict[int, Person] = {}
        self.groups: dict[NewGroup, DeputyGroup] = {}

    def write(self, entry: Entry) -> None:
        """The person, the deputyship, then the seats in groups and the post."""
        person = self._person(entry)
        self.people[id(entry)] = person
        deputyship = self._deputyship(entry, person)
        began = timezone.localdate() if entry.deputyship else deputyship.starts_on
        for wanted in entry.joins:
            self._seat(entry, deputyship, self._group(wanted), began)
        if entry.appoints is not None and entry.group is not None:
            operations.appoint(
                group=self._group(entry.group),
                person=person,
                kind=entry.appoints,
                actor=self.actor,
                starts_on=began,
            )

    def _person(self, entry: Entry) -> Person:
        known = entry.person or (self.people[id(entry.twin)] if entry.twin else None)
        if known is None:
            return operations.create_person(actor=self.actor, name=entry.name, **entry.person_changes)
        wanted: dict[str, Any] = entry.person_changes
        if entry.twin is not None:
            wanted = {name: value for name, value in wanted.items() if not getattr(known, name)}
        if not wanted:
            return known
        return operations.change_person(
            person=known, actor=self.actor, version=known.version, name=known.name, **wanted
        )

    def _deputyship(self, entry: Entry, person: Person) -> Deputyship:
        held, wanted = entry.deputyship, entry.seat_changes
        if held is None:
            return operations.create_deputyship(actor=self.actor, person=person, term=entry.term, **wanted)
        if not wanted:
            return held
        return operations.change_deputyship(
            deputyship=held,
            actor=self.actor,
            version=held.version,
            constituency=wanted.get("constituency", held.constituency),
            delegation=wanted.get("delegation", held.delegation),
            starts_on=wanted.get("starts_on", held.starts_on),
            how_began=wanted.get("how_began", held.how_began),
        )

    def _group(self, wanted: Group) -> DeputyGroup:
        if isinstance(wanted, DeputyGroup):
            return wanted
        if wanted not in self.groups:
            self.groups[wanted] = operations.create_group(
                actor=self.actor,
                term=wanted.term,
                kind=wanted.kind,
                number=wanted.number,
                name=wanted.name,
            )
        return self.groups[wanted]

    def _seat(self, entry: Entry, deputyship: Deputyship, group: DeputyGroup, began: Any) -> None:
        """Join the group, or move there from the territorial group they sit in."""
        seat = entry.main_seat
        if group.is_main and seat is not None:
            operations.move_member(
                membership=seat, group=group, actor=self.actor, version=seat.version, starts_on=began
            )
        else:
            operations.join_group(deputyship=deputyship, group=group, actor=self.actor, starts_on=began)
