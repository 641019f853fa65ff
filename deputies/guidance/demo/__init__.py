"""Guidance the demo district gave to its towns. All invented; some towns had none in this half-year."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from congress.audit import operations as audit
from congress.organs.models import Area
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies.models import Guidance


@transaction.atomic
def load() -> None:
    """Enter the log, unless there is one already."""
    root, today = district(), timezone.localdate()
    towns = list(Area.objects.towns().order_by("order", "pk"))
    if root is None or not towns or Guidance.objects.exists():
        return
    facts = read_table(__file__, "guidance.json")
    Guidance.objects.bulk_create(
        Guidance(
            area=towns[fact["town"] % len(towns)],
            on=today - timedelta(days=fact["ago"]),
            subject=fact["subject"],
            account=fact["account"],
            guided_by="代表工委",
            follow_up=fact["follow_up"],
        )
        for fact in facts
    )
    audit.record(actor=None, verb="guidance:load", obj=root, after={"count": len(facts)})
