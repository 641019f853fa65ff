"""Settings of figures, and 通报 with frozen figures (R198, R226)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Organ
from suggestions.figures.pages import Ranking
from suggestions.models import FigureSetting, ScorePart, UnitNotice
from suggestions.operations.shared import staff_of
from suggestions.queries.scopes import Scope

_FACTS = ("places", "minimum", "threshold")


@transaction.atomic
def figure_settings(
    *, actor: User, version: int, places: int, minimum: int, threshold: int, weights: Mapping[str, int]
) -> FigureSetting:
    """Change how figures are shown and units scored; ``StaleVersion`` when they were changed meanwhile.

    Raises ``ValidationError`` unless the weights add up to 100.
    """
    if sum(weights.values()) != 100:
        raise ValidationError("各项分值合计应为 100 分")
    FigureSetting.objects.get_or_create(pk=1)
    setting = FigureSetting.objects.select_for_update().get(pk=1)
    parts = list(ScorePart.objects.select_for_update())
    before = _facts(setting, parts)
    check_version(setting, version, before)
    setting.places, setting.minimum, setting.threshold = places, minimum, threshold
    setting.full_clean()
    for part in parts:
        part.weight = weights[part.kind]
    old, new = audit.changed(before, _facts(setting, parts))
    if not new:
        return setting
    ScorePart.objects.bulk_update(parts, ["weight"])
    setting.version += 1
    setting.save()
    audit.record(actor=actor, verb="suggestions:figure_settings", obj=setting, before=old, after=new)
    return setting


def _facts(setting: FigureSetting, parts: Sequence[ScorePart]) -> dict[str, object]:
    return {name: getattr(setting, name) for name in _FACTS} | {part.kind: part.weight for part in parts}


@transaction.atomic
def issue_notice(
    *,
    actor: User,
    ranking: Ranking,
    scope: Scope,
    units: Sequence[str],
    title: str,
    text: str,
    issued_on: date,
    token: UUID,
) -> UnitNotice:
    """Issue a 通报 of these units with their figures as they are now; they never change afterwards.

    The units and every other one named are told. Sent twice with one ``token``, it is issued once. Raises
    ``ValidationError`` when a unit is not in the ranking any more.
    """
    chosen = [unit for unit in ranking.ranked if unit.organ in units]
    if len(chosen) != len(set(units)):
        raise ValidationError({"units": "选的单位已不在排名里，请重新选"})
    row = UnitNotice(
        title=title.strip(),
        text=text.strip(),
        series=scope.series,
        start_on=scope.period.start,
        cut_off=scope.period.end,
        minimum=ranking.setting.minimum,
        threshold=ranking.setting.threshold,
        lines=[
            {
                "organ": int(unit.organ),
                "unit": unit.line.label,
                "received": unit.finished.whole.count,
                "finished": unit.finished.part.count,
                "rate": str(unit.finished.rate),
                "late": unit.late.count,
            }
            for unit in chosen
        ],
        issued_on=issued_on,
        issued_by=actor,
        token=token,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return UnitNotice.objects.get(token=token, issued_by=actor)
    audit.record(
        actor=actor, verb="suggestions:issue_notice", obj=row, after={"title": row.title, "lines": row.lines}
    )
    url = reverse("suggestions:notice", args=[row.pk])
    for organ in Organ.objects.filter(pk__in=[line["organ"] for line in row.lines]):
        notices.send(
            to=staff_of(organ),
            title=f"通报：{row.title}",
            text="",
            url=url,
            key=f"unit_notice:{row.pk}:{organ.pk}",
        )
    return row
