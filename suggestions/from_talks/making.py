"""A point of a talk becomes a draft of the deputy who raised it (R126); which suggestions points became."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from activities.models import TalkPoint
from activities.taking_part.seams import Made, Suggesting
from congress.accounts.models import User
from congress.web import dates
from suggestions.enums import Source
from suggestions.models import Suggestion, TalkSuggestion
from suggestions.operations.shared import signatories_of, tell
from suggestions.operations.writing import draft
from suggestions.showing import state_shown


@transaction.atomic
def make(point: TalkPoint, actor: User) -> None:
    """Write the draft; the deputy, who is told, completes and submits it."""
    meeting = point.talk.activity
    row = draft(
        actor=actor,
        lead=point.deputyship,
        token=uuid4(),
        title=point.title,
        situation=point.text,
        proposal="",
        source=Source.MEETING,
        source_note=f"{dates.full_day(meeting.start_on)} {meeting.headline}列席座谈"[:80],
    )
    TalkSuggestion.objects.create(point=point, suggestion=row)
    url = reverse("suggestions:edit", args=[row.pk])
    text = "您列席会议座谈时提的意见写成了草稿，请核对后提交。"
    own = signatories_of(row, lead_only=True)
    tell(row, own, f"请您提出建议：{row.title}", text, "from-talk", url=url)


def made(points: Sequence[TalkPoint], user: User) -> dict[int, Made]:
    """The suggestion of each point; without an address for whoever may not see it (2 queries)."""
    links = TalkSuggestion.objects.filter(point__in=points).select_related("suggestion")
    found = {link.point_id: link.suggestion for link in links}
    keys = [row.pk for row in found.values()]
    rows = Suggestion.objects.visible_to(user).filter(pk__in=keys) if keys else Suggestion.objects.none()
    seen = set(rows.values_list("pk", flat=True))
    return {
        key: Made(
            row.label,
            state_shown(row, []),
            reverse("suggestions:detail", args=[row.pk]) if row.pk in seen else "",
        )
        for key, row in found.items()
    }


SUGGESTING = Suggesting(make=make, made=made)
