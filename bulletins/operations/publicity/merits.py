"""Experience told at higher meetings, and good practices of towns and stations (R300, R307)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bulletins.models import Practice, Speech
from bulletins.publicity import rules
from congress.accounts.models import User
from congress.audit.registering import correct, enter, withdraw

VERBS = {
    "publicity:record_speech": "登记经验交流",
    "publicity:change_speech": "修改经验交流",
    "publicity:withdraw_speech": "撤回经验交流",
    "publicity:record_practice": "收入好做法",
    "publicity:change_practice": "修改好做法",
    "publicity:withdraw_practice": "撤回好做法",
}


@transaction.atomic
def record_speech(*, actor: User, **facts: Any) -> Speech:
    """Register experience that was told. Raises ``ValidationError`` for a day to come, and for the same again."""
    _held(facts)
    return enter(Speech(), actor=actor, verb="publicity:record_speech", rule=rules.keep_piece, facts=facts)


@transaction.atomic
def change_speech(*, speech: Speech, actor: User, version: int, **facts: Any) -> Speech:
    """Correct it. Raises ``StaleVersion``; ``Conflict`` once withdrawn."""
    _held(facts)
    row, _is_new = correct(
        speech,
        actor=actor,
        verb="publicity:change_speech",
        rule=rules.keep_piece,
        version=version,
        facts=facts,
    )
    return row


@transaction.atomic
def withdraw_speech(*, speech: Speech, actor: User, reason: str) -> Speech:
    """It was entered by mistake."""
    return withdraw(
        speech, actor=actor, verb="publicity:withdraw_speech", rule=rules.keep_piece, reason=reason
    )


def _held(facts: dict[str, Any]) -> None:
    if facts["held_on"] > timezone.localdate():
        raise ValidationError({"held_on": "日期还没有到"})


@transaction.atomic
def record_practice(*, actor: User, **facts: Any) -> Practice:
    """Take a practice into the library. Raises ``ValidationError`` when the station lies in another area."""
    _placed(facts)
    return enter(
        Practice(recorded_by=actor),
        actor=actor,
        verb="publicity:record_practice",
        rule=rules.keep_practice,
        facts=facts,
    )


@transaction.atomic
def change_practice(*, practice: Practice, actor: User, version: int, **facts: Any) -> Practice:
    """Correct it. Raises ``StaleVersion``; ``Conflict`` once withdrawn."""
    _placed(facts)
    row, _is_new = correct(
        practice,
        actor=actor,
        verb="publicity:change_practice",
        rule=rules.keep_practice,
        version=version,
        facts=facts,
    )
    return row


@transaction.atomic
def withdraw_practice(*, practice: Practice, actor: User, reason: str) -> Practice:
    """It is no longer recommended; it stays readable with the reason."""
    return withdraw(
        practice,
        actor=actor,
        verb="publicity:withdraw_practice",
        rule=rules.keep_practice,
        reason=reason,
    )


def _placed(facts: dict[str, Any]) -> None:
    station = facts.get("station")
    if station is not None and not station.area.path.startswith(facts["area"].path):
        raise ValidationError({"station": f"{station}不在{facts['area']}，请改选区域或联络站"})
    if facts["noted_on"] > timezone.localdate():
        raise ValidationError({"noted_on": "日期还没有到"})
