"""Honours and selections of the demo district. All invented: one list is published, one selection is in review."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.audit import operations as audit
from congress.organs.enums import CongressLevel, OrganKind
from congress.organs.models import Organ
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies.honours.enums import SelectionState, Subject
from deputies.models import (
    Candidate,
    DeputyGroup,
    Deputyship,
    Honour,
    Selection,
    SelectionCategory,
    SelectionQuota,
)


@transaction.atomic
def load() -> None:
    """Enter honours and selections, unless there are some already."""
    root, today = district(), timezone.localdate()
    held = Deputyship.objects.in_force(today).filter(level=CongressLevel.DISTRICT)
    subjects: dict[str, list[Any]] = {
        Subject.DEPUTY: [one.person for one in held.select_related("person").order_by("pk")[:6]],
        Subject.GROUP: list(DeputyGroup.objects.in_force(today).order_by("pk")[:2]),
        Subject.UNIT: list(Organ.objects.filter(kind=OrganKind.DEPARTMENT).order_by("order", "pk")[:2]),
    }
    if root is None or not subjects[Subject.DEPUTY] or Selection.objects.exists():
        return
    table = read_table(__file__, "honours.json")
    for fact in table["selections"]:
        _selection(fact, subjects, today.year)
    Honour.objects.bulk_create(
        Honour(
            person=subjects[Subject.DEPUTY][fact["who"]],
            title=fact["title"],
            awarded_by=fact["awarded_by"],
            level=fact["level"],
            year=today.year - fact["ago"],
            released_at=timezone.now() if fact["released"] else None,
        )
        for fact in table["honours"]
    )
    audit.record(actor=None, verb="honours:load", obj=root, after={"honours": len(table["honours"])})


def _selection(fact: dict[str, Any], subjects: dict[str, list[Any]], year: int) -> None:
    published = fact["state"] == SelectionState.PUBLISHED
    now = timezone.now()
    row = Selection.objects.create(
        year=year - fact["ago"],
        title=fact["title"],
        awarded_by="区人大常委会",
        state=fact["state"],
        decided_on=timezone.localdate() if published else None,
        decision="主任会议讨论决定" if published else "",
        published_at=now if published else None,
    )
    categories = {category.name: category for category in SelectionCategory.objects.all()}
    SelectionQuota.objects.bulk_create(
        SelectionQuota(selection=row, category=categories[name], quota=quota)
        for name, quota in fact["quotas"].items()
    )
    for one in fact["candidates"]:
        category = categories[one["category"]]
        who = subjects[category.subject][one["who"]] if "who" in one else None
        field = {Subject.DEPUTY: "person", Subject.GROUP: "group", Subject.UNIT: "organ"}.get(
            Subject(category.subject)
        )
        candidate = Candidate.objects.create(
            selection=row,
            category=category,
            name=one.get("name") or str(who),
            nominated_by=one["by"],
            deeds=one["deeds"],
            recommended=one.get("recommended"),
            opinion=one.get("opinion", ""),
            chosen=published and one.get("recommended", False),
            **({field: who} if field and who is not None else {}),
        )
        if candidate.chosen and field in {"person", "group"}:
            Honour.objects.create(
                title=category.name,
                awarded_by=row.awarded_by,
                level=row.level,
                year=row.year,
                deeds=candidate.deeds,
                candidate=candidate,
                released_at=now,
                **{field: who},
            )
