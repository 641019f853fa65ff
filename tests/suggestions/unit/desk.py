"""A unit at its desk: signed in, with what forms send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from suggestions import operations
from suggestions.enums import ContactStage
from suggestions.models import Handling, ReplyCategory, Suggestion
from tests.suggestions.cast import Cast, contact, part_of, staff_for


def signed_in(user: User) -> Client:
    """A browser of this user."""
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def on(moment: datetime) -> Iterator[None]:
    """The portal's clock stands at a moment of the cast."""
    with time_machine.travel(moment, tick=False):
        yield


def url(step: str, part: Handling) -> str:
    """Where a step of a part is taken."""
    return reverse(f"suggestions:{step}", args=[part.pk])


def accepted(cast: Cast, row: Suggestion) -> Handling:
    """The replying part, signed for."""
    part = part_of(row)
    return operations.accept(handling=part, actor=staff_for(cast, part), at=cast.later(hours=2))


def contacted(cast: Cast, row: Suggestion) -> Handling:
    """The replying part, signed for and in touch with the deputy."""
    part = accepted(cast, row)
    contact(cast, part, ContactStage.BEFORE)
    cast.later(days=2)
    contact(cast, part, ContactStage.DURING)
    return part


def contact_form(cast: Cast, **values: Any) -> dict[str, Any]:
    """A contact as it is filled in on the cast's day."""
    return {
        "stage": "before",
        "on": f"{timezone.localdate(cast.clock):%Y-%m-%d}",
        "way": "call",
        "who": "丁志强",
        "content": "电话沟通了办理思路",
        "token": str(uuid4()),
        **values,
    }


def reply_form(cast: Cast, letter: str = "A", **values: Any) -> dict[str, Any]:
    """A reply as it is filled in on the cast's day."""
    today = timezone.localdate(cast.clock)
    promised = {"promise": "年内建成充电棚 6 处", "promised_on": f"{today + timedelta(days=120):%Y-%m-%d}"}
    category = ReplyCategory.objects.get(letter=letter)
    return {
        "category": category.pk,
        "text": "已划出限时停车位三十个。",
        "signatory": "丁志强",
        "replied_on": f"{today:%Y-%m-%d}",
        "contact": "何小梅",
        "contact_phone": "0551-62221234",
        "public": "yes",
        **(promised if category.outcome == "promised" else {}),
        **values,
    }
