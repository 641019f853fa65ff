"""On the pages of a person and of a group: links and contacts, visits to organs."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from deputies.links import rules
from deputies.models import Contact, DeputyGroup, GroupTie, OrganVisit, Person
from deputies.records import Line, Section

#: Records named on the page; the list has the others.
_NAMED = 5


def of_person(person: Person, user: User) -> Section | None:
    """The contacts of somebody, newest first (1 query, 2 with many)."""
    if not user.has_role(*rules.READERS):
        return None
    rows = Contact.objects.visible_to(user).standing().filter(holder=person)
    newest = list(rows.select_related("channel").order_by("-on", "-pk")[: _NAMED + 1])
    lines = [
        Line(str(row.channel), reverse("links:contact", args=[row.pk]), row.on, row.place)
        for row in newest[:_NAMED]
    ]
    return Section(
        title="双联三联",
        unit="次联系",
        count=rows.count() if len(newest) > _NAMED else len(newest),
        all_url=f"{reverse('links:contacts')}?q={person.name}",
        lines=lines,
        empty="还没有联系记录",
    )


def of_group(group: DeputyGroup, user: User) -> Section | None:
    """What a group is linked with, and its visits to state organs, newest first (2 queries, 3 with many)."""
    if not user.has_role(*rules.GROUP_READERS):
        return None
    rows = OrganVisit.objects.visible_to(user).standing().filter(group=group)
    held = GroupTie.objects.in_force(timezone.localdate()).filter(group=group)
    named = "、".join(str(tie.organ or tie.area) for tie in held.select_related("organ", "area"))
    newest = list(rows.select_related("organ").order_by("-on", "-pk")[: _NAMED + 1])
    lines = [
        Line(row.organ.name, reverse("links:visit", args=[row.pk]), row.on, row.place)
        for row in newest[:_NAMED]
    ]
    return Section(
        title=f"联系国家机关（定点：{named}）" if named else "联系国家机关（还没有定点）",
        unit="次",
        count=rows.count() if len(newest) > _NAMED else len(newest),
        all_url=f"{reverse('links:visits')}?group={group.pk}",
        lines=lines,
        empty="还没有联系国家机关",
    )
