"""Writing down what was counted before the portal, once for each span of time (R309)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.figures.models import HistoricFigure
from congress.figures.rules import keep_history

FIELDS = ("name", "unit", "since", "until", "value", "about", "source")
VERBS = {
    "figures:add_history": "录入历史数据",
    "figures:change_history": "修改历史数据",
    "figures:withdraw_history": "撤回历史数据",
}


@transaction.atomic
def add_history(
    *, actor: User, name: str, unit: str, since: date, until: date, value: int, about: str, source: str
) -> HistoricFigure:
    """Write a number down. Raises ``ValidationError`` where it overlaps with one of the same name that stands."""
    row = HistoricFigure(entered_by=actor)
    require_rule(actor, keep_history, row)
    _fill(row, name=name, unit=unit, since=since, until=until, value=value, about=about, source=source)
    row.save()
    audit.record(actor=actor, verb="figures:add_history", obj=row, after=_facts(row))
    return row


@transaction.atomic
def change_history(
    *,
    history: HistoricFigure,
    actor: User,
    version: int,
    name: str,
    unit: str,
    since: date,
    until: date,
    value: int,
    about: str,
    source: str,
) -> HistoricFigure:
    """Correct it. Raises ``StaleVersion``."""
    row = _kept(history, actor)
    before = _facts(row)
    check_version(row, version, before)
    _fill(row, name=name, unit=unit, since=since, until=until, value=value, about=about, source=source)
    old, new = audit.changed(before, _facts(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="figures:change_history", obj=row, before=old, after=new)
    return row


@transaction.atomic
def withdraw_history(*, history: HistoricFigure, actor: User, reason: str) -> HistoricFigure:
    """It counts no longer, and stays with its reason."""
    if not reason.strip():
        raise ValidationError({"reason": "还没有写原因"})
    row = _kept(history, actor)
    row.reason = reason.strip()
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="figures:withdraw_history", obj=row, after={"note": row.reason})
    return row


def _kept(history: HistoricFigure, actor: User) -> HistoricFigure:
    row = HistoricFigure.objects.select_for_update().get(pk=history.pk)
    require_rule(actor, keep_history, row)
    if row.reason:
        raise Conflict(f"这条历史数据已撤回：{row.reason}")
    return row


def _facts(row: HistoricFigure) -> dict[str, object]:
    return {name: getattr(row, name) for name in FIELDS}


def _fill(row: HistoricFigure, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.until < row.since:
        raise ValidationError({"until": "不能早于起始日期"})
    if row.until > timezone.localdate():
        raise ValidationError({"until": "还没有到，请改成今天或以前"})
    row.full_clean()
    others = HistoricFigure.objects.standing().filter(name=row.name).exclude(pk=row.pk)
    other = others.touching(row.period).first()
    if other is not None:
        raise ValidationError(
            {"since": f"和已录入的“{other.period.label}　{other.count}”有重叠，加在一起会算两遍"}
        )
