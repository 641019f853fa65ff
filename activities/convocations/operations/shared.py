"""What the operations of convocations share: the locked row, and who is told what."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from activities.convocations.workflow import WORKFLOW
from activities.models import CalleeQuerySet, Convocation
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.notices import operations as notices
from congress.web import dates


def when_and_where(row: Convocation) -> str:
    """11月25日 9:30，柳桥街道联络站."""
    days = dates.period(row.start_on, row.end_on)
    return f"{days} {row.begins_at.hour}:{row.begins_at.minute:02}，{row.place}"


def locked(convocation: Convocation) -> Convocation:
    """The convocation as it stands now, for this transaction alone."""
    rows = Convocation.objects.select_for_update(of=("self",))
    return rows.select_related("kind", "area", "created_by", "activity", "plan_item__plan__group").get(
        pk=convocation.pk
    )


def require_open(row: Convocation) -> None:
    """Raise ``Conflict`` unless it can still be changed."""
    if row.state not in WORKFLOW["cancel"].sources:
        raise Conflict(f"这份召集通知{row.get_state_display()}，不能再改")


def readers(rows: CalleeQuerySet) -> list[User]:
    """Those of them who have an account."""
    return list(User.objects.filter(person__deputyships__callees__in=rows, is_active=True).distinct())


def invite(row: Convocation, rows: CalleeQuerySet, occasion: str) -> None:
    """Send the notice itself."""
    text = f"{when_and_where(row)}。请在{dates.day(row.reply_by)}前回复能否参加。"
    tell(row, readers(rows), f"召集通知：{row.title}", text, occasion)


def tell(
    row: Convocation, to: Iterable[User], title: str, text: str, occasion: str, *, called: bool = True
) -> None:
    """Tell deputies something about the convocation.

    The notice leads to their own copy of it; who is no longer ``called`` has none, and is led to the others.
    """
    url = reverse("convocations:reply", args=[row.pk]) if called else reverse("convocations:mine")
    notices.send(to=to, title=title, text=text, url=url, key=f"convocation:{row.pk}:{occasion}")
