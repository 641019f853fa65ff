"""Whether links lead in a circle: A with B, B with C, C with A."""

from __future__ import annotations

from deputies.models import Link, Person


def leads_back(holder: Person, person: Person) -> list[Person]:
    """The way by which links in force lead from ``person`` to ``holder``, both included; empty when none does.

    A link of ``holder`` with ``person`` would close it to a circle. One query for each step of the way, and there
    are as many steps as tiers.
    """
    if holder == person:
        return [person]
    came_from: dict[int, int] = {person.pk: 0}
    edge = [person.pk]
    while edge and holder.pk not in came_from:
        rows = Link.objects.filter(holder__in=edge, person__isnull=False, ends_on=None).order_by("pk")
        edge = []
        for above, below in rows.values_list("holder_id", "person_id"):
            if below not in came_from:
                came_from[below] = above
                edge.append(below)
    if holder.pk not in came_from:
        return []
    keys = [holder.pk]
    while came_from[keys[-1]]:
        keys.append(came_from[keys[-1]])
    people = Person.objects.in_bulk(keys)
    return [people[key] for key in reversed(keys)]
