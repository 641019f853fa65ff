"""What one row of the roster comes to: a person, a deputyship, seats in groups, and what changes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from congress.documents.imports import Row
from congress.organs.models import Constituency, Term
from deputies.enums import GroupPostKind
from deputies.models import Deputyship, GroupMembership, Person
from deputies.roster.places import Group
from deputies.roster.register import Register
from deputies.roster.words import squeezed

#: Columns that go into the person as they are.
PERSON_COLUMNS = (
    "sex", "ethnicity", "party", "education", "organisation", "occupation", "phone", "identity", "trade", "remark",
)  # fmt: skip
#: Columns that go into the deputyship as they are.
SEAT_COLUMNS = ("delegation", "starts_on", "how_began")


@dataclass
class Entry:
    """A row understood. ``twin`` is an earlier row of the file about the same person, who is not there yet."""

    row: Row
    term: Term
    person: Person | None = None
    twin: Entry | None = None
    deputyship: Deputyship | None = None
    constituency: Constituency | None = None
    group: Group | None = None
    professional: list[Group] = field(default_factory=list)
    post: GroupPostKind | None = None
    #: What the file says otherwise than the register; empty cells of the file say nothing.
    person_changes: dict[str, Any] = field(default_factory=dict)
    seat_changes: dict[str, Any] = field(default_factory=dict)
    joins: list[Group] = field(default_factory=list)
    appoints: GroupPostKind | None = None
    #: The seat in a territorial group that a move ends.
    main_seat: GroupMembership | None = None

    @property
    def name(self) -> str:
        """The name as the file has it."""
        return str(self.row.values["name"])

    @property
    def is_same(self) -> bool:
        """Whether the register says all of this already."""
        changes = (self.person_changes, self.seat_changes, self.joins, self.appoints)
        return self.deputyship is not None and not any(changes)

    def compare(self, register: Register) -> None:
        """Note what the row says otherwise than the register."""
        values = self.row.values
        known = self.person
        self.person_changes = {
            name: values[name]
            for name in PERSON_COLUMNS
            if values[name] is not None and (known is None or _differs(getattr(known, name), values[name]))
        }
        birth = values["birth"]
        if birth is not None and birth.says_more_than(known.birth_date if known else None):
            self.person_changes["birth_date"] = birth.day
        held = self.deputyship
        self.seat_changes = {
            name: values[name]
            for name in SEAT_COLUMNS
            if values[name] is not None and (held is None or _differs(getattr(held, name), values[name]))
        }
        if self.constituency is not None and (held is None or held.constituency_id != self.constituency.pk):
            self.seat_changes["constituency"] = self.constituency
        self._compare_groups(register)

    def _compare_groups(self, register: Register) -> None:
        seats = register.seats[self.deputyship.pk] if self.deputyship else []
        self.main_seat = next((seat for seat in seats if seat.is_main), None)
        sitting = {seat.group_id for seat in seats}
        wanted = [group for group in (self.group, *self.professional) if group is not None]
        self.joins = [group for group in wanted if getattr(group, "pk", None) not in sitting]
        if self.post is not None and self.group is not None:
            held = (getattr(self.group, "pk", 0), self.person.pk if self.person else 0, self.post)
            self.appoints = None if held in register.posts else self.post


def _differs(stored: Any, wanted: Any) -> bool:
    """Whether two values mean different things; spaces and full-width letters make no difference."""
    if isinstance(stored, str) and isinstance(wanted, str):
        return squeezed(stored) != squeezed(wanted)
    return bool(stored != wanted)
