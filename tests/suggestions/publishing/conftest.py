"""A cast, and an answered suggestion full of personal data."""

from __future__ import annotations

from typing import Any

import pytest

from suggestions.models import Publication, Reply, Suggestion
from suggestions.publishing import operations
from suggestions.publishing.drafting import Choices, draft_of, source_of
from tests.suggestions.cast import Cast, answer, make_cast, make_suggestion, rate

PHONE, LANDLINE, IDENTITY = "13800138000", "0511-12345678", "321102198001011234"
NAME = "王桂兰"
SITUATION = f"春晓苑12幢3单元502室{NAME}（电话{PHONE}，身份证号{IDENTITY}）说，路灯不亮。"
PROPOSAL = f"请先和{NAME}联系，手机{PHONE}，车牌苏L12345的车常停在灯杆下。"
ANSWER = f"已修好路灯。联系人丁志强，电话{LANDLINE}，住户证号{IDENTITY}。"
SAID = f"修得很快，{NAME}（{PHONE}）也满意。"
CANARIES = (PHONE, LANDLINE, IDENTITY, "苏L12345", "502室", "0511-7654321")


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def make_answered(cast: Cast, **facts: Any) -> Suggestion:
    """Answered and rated, with personal data everywhere it may stand."""
    row = make_suggestion(cast, "handling", **{"situation": SITUATION, "proposal": PROPOSAL, **facts})
    answer(cast, row, contact="丁志强", contact_phone="0511-7654321")
    Reply.objects.filter(handling__suggestion=row).update(text=ANSWER)
    return rate(cast, row, "satisfied", SAID)


@pytest.fixture
def answered(cast: Cast) -> Suggestion:
    return make_answered(cast)


def seen(row: Suggestion, choices: Choices) -> str:
    """What a clerk who looked at exactly this would send."""
    return draft_of(source_of(row), choices).digest


def release(cast: Cast, row: Suggestion, choices: Choices | None = None) -> Publication:
    """Released by the office after looking at it."""
    chosen = choices or Choices()
    return operations.publish(
        suggestion=row, actor=cast.office, choices=chosen, seen=seen(row, chosen), at=cast.later(hours=1)
    )
