"""The yearly ranking of stations: its weights, the day it is frozen, and its withdrawal (R187)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations import rules
from liaison_stations.models import Inspection, Ranking, RankingLine, RankingWeights
from liaison_stations.ranking.parts import PARTS, WHOLE, weights_of
from liaison_stations.ranking.queries import Line, live


@transaction.atomic
def set_weights(*, year: int, actor: User, version: int, weights: dict[str, int]) -> RankingWeights:
    """Say what each part weighs from a year on; earlier years and frozen rankings keep theirs.

    ``version`` is 0 while the year has no weights of its own. Raises ``ValidationError`` unless they add up to 100,
    ``StaleVersion`` when somebody else changed them, ``Conflict`` for a year that is frozen.
    """
    row = RankingWeights.objects.select_for_update().filter(year=year).first()
    before, _from = weights_of(year)
    row = row or RankingWeights(year=year)
    check_version(row, version, before)
    require_rule(actor, rules.keep_ranking, row)
    if Ranking.objects.filter(year=year, withdrawn_at__isnull=True).exists():
        raise Conflict(f"{year}年已经定榜，权重不能再改")
    whole = sum(weights.values())
    if whole != WHOLE:
        raise ValidationError(f"各项权重合计要等于 {WHOLE}，现在是 {whole}")
    unknown = set(weights) - {part.key for part in PARTS}
    if unknown or min(weights.values()) < 0:
        raise ValueError(f"no weights of this ranking: {weights}")
    row.weights, row.version = weights, row.version + 1
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:set_weights",
        obj=row,
        before={"weights": _words(before)},
        after={"weights": _words(weights)},
    )
    return row


@transaction.atomic
def freeze_ranking(*, year: int, actor: User, chosen: Collection[int], today: date | None = None) -> Ranking:
    """Write the ranking down as it stands, with the stations chosen as 先进站 (keys).

    Raises ``Conflict`` for a year that is frozen already, and while an unannounced inspection of the year is not
    released: its result would come too late. ``ValidationError`` when none, or a station outside, is chosen.
    """
    on = today or timezone.localdate()
    require_rule(actor, rules.keep_ranking, Ranking(year=year))
    if Ranking.objects.select_for_update().filter(year=year, withdrawn_at__isnull=True).exists():
        raise Conflict(f"{year}年已经定榜，要改先收回")
    pending = Inspection.objects.pending().filter(day__year=year).select_related("station")
    if waiting := "、".join(dict.fromkeys(row.station.name for row in pending)):
        raise Conflict(f"{waiting}有没有发布的暗访，先发布结果或者取消，再定榜")
    lines = live(year, on)
    if not chosen or set(chosen) - {line.station.pk for line in lines}:
        raise ValidationError({"chosen": "还没有选先进站，或者选的站不在榜上"})
    row = Ranking.objects.create(year=year, frozen_on=on, frozen_by=actor)
    RankingLine.objects.bulk_create(_written(row, line, line.station.pk in chosen) for line in lines)
    named = [line.station.name for line in lines if line.station.pk in chosen]
    audit.record(
        actor=actor,
        verb="liaison_stations:freeze_ranking",
        obj=row,
        after={"year": year, "stations": len(lines), "chosen": named},
    )
    return row


@transaction.atomic
def withdraw_ranking(*, ranking: Ranking, actor: User, reason: str) -> Ranking:
    """Take a frozen ranking back; it stays on record with the reason, and the year can be frozen anew."""
    row = Ranking.objects.select_for_update().get(pk=ranking.pk)
    require_rule(actor, rules.keep_ranking, row)
    if row.withdrawn_at is not None:
        raise Conflict("这次定榜已经收回")
    if not reason.strip():
        raise ValidationError({"reason": "还没有写收回的原因"})
    row.withdrawn_at, row.reason = timezone.now(), reason.strip()
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:withdraw_ranking",
        obj=row,
        after={"note": row.reason, "year": row.year},
    )
    return row


def _written(ranking: Ranking, line: Line, is_chosen: bool) -> RankingLine:
    parts = [{name: value for name, value in asdict(cell).items() if name != "url"} for cell in line.cells]
    return RankingLine(
        ranking=ranking,
        station=line.station,
        place=line.place,
        score=line.score,
        parts=parts,
        is_chosen=is_chosen,
    )


def _words(weights: dict[str, int]) -> str:
    """接待日 20、事项按时办理 20 …"""
    return "、".join(f"{part.label} {weights.get(part.key, 0)}" for part in PARTS)
