"""A matter becomes a suggestion of a deputy: a draft, or submitted where the office that keeps the gate enters it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from congress.accounts.models import User
from congress.web import dates
from deputies.models import Deputyship
from liaison_stations.enums import Origin
from liaison_stations.matters.seams import Became, Suggesting
from liaison_stations.models import Matter
from suggestions import rules
from suggestions.enums import Source
from suggestions.from_stations.rating import take_rating
from suggestions.models import MatterSuggestion, Suggestion, SuggestionPhoto
from suggestions.operations.shared import signatories_of, tell
from suggestions.operations.writing import draft, missing_parts, submit
from suggestions.showing import state_shown

#: Where a suggestion comes from (R240), by how its matter reached the station.
SOURCES: dict[str, str] = {
    Origin.TABLE: Source.RECEPTION,
    Origin.ONLINE: Source.ONLINE,
    Origin.STATION_QR: Source.QR,
    Origin.DEPUTY_QR: Source.QR,
    Origin.VISIT: Source.VISIT,
}
#: What is asked for when the citizen named no wish; the deputy writes it out.
_ASKED = "请有关单位研究办理，并把结果告知群众。"


@transaction.atomic
def make(matter: Matter, deputyship: Deputyship, actor: User) -> None:
    """Write the suggestion, without anything of the citizen; photos go along.

    The station, or the town for a deputy of the district, leaves a draft to the deputy, who is told.
    """
    station = matter.station
    row = draft(
        actor=actor,
        lead=deputyship,
        token=uuid4(),
        title=matter.title,
        situation=matter.account,
        proposal=matter.wish or _ASKED,
        area=station.area,
        source=SOURCES[matter.origin],
        source_note=f"{station.name} {dates.full_day(matter.received_at)}",
    )
    _take_photos(matter, row, actor)
    MatterSuggestion.objects.create(matter=matter, suggestion=row)
    if rules.keep_suggestion.allows(actor, row) and not missing_parts(row):
        submit(suggestion=row, actor=actor)
        return
    text = f"{station.name}把群众反映的事项转给您，请核对后提交。"
    url = reverse("suggestions:edit", args=[row.pk])
    tell(
        row, signatories_of(row, lead_only=True), f"请您提出建议：{row.title}", text, "from-station", url=url
    )


def became(matters: Sequence[Matter], user: User) -> dict[int, Became]:
    """The newest suggestion of each matter; without an address for whoever may not see it (2 queries)."""
    links = MatterSuggestion.objects.filter(matter__in=matters).select_related("suggestion").order_by("pk")
    newest = {link.matter_id: link.suggestion for link in links}
    keys = [row.pk for row in newest.values()]
    seen = (
        set(Suggestion.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
        if keys
        else set()
    )
    return {key: _shown(row, row.pk in seen) for key, row in newest.items()}


def _shown(row: Suggestion, seen: bool) -> Became:
    url = reverse("suggestions:detail", args=[row.pk]) if seen else ""
    return Became(row.label, row.title, state_shown(row, []), url)


def _take_photos(matter: Matter, row: Suggestion, actor: User) -> None:
    SuggestionPhoto.objects.bulk_create(
        SuggestionPhoto(
            suggestion=row,
            order=order,
            name=photo.name,
            full=photo.full.name,
            small=photo.small.name,
            width=photo.width,
            height=photo.height,
            added_by=actor,
        )
        for order, photo in enumerate(matter.photos.shown(), 1)
    )


SUGGESTING = Suggesting(make=make, became=became, rated=take_rating)
