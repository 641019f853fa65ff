"""Reads of convocations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from activities.convocations.enums import Answer
from activities.models import Callee, CalleeQuerySet, Convocation
from congress.accounts.models import User
from congress.organs.models import Constituency
from congress.search.index import search_q
from deputies.models import Certificate, DeputyGroup, Deputyship, GroupMembership

#: Fields of a convocation with the words of the form, in its order.
FACT_LABELS = {
    "title": "标题",
    "kind": "类别",
    "start_on": "日期",
    "end_on": "至",
    "begins_at": "时间",
    "place": "地点",
    "organiser": "组织单位",
    "agenda": "议程",
    "bring": "携带",
    "contact": "联系人",
    "contact_phone": "联系电话",
    "reply_by": "回复截止",
    "area": "所属区域",
    "files": "附件",
}
#: Of these a deputy is told when they change after the notice was sent.
TOLD = frozenset(
    {
        "title", "start_on", "end_on", "begins_at", "place", "bring", "agenda", "files", "contact_phone",
        "reply_by",
    }
)  # fmt: skip
#: When one of these changes, an earlier answer no longer says anything.
MOVED = frozenset({"start_on", "end_on", "begins_at"})


def facts_of(row: Convocation) -> dict[str, Any]:
    """What the convocation says, for the audit trail and for comparing two versions."""
    return {
        "title": row.title,
        "kind": row.kind.name,
        "start_on": row.start_on,
        "end_on": row.end_on,
        "begins_at": f"{row.begins_at:%H:%M}",
        "place": row.place,
        "organiser": row.organiser,
        "agenda": row.agenda,
        "bring": row.bring,
        "contact": row.contact,
        "contact_phone": row.contact_phone,
        "reply_by": row.reply_by,
        "area": row.area.name,
        "files": list(row.files.shown().values_list("name", flat=True)),
    }


# --- who can be called -------------------------------------------------------------------------------
def callable_deputies(user: User, on: date) -> QuerySet[Deputyship]:
    """Those in the user's scope who are deputies on the day."""
    return Deputyship.objects.visible_to(user).in_force(on)


def chosen(
    user: User,
    on: date,
    *,
    groups: Collection[DeputyGroup] = (),
    constituencies: Collection[Constituency] = (),
    levels: Collection[str] = (),
    people: Collection[int] = (),
) -> list[Deputyship]:
    """The deputies of any of these groups, constituencies or levels, and those named by key; each human once.

    Somebody who is a deputy at two levels is taken by the deputyship that was asked for, else the higher one.
    """
    members = GroupMembership.objects.in_force(on).filter(deputyship=OuterRef("pk"), group__in=groups)
    wanted = Q(constituency__in=constituencies) | Q(level__in=levels) | Q(pk__in=people)
    if groups:
        wanted = wanted | Q(Exists(members))
    found: dict[int, Deputyship] = {}
    rows = callable_deputies(user, on).filter(wanted).select_related("person")
    for row in rows.order_by("person__pinyin", "pk"):
        found.setdefault(row.person_id, row)
    return list(found.values())


def find_deputies(user: User, text: str, on: date, limit: int = 20) -> list[Deputyship]:
    """Deputies by name, initials or organisation, for picking one by one (one query)."""
    rows = callable_deputies(user, on).filter(search_q(text, "person__search_text"))
    return list(
        rows.select_related("person", "constituency", "term__area").order_by("person__pinyin")[:limit]
    )


# --- how the replies stand ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Tally:
    """How many are called, and what they answered."""

    called: int
    coming: int
    on_leave: int
    waiting: int
    unread: int
    late: int


def tally_of(rows: Collection[Callee]) -> Tally:
    """Counted from the rows of one convocation."""
    return Tally(
        called=len(rows),
        coming=sum(row.answer == Answer.ATTEND for row in rows),
        on_leave=sum(row.answer == Answer.LEAVE for row in rows),
        waiting=sum(not row.answer for row in rows),
        unread=sum(not row.answer and row.read_at is None for row in rows),
        late=sum(row.late for row in rows),
    )


#: What the page of a convocation can be cut down to: the number that was clicked.
SHOWN = {
    "": "全部",
    "attend": "参加",
    "leave": "请假",
    "waiting": "未回复",
    "unread": "未读",
    "late": "逾期回复",
}


def shown(rows: Collection[Callee], which: str) -> list[Callee]:
    """Those behind one of the numbers."""
    return [
        row
        for row in rows
        if not which
        or row.answer == which
        or (which == "waiting" and not row.answer)
        or (which == "unread" and not row.answer and row.read_at is None)
        or (which == "late" and row.late)
    ]


def callees_of(convocation: Convocation) -> CalleeQuerySet:
    """Those who are called, by name, with what a row shows, and the number of the certificate (R024)."""
    rows = Callee.objects.filter(convocation=convocation).called().in_order()
    held = Certificate.objects.valid(convocation.start_on).filter(deputyship=OuterRef("deputyship"))
    return rows.annotate(certificate=Subquery(held.values("number")[:1])).select_related(
        "deputyship__person", "deputyship__constituency", "deputyship__term__area", "answered_by"
    )


def own_callees(user: User) -> CalleeQuerySet:
    """The user's own copies, newest day first."""
    rows = Callee.objects.of(user).select_related("convocation__kind")
    return rows.order_by("-convocation__start_on", "-convocation_id")
