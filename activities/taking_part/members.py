"""The deputies of the present term, and which of them can sit in."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, Q, QuerySet

from congress.organs.enums import CongressLevel
from congress.organs.models import Term
from deputies.models import Deputyship
from deputies.standing_committee import held_posts


def present_term(on: date) -> Term | None:
    """The term of the district's congress on a day."""
    rows = Term.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    return rows.filter(level=CongressLevel.DISTRICT).order_by("-starts_on").first()


def serving(on: date) -> QuerySet[Deputyship]:
    """The deputies of the district on a day who can sit in: members of the standing committee attend by right."""
    rows = Deputyship.objects.in_force(on).filter(level=CongressLevel.DISTRICT)
    return rows.filter(~Exists(held_posts("person", on)))
