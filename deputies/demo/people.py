"""People of the demo district and their posts."""

from datetime import date
from typing import Any

from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web.demo import read_table
from deputies import operations
from deputies.enums import Standing
from deputies.models import Person


def load_people() -> None:
    """Enter the people who are not in the register yet."""
    organs = {organ.short_name: organ for organ in Organ.objects.all()}
    users = {user.username: user for user in User.objects.all()}
    for row in read_table(__file__, "people.json")["people"]:
        if not Person.objects.filter(name=row["name"], remark=row.get("remark", "")).exists():
            _enter(row, organs.get(row.get("organ", "")), users.get(row.get("user", "")))


def _enter(row: dict[str, Any], organ: Organ | None, user: User | None) -> None:
    person = operations.create_person(
        actor=None,
        name=row["name"],
        partial_name=row.get("partial", False),
        sex=row["sex"],
        standing=row.get("standing", Standing.LOCAL),
        level=row.get("level", ""),
        organisation=row.get("organisation") or (organ.name if organ else ""),
        remark=row.get("remark", ""),
    )
    if user is not None:
        person.user = user
        person.save()
    for context, title, starts_on, order in row["posts"]:
        operations.add_post(
            person=person,
            actor=None,
            title=title,
            context=context,
            organ=organ,
            starts_on=date.fromisoformat(starts_on) if starts_on else None,
            order=order,
        )
