"""A station writes its plan for a year, and its summary."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations import rules
from liaison_stations.models import StationPaper
from liaison_stations.operations.stations import locked_station


@transaction.atomic
def write_paper(*, paper: StationPaper, text: str, version: int, actor: User) -> StationPaper:
    """Write a plan or summary, or write it anew; ``paper`` names station, year and kind, and may be a new one.

    Raises ``StaleVersion`` when somebody else wrote it meanwhile, ``Conflict`` when that was its first writing.
    """
    station = locked_station(paper.station)
    require_rule(actor, rules.keep_station, station)
    named = StationPaper.objects.filter(station=station, year=paper.year, kind=paper.kind)
    row = named.select_for_update().first()
    if row is None:
        row = StationPaper(station=station, year=paper.year, kind=paper.kind)
    elif paper.pk is None:
        raise Conflict(f"{row}刚才有人写好了，请重新打开再改")
    before = {"text": row.text} if row.pk else {}
    check_version(row, version, before)
    row.text, row.written_by, row.written_at = text, actor, timezone.now()
    row.full_clean()
    if before.get("text") == text:
        return row
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:write_paper",
        obj=row,
        before=before or None,
        after={"text": text, "year": row.year},
    )
    return row
