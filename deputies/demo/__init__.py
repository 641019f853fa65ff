"""People of the demo district and their posts. All invented; two of them share a name, as people do."""

from datetime import date

from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web.demo import read_table
from deputies.enums import Standing
from deputies.models import Person, Post


def load() -> None:
    """Enter the people who are not in the register yet."""
    organs = {organ.short_name: organ for organ in Organ.objects.all()}
    users = {user.username: user for user in User.objects.all()}
    for row in read_table(__file__, "people.json")["people"]:
        organ = organs[row["organ"]] if "organ" in row else None
        person, is_new = Person.objects.get_or_create(
            name=row["name"],
            remark=row.get("remark", ""),
            defaults={
                "sex": row["sex"],
                "standing": row.get("standing", Standing.LOCAL),
                "level": row.get("level", ""),
                "organisation": row.get("organisation") or (organ.name if organ else ""),
                "partial_name": row.get("partial", False),
                "user": users.get(row.get("user", "")),
            },
        )
        if is_new:
            Post.objects.bulk_create(
                Post(
                    person=person,
                    context=context,
                    title=title,
                    organ=organ,
                    starts_on=date.fromisoformat(starts_on) if starts_on else None,
                    order=order,
                )
                for context, title, starts_on, order in row["posts"]
            )
