"""An opinion becomes a draft of the deputy who heard it; which suggestions opinions became."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from congress.accounts.models import User
from congress.web import dates
from deputies.links.seams import Became, Suggesting
from deputies.models import ContactOpinion, Deputyship
from suggestions.enums import Source
from suggestions.models import OpinionSuggestion, Suggestion
from suggestions.operations.shared import signatories_of, tell
from suggestions.operations.writing import draft
from suggestions.showing import state_shown

#: As many characters of the opinion make its title until the deputy writes one.
_TITLE = 40


@transaction.atomic
def make(opinion: ContactOpinion, deputyship: Deputyship, actor: User) -> None:
    """Write the draft, without anybody of the masses; the deputy is told when somebody else made it."""
    contact = opinion.contact
    row = draft(
        actor=actor,
        lead=deputyship,
        token=uuid4(),
        title=opinion.text[:_TITLE],
        situation=opinion.text,
        proposal="",
        source=Source.VISIT,
        source_note=f"{contact.channel} {dates.full_day(contact.on)}",
    )
    OpinionSuggestion.objects.create(opinion=opinion, suggestion=row)
    own = signatories_of(row, lead_only=True)
    if actor not in own:
        url = reverse("suggestions:edit", args=[row.pk])
        text = "您联系群众时听到的意见写成了草稿，请核对后提交。"
        tell(row, own, f"请您提出建议：{row.title}", text, "from-contact", url=url)


def became(opinions: Sequence[ContactOpinion], user: User) -> dict[int, Became]:
    """The suggestion of each opinion; without an address for whoever may not see it (2 queries)."""
    links = OpinionSuggestion.objects.filter(opinion__in=opinions).select_related("suggestion")
    found = {link.opinion_id: link.suggestion for link in links}
    keys = [row.pk for row in found.values()]
    rows = Suggestion.objects.visible_to(user).filter(pk__in=keys) if keys else Suggestion.objects.none()
    seen = set(rows.values_list("pk", flat=True))
    return {
        key: Became(
            row.title,
            state_shown(row, []),
            reverse("suggestions:detail", args=[row.pk]) if row.pk in seen else "",
        )
        for key, row in found.items()
    }


SUGGESTING = Suggesting(make=make, became=became)
