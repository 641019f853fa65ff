"""The roster of the demo district: deputies of the district, of one town and of the city, and their groups.

Written in bulk, for a demo is waited for; what happened to single deputies goes through the operations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from congress.audit import operations as audit
from congress.organs import operations as organs
from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Constituency, Term
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies import operations
from deputies.enums import GroupKind, GroupPostKind, Principle
from deputies.models import DeputyGroup, Deputyship, GroupMembership, GroupPost, Person

#: Groups were formed, and their posts filled, some weeks after the elections.
_FORMED = date(2022, 3, 10)
_CITY_TERM = (16, date(2022, 1, 9))
_COLUMNS = (
    "name",
    "sex",
    "birth_date",
    "ethnicity",
    "education",
    "party",
    "identity",
    "trade",
    "organisation",
    "occupation",
)
_KNOWN_COLUMNS = ("birth_date", "ethnicity", "education", "party", "identity", "trade", "occupation")
_CITY_NUMBERS = {"十二": 12, "十三": 13, "十五": 15}
_DUTIES = "组织本组代表学习、视察、调研，每年活动不少于四次；联系选民，收集意见建议，年底汇总报告。"


@dataclass
class _Seat:
    """A deputyship that is about to be written, and the group it sits in."""

    person: Person
    group: str
    constituency: str = ""


@dataclass
class _Roster:
    """What is looked up by name while the tables are read."""

    constituencies: dict[str, Constituency]
    groups: dict[str, DeputyGroup] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)


@transaction.atomic
def load_roster() -> None:
    """Enter deputies and groups, unless there are deputies already."""
    root = district()
    if root is None or Deputyship.objects.exists():
        return
    table = read_table(__file__, "roster.json")
    terms = {level: _term(level, root) for level in (CongressLevel.DISTRICT, CongressLevel.CITY)}
    town = Term.objects.get(level=CongressLevel.TOWN, area__name="东塘镇")
    roster = _Roster({c.name + c.level: c for c in Constituency.objects.all()})
    _groups(table, terms, roster)
    _people(table, roster)

    rows = [*table["district"], *(former["row"] for former in table["former"])]
    seats = [_Seat(roster.people[_key(r)], r[11], r[10] + "district") for r in rows]
    seats += [_Seat(_known(roster, r), r[-1], r[-2] + "district") for r in table["known"]]
    late = {former["successor"] for former in table["former"] if "successor" in former}
    _seat(terms[CongressLevel.DISTRICT], [s for s in seats if s.person.name not in late], roster)
    rows = [[roster.people[_key(r)], r[10], r[11]] for r in table["town"]]
    rows += [[_known(roster, r), r[-2], r[-1]] for r in table["town_known"]]
    _seat(town, [_Seat(person, group, name + "town") for person, name, group in rows], roster)
    rows = [[roster.people[_key(r)], r[10]] for r in table["city"]]
    rows += [[_known(roster, r), r[-1]] for r in table["city_known"]]
    _seat(
        terms[CongressLevel.CITY],
        [_Seat(person, f"city{_CITY_NUMBERS[n]}") for person, n in rows],
        roster,
    )
    for name, wish in table["wishes"].items():
        GroupMembership.objects.filter(deputyship__person__name=name, is_main=True).update(wish=wish)
    _professionals(table["professional_groups"], roster)
    _posts(table, roster)
    _changes(table, terms[CongressLevel.DISTRICT], roster)
    audit.record(
        actor=None,
        verb="deputies:load_roster",
        obj=terms[CongressLevel.DISTRICT],
        after={"people": len(roster.people), "groups": len(roster.groups)},
    )


def _term(level: CongressLevel, root: Area) -> Term:
    """The present term; that of the city is not in the register of the district before."""
    known = Term.objects.filter(level=level, area=root, ends_on=None).first()
    number, starts_on = _CITY_TERM
    return known or organs.create_term(actor=None, area=root, level=level, number=number, starts_on=starts_on)


def _key(row: list[Any]) -> str:
    """Name, organisation: namesakes differ by it."""
    return f"{row[0]}/{row[8]}"


def _known(roster: _Roster, row: list[Any]) -> Person:
    """Somebody who was in the register already; ``张伟`` there are two of."""
    name = str(row[0])
    remark = row[1] if len(row) > 3 else ""
    return roster.people.get(f"{name}/{remark}") or roster.people[f"{name}/"]


def _people(table: dict[str, Any], roster: _Roster) -> None:
    rows = [*table["district"], *table["town"], *table["city"], *(f["row"] for f in table["former"])]
    new = []
    for row in rows:
        person = Person(**dict(zip(_COLUMNS, row, strict=False)))
        person.birth_date = date.fromisoformat(f"{row[2]}-01")
        person.derive()
        new.append(person)
    roster.people = {_key(r): p for r, p in zip(rows, Person.objects.bulk_create(new), strict=True)}
    roster.people |= {f"{person.name}/": person for person in new}
    for person in Person.objects.filter(pk__lt=min(person.pk for person in new)):
        roster.people[f"{person.name}/{person.remark}"] = person
        roster.people.setdefault(f"{person.name}/", person)
    known = []
    for name, remark, *facts in table["known"]:
        person = roster.people[f"{name}/{remark}"]
        for column, value in zip(_KNOWN_COLUMNS, facts, strict=False):
            if value:
                setattr(person, column, value)
        person.birth_date = date.fromisoformat(f"{facts[0]}-01")
        known.append(person)
    Person.objects.bulk_update(known, _KNOWN_COLUMNS)


def _groups(table: dict[str, Any], terms: dict[CongressLevel, Term], roster: _Roster) -> None:
    areas = {area.name: area for area in Area.objects.towns()}
    district_term, city_term = terms[CongressLevel.DISTRICT], terms[CongressLevel.CITY]
    for row in table["district_groups"]:
        levels = ["district", "town"] if row["area"] == "东塘镇" else ["district"]
        group = DeputyGroup(
            term=district_term,
            number=row["number"],
            name=row["name"],
            levels=levels,
            area=areas[row["area"]],
            principles=[Principle.TERRITORY, Principle.BALANCE],
        )
        roster.groups[row["name"]] = _formed(group, row)
    for row in table["city_groups"]:
        group = DeputyGroup(
            term=city_term,
            number=row["number"],
            levels=["city"],
            principles=[Principle.TRADE, Principle.WISH],
        )
        roster.groups[f"city{row['number']}"] = _formed(group, row)
    for row in table["professional_groups"]:
        group = DeputyGroup(
            term=district_term,
            kind=GroupKind.PROFESSIONAL,
            name=row["name"],
            levels=["district"],
            principles=[Principle.TRADE],
        )
        roster.groups[row["name"]] = _formed(group, row)
    for group in roster.groups.values():
        group.derive()
    DeputyGroup.objects.bulk_create(roster.groups.values())


def _formed(group: DeputyGroup, row: dict[str, Any]) -> DeputyGroup:
    group.activity_room, group.duties, group.starts_on = row["room"], _DUTIES, _FORMED
    return group


def _seat(term: Term, seats: list[_Seat], roster: _Roster) -> None:
    """Deputyships from the first day of the term on, and the seats in the territorial groups."""
    rows = [
        Deputyship(
            person=seat.person,
            level=term.level,
            term=term,
            constituency=roster.constituencies.get(seat.constituency),
            delegation=_delegation(seat.constituency),
            starts_on=term.starts_on,
        )
        for seat in seats
    ]
    Deputyship.objects.bulk_create(rows)
    GroupMembership.objects.bulk_create(
        GroupMembership(deputyship=row, group=roster.groups[seat.group], starts_on=_FORMED)
        for row, seat in zip(rows, seats, strict=True)
    )


def _delegation(constituency: str) -> str:
    """District deputies sit by towns: 东塘代表团."""
    town = constituency.partition("第")[0]
    short = town.removesuffix("街道").removesuffix("园区").removesuffix("镇").removesuffix("乡")
    return f"{short}代表团" if constituency.endswith("district") else ""


def _professionals(rows: list[dict[str, Any]], roster: _Roster) -> None:
    for row in rows:
        members = Deputyship.objects.filter(level=CongressLevel.DISTRICT, person__trade__in=row["trades"])
        GroupMembership.objects.bulk_create(
            GroupMembership(
                deputyship=member, group=roster.groups[row["name"]], is_main=False, starts_on=_FORMED
            )
            for member in members.order_by("pk")
        )


def _posts(table: dict[str, Any], roster: _Roster) -> None:
    posts = []
    named = [
        (roster.groups[r["name"]], r) for r in (*table["district_groups"], *table["professional_groups"])
    ]
    named += [(roster.groups[f"city{r['number']}"], r) for r in table["city_groups"]]
    for group, row in named:
        held = [(GroupPostKind.LEADER, row["leader"])]
        held += [(GroupPostKind.DEPUTY_LEADER, name) for name in row["deputy_leaders"]]
        held += [(GroupPostKind.LIAISON, row["liaison"])] if row["liaison"] else []
        members = {m.deputyship.person.name: m.deputyship.person for m in _members(group)}
        for kind, name in held:
            person = members.get(name) or roster.people[f"{name}/"]
            posts.append(GroupPost(group=group, person=person, kind=kind, starts_on=_FORMED))
        if "former_leader" in row:
            posts[-len(held)].starts_on = date(2024, 3, 16)
            former = GroupPost(group=group, person=members[row["former_leader"]], kind=GroupPostKind.LEADER)
            former.starts_on, former.ends_on = _FORMED, date(2024, 3, 15)
            posts.append(former)
    GroupPost.objects.bulk_create(posts)


def _members(group: DeputyGroup) -> list[GroupMembership]:
    return list(group.memberships.select_related("deputyship__person"))


def _changes(table: dict[str, Any], term: Term, roster: _Roster) -> None:
    """Two deputies left during the term; one seat was filled by a by-election, the other is vacant (R029)."""
    for former in table["former"]:
        row = former["row"]
        gone = Deputyship.objects.get(person=roster.people[_key(row)], term=term)
        gone = operations.end_deputyship(
            deputyship=gone,
            actor=None,
            version=gone.version,
            ends_on=date.fromisoformat(former["ends_on"]),
            how_ended=former["how"],
            end_note=former["note"],
        )
        if "successor" not in former or gone.constituency is None:
            continue
        successor = next(p for p in roster.people.values() if p.name == former["successor"])
        elected = operations.by_elect(
            actor=None,
            person=successor,
            term=term,
            constituency=gone.constituency,
            starts_on=date.fromisoformat(former["starts_on"]),
            succeeds=gone,
            delegation=gone.delegation,
        )
        operations.join_group(
            deputyship=elected, group=roster.groups[row[11]], actor=None, starts_on=elected.starts_on
        )
