"""How far the rollover of a congress is, counted from the roster and the groups."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from congress.organs.enums import DIRECT_LEVELS
from congress.organs.models import Constituency, Term
from congress.web.dates import full_day
from deputies.models import Certificate, DeputyGroup, Deputyship, GroupMembership
from deputies.models.deputyships import DeputyshipQuerySet


@dataclass(frozen=True)
class RolloverStep:
    """One step: what it is called, where it stands, what is still missing, and where that is mended.

    ``state`` is done, now (something is missing) or later (it waits for a step before).
    """

    key: str
    title: str
    state: str
    words: str


@dataclass(frozen=True)
class Rollover:
    """A term, the one after it, and the steps between them."""

    old: Term
    new: Term | None
    steps: list[RolloverStep]

    @property
    def missing(self) -> int:
        """How many steps are not done."""
        return sum(step.state != "done" for step in self.steps)


def last_terms() -> list[Term]:
    """Of every congress elected here the term to roll over from: the newest, or the one before once that began."""
    terms = Term.objects.filter(level__in=DIRECT_LEVELS).select_related("area")
    found: dict[tuple[int, str], Term] = {}
    for term in terms.order_by("area__path", "-starts_on"):
        key = (term.area_id, term.level)
        kept = found.get(key)
        if kept is None or _unfinished(term, kept):
            found[key] = term
    return list(found.values())


def _unfinished(term: Term, newer: Term) -> bool:
    """Whether ``term`` is the one before ``newer`` and something of it is still open."""
    return term.number == newer.number - 1 and (
        Deputyship.objects.filter(term=term, ends_on=None).exists()
        or DeputyGroup.objects.filter(term=term, ends_on=None).exists()
        or not Deputyship.objects.filter(term=newer).exists()
    )


def next_term(old: Term) -> Term | None:
    """The term after this one of the same congress."""
    later = Term.objects.filter(area=old.area, level=old.level, number__gt=old.number)
    return later.select_related("area").order_by("number").first()


def reelected(old: Term, new: Term) -> DeputyshipQuerySet:
    """The deputies of the new term who were deputies in the old one."""
    before = Deputyship.objects.filter(term=old, person=OuterRef("person"))
    return Deputyship.objects.filter(Exists(before), term=new)


def groups_to_copy(old: Term, new: Term) -> QuerySet[DeputyGroup]:
    """Groups of the old term, dissolved with it or still open, that the new term has not."""
    there = DeputyGroup.objects.filter(term=new, label=OuterRef("label"))
    last = Q(ends_on__isnull=True) | Q(ends_on=old.ends_on)
    return DeputyGroup.objects.filter(last, ~Exists(there), term=old).select_related("term__area")


def rollover(old: Term) -> Rollover:
    """Every step from ``old`` to the term after it, in order (at most 8 queries)."""
    new = next_term(old)
    steps = [_open(new), *(_of_new(old, new) if new else _waiting())]
    return Rollover(old, new, steps)


def _open(new: Term | None) -> RolloverStep:
    words = f"{new}从{full_day(new.starts_on)}开始" if new else "还没有登记新一届的开始日期"
    return RolloverStep("open_term", "开始新一届", "done" if new else "now", words)


_TITLES = {
    "elected": "登记当选的代表",
    "expire": "上一届届满",
    "close_groups": "撤销上一届的小组",
    "copy_groups": "建立新一届的小组",
    "certificates": "收回、换发代表证",
}


def _waiting() -> list[RolloverStep]:
    return [RolloverStep(key, title, "later", "先开始新一届") for key, title in _TITLES.items()]


def _of_new(old: Term, new: Term) -> list[RolloverStep]:
    seats = Constituency.objects.filter(level=new.level, area__path__startswith=new.area.path)
    wanted = sum(seats.values_list("seats", flat=True))
    elected = Deputyship.objects.filter(term=new, how_began="election").count()
    again = reelected(old, new).count()
    open_seats = Deputyship.objects.filter(term=old, ends_on=None).count()
    groups = DeputyGroup.objects.filter(term__in=[old, new]).aggregate(
        old=Count("pk", filter=Q(term=old, ends_on=None)), new=Count("pk", filter=Q(term=new, ends_on=None))
    )
    today = timezone.localdate()
    seated = GroupMembership.objects.filter(deputyship=OuterRef("pk"), is_main=True)
    loose = Deputyship.objects.in_force(max(today, new.starts_on)).filter(~Exists(seated), term=new).count()
    out = Certificate.objects.out().filter(deputyship__term=old).count()
    return [
        _step(
            "elected",
            elected >= wanted > 0,
            f"应选 {wanted:,} 名，已登记 {elected:,} 名，其中连任 {again:,} 名、新任 {elected - again:,} 名",
        ),
        _step(
            "expire",
            not open_seats,
            f"还有 {open_seats:,} 个资格没有结束" if open_seats else "资格都已结束，档案只读",
        ),
        _step(
            "close_groups",
            not groups["old"],
            f"还有 {groups['old']:,} 个小组没有撤销" if groups["old"] else "小组都已撤销，只能查看",
        ),
        _step(
            "copy_groups",
            bool(groups["new"]) and not loose,
            f"新一届 {groups['new']:,} 个小组，{loose:,} 位代表还没有编组",
        ),
        _step("certificates", not out, f"上一届还有 {out:,} 本没有收回" if out else "上一届的代表证都已收回"),
    ]


def _step(key: str, done: bool, words: str) -> RolloverStep:
    return RolloverStep(key, _TITLES[key], "done" if done else "now", words)
