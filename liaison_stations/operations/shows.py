"""一月一乡镇一主题 (R167): a round in which every town shows the work of its stations once, a month each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.operations.recording import record_activity
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area
from liaison_stations import rules
from liaison_stations.models import ShowRound, ShowTurn
from liaison_stations.operations.exchange import kind_of, require_office

#: The code of the kind of activity a show is.
KIND = "station_show"


@dataclass(frozen=True)
class Turn:
    """A town with its month, the first day of it, and its theme."""

    area: Area
    month: date
    theme: str = ""


@transaction.atomic
def plan_round(*, name: str, turns: Sequence[Turn], actor: User) -> ShowRound:
    """Plan a round.

    Raises ``ValidationError`` when there is no turn, a town stands twice, two towns share a month, or a month belongs
    to a round that was planned before.
    """
    require_office(actor)
    if not turns:
        raise ValidationError("至少排一个乡镇（街道）")
    if len({turn.area.pk for turn in turns}) < len(turns):
        raise ValidationError("一轮里每个乡镇（街道）只排一次")
    months = [turn.month for turn in turns]
    taken = ShowTurn.objects.filter(month__in=months).values_list("month", flat=True).order_by("month")
    twice = sorted({month for month in months if months.count(month) > 1} | set(taken))
    if twice:
        raise ValidationError(
            f"{'、'.join(_word(month) for month in twice)}已有乡镇（街道）展示，每个月只排一个"
        )
    row = ShowRound(name=name)
    row.full_clean()
    row.save()
    ShowTurn.objects.bulk_create(
        ShowTurn(round=row, area=turn.area, month=turn.month, theme=turn.theme) for turn in turns
    )
    after = {"title": row.name, "rota": [f"{_word(turn.month)}{turn.area}" for turn in turns]}
    audit.record(actor=actor, verb="liaison_stations:plan_round", obj=row, after=after)
    return row


@transaction.atomic
def change_turn(*, turn: ShowTurn, version: int, month: date, theme: str, actor: User) -> ShowTurn:
    """Give a turn another theme, or another month that is free.

    Raises ``StaleVersion``, ``Conflict`` once it was held, ``ValidationError`` when the month is taken.
    """
    row = _locked(turn)
    require_rule(actor, rules.keep_of_town, row)
    before = _facts(row)
    check_version(row, version, before)
    if row.held_on is not None:
        raise Conflict("已经展示过，不能再改安排")
    if month != row.month:
        require_office(actor)
    if ShowTurn.objects.filter(month=month).exclude(pk=row.pk).exists():
        raise ValidationError({"month": f"{_word(month)}已有乡镇（街道）展示，每个月只排一个"})
    row.month, row.theme = month, theme
    return _save(row, before, "change_turn", actor)


@transaction.atomic
def hold_turn(
    *, turn: ShowTurn, version: int, held_on: date, place: str, observers: str, account: str, actor: User
) -> ShowTurn:
    """Record that a town showed its work, and who observed; it becomes an activity of the log.

    Raises ``StaleVersion``, ``Conflict`` when it was recorded already, ``ValidationError`` for a day ahead, before
    the month of the turn, or without a theme.
    """
    row = _locked(turn)
    require_rule(actor, rules.keep_of_town, row)
    before = _facts(row)
    check_version(row, version, before)
    if row.held_on is not None:
        raise Conflict("这次展示已登记")
    if not row.theme:
        raise Conflict("还没有写主题，请先在“改安排”里写")
    if not row.month <= held_on <= timezone.localdate():
        raise ValidationError({"held_on": f"日期要在{_word(row.month)}1日以后，不能晚于今天"})
    row.held_on, row.place, row.observers, row.account = held_on, place, observers, account
    row.activity = record_activity(
        actor=actor,
        start_on=held_on,
        kind=kind_of(KIND),
        headline=f"{row.area}开展联络站工作展示：{row.theme}",
        topic=row.theme,
        organiser=str(row.area),
        place=place,
        text=account,
        area=row.area,
    )
    return _save(row, before, "hold_turn", actor)


def _locked(turn: ShowTurn) -> ShowTurn:
    return ShowTurn.objects.select_for_update(of=("self",)).select_related("area", "round").get(pk=turn.pk)


def _facts(row: ShowTurn) -> dict[str, Any]:
    names = ("month", "theme", "held_on", "place", "observers", "account")
    return {name: getattr(row, name) for name in names}


def _save(row: ShowTurn, before: dict[str, Any], verb: str, actor: User) -> ShowTurn:
    row.full_clean(validate_unique=False, validate_constraints=False)
    old, new = audit.changed(before, _facts(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb=f"liaison_stations:{verb}", obj=row, before=old, after=new)
    return row


def _word(month: date) -> str:
    return f"{month.year}年{month.month}月"
