"""Honours and selections of the demo district. All invented: a list for every year since 2018, commended at the session
that followed; this year one selection is in review and one is voted on.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import RuleSet
from congress.ballots.operations import counting, voting
from congress.organs.enums import CongressLevel, OrganKind
from congress.organs.models import Organ, Session
from congress.organs.queries import district
from congress.web.demo import at, read_table
from deputies.honours.enums import SelectionState, Subject
from deputies.models import (
    Candidate,
    DeputyGroup,
    Deputyship,
    Honour,
    LibraryText,
    Selection,
    SelectionCategory,
    SelectionQuota,
)
from deputies.operations.selection_ballots import prepare_ballots


@transaction.atomic
def load() -> None:
    """Enter honours and selections, unless there are some already."""
    root, today = district(), timezone.localdate()
    held = Deputyship.objects.in_force(today).filter(level=CongressLevel.DISTRICT)
    subjects: dict[str, list[Any]] = {
        Subject.DEPUTY: [one.person for one in held.select_related("person").order_by("pk")[:6]],
        Subject.GROUP: list(DeputyGroup.objects.in_force(today).order_by("pk")[:2]),
        Subject.UNIT: list(Organ.objects.filter(kind=OrganKind.DEPARTMENT).order_by("order", "pk")[:2]),
    }
    if root is None or not subjects[Subject.DEPUTY] or Selection.objects.exists():
        return
    table = read_table(__file__, "honours.json")
    for fact in table["selections"]:
        _selection(fact, subjects, today.year)
    _yearly(table["yearly"], subjects[Subject.UNIT], today.year)
    Honour.objects.bulk_create(
        Honour(
            person=subjects[Subject.DEPUTY][fact["who"]],
            title=fact["title"],
            awarded_by=fact["awarded_by"],
            level=fact["level"],
            year=today.year - fact["ago"],
            released_at=timezone.now() if fact["released"] else None,
        )
        for fact in table["honours"]
    )
    audit.record(actor=None, verb="honours:load", obj=root, after={"honours": len(table["honours"])})


def _row(year: int, title: str, quotas: dict[str, int], basis: str, *, published: bool) -> Selection:
    """A selection; a published one was chosen at the end of its year, and commended at the session that followed."""
    chosen = date(year, 12, 20)
    following = Session.objects.filter(term__level=CongressLevel.DISTRICT, starts_on__gt=chosen)
    session = following.order_by("starts_on").first() if published else None
    row = Selection.objects.create(
        year=year,
        title=title,
        awarded_by="区人大常委会",
        state=SelectionState.PUBLISHED if published else SelectionState.REVIEWING,
        decided_on=chosen if published else None,
        decision="主任会议讨论决定" if published else "",
        published_at=at(date(year, 12, 25), 9) if published else None,
        basis=LibraryText.objects.filter(code=basis).first(),
        session=session,
        commended_on=session.ends_on if session else None,
    )
    categories = {category.name: category for category in SelectionCategory.objects.all()}
    SelectionQuota.objects.bulk_create(
        SelectionQuota(selection=row, category=categories[name], quota=quota)
        for name, quota in quotas.items()
    )
    return row


def _yearly(told: dict[str, Any], units: list[Organ], year: int) -> None:
    """One list for every year since the first (R234)."""
    work, unit, names = told["work"], told["unit"], told["works"]
    categories = {category.name: category for category in SelectionCategory.objects.all()}
    for n, of in enumerate(range(told["since"], year)):
        quotas = {one["category"]: one["quota"] for one in (work, unit)}
        basis = told["basis"] if of >= told["basis_since"] else ""
        row = _row(of, told["title"], quotas, basis, published=True)
        chosen = [(work, {"name": names[(n + k) % len(names)]}) for k in range(work["quota"])]
        if units:
            organ = units[n % len(units)]
            chosen.append((unit, {"name": str(organ), "organ": organ}))
        Candidate.objects.bulk_create(
            Candidate(
                selection=row,
                category=categories[one["category"]],
                nominated_by=one["by"],
                deeds=one["deeds"],
                recommended=True,
                chosen=True,
                **who,
            )
            for one, who in chosen
        )


@transaction.atomic
def vote() -> None:
    """This year's good motions and suggestions are voted on: one category has its result, one waits for its ballot."""
    told = read_table(__file__, "honours.json")["ballot"]
    clerk, other = (User.objects.filter(username=name).first() for name in ("deputywork", "office"))
    row = Selection.objects.filter(title=told["title"], state=SelectionState.REVIEWING).first()
    rules = RuleSet.objects.filter(form=BallotForm.TICKS).first()
    if row is None or rules is None or clerk is None or other is None:
        return
    prepare_ballots(
        selection=row, actor=clerk, rule_set=rules, mode=Mode.PAPER, audience={}, unnamed_paper=told["paper"]
    )
    poll = row.quotas.get(category__name=told["category"]).poll
    if poll is None:
        return
    voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    counts = {number: {"for": votes} for number, votes in told["votes"].items()}
    paper = dict.fromkeys(("issued", "returned", "valid"), told["paper"])
    for actor in (clerk, other):
        counting.enter_paper(poll=poll, actor=actor, **paper, void=0, counts=counts)
    counting.publish_poll(poll=poll, actor=clerk)


def _selection(fact: dict[str, Any], subjects: dict[str, list[Any]], year: int) -> None:
    published = fact["state"] == SelectionState.PUBLISHED
    now = timezone.now()
    row = _row(year - fact["ago"], fact["title"], fact["quotas"], fact.get("basis", ""), published=published)
    categories = {category.name: category for category in SelectionCategory.objects.all()}
    for one in fact["candidates"]:
        category = categories[one["category"]]
        who = subjects[category.subject][one["who"]] if "who" in one else None
        field = {Subject.DEPUTY: "person", Subject.GROUP: "group", Subject.UNIT: "organ"}.get(
            Subject(category.subject)
        )
        candidate = Candidate.objects.create(
            selection=row,
            category=category,
            name=one.get("name") or str(who),
            nominated_by=one["by"],
            deeds=one["deeds"],
            recommended=one.get("recommended"),
            opinion=one.get("opinion", ""),
            chosen=published and one.get("recommended", False),
            **({field: who} if field and who is not None else {}),
        )
        if candidate.chosen and field in {"person", "group"}:
            Honour.objects.create(
                title=category.name,
                awarded_by=row.awarded_by,
                level=row.level,
                year=row.year,
                deeds=candidate.deeds,
                candidate=candidate,
                released_at=now,
                **{field: who},
            )
