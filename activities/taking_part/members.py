"""Who counts as what: members of the standing committee, 基层代表, the deputies of the present term."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from activities.models import IdentityClass
from congress.organs.enums import CongressLevel
from congress.organs.models import Term
from deputies.models import Deputyship, Post

#: The posts of its members; its office and working committees are not it.
_TITLES = r"常委会(主任|副主任|秘书长|委员)$"


def member_posts(person: str, on: str | date) -> QuerySet[Post]:
    """Posts in the standing committee held on a day, for a subquery; both name columns of the outer row, or a day."""
    day = OuterRef(on) if isinstance(on, str) else on
    return Post.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        Q(starts_on__isnull=True) | Q(starts_on__lte=day),
        person=OuterRef(person),
        title__regex=_TITLES,
    )


def present_term(on: date) -> Term | None:
    """The term of the district's congress on a day."""
    rows = Term.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    return rows.filter(level=CongressLevel.DISTRICT).order_by("-starts_on").first()


def serving(on: date) -> QuerySet[Deputyship]:
    """The deputies of the district on a day who can sit in: members of the standing committee attend by right."""
    rows = Deputyship.objects.in_force(on).filter(level=CongressLevel.DISTRICT)
    return rows.filter(~Exists(member_posts("person", on)))


def is_grassroots(path: str = "person") -> Q:
    """Those whose identity counts as 基层 (R106)."""
    counted = IdentityClass.objects.filter(is_grassroots=True).order_by().values("identity")
    return Q(**{f"{path}__identity__in": counted})
