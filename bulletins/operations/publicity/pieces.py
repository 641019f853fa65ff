"""Pieces, the media that took them, and the prizes they won (R298–R300)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.models import Adoption, Article, Issue, Medium, Piece, PieceAward
from bulletins.operations import articles
from bulletins.publicity import rules
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import correct, enter, facts_of, locked, not_to_come, withdraw
from deputies.models import Person

VERBS = {
    "publicity:record_piece": "登记稿件",
    "publicity:change_piece": "修改稿件",
    "publicity:withdraw_piece": "撤回稿件",
    "publicity:record_adoption": "登记采用",
    "publicity:drop_adoption": "去掉采用",
    "publicity:record_award": "登记获奖",
    "publicity:drop_award": "去掉获奖",
}
_ADOPTION = ("medium", "published_on", "headline", "place")
_AWARD = ("name", "grade", "awarded_by", "level", "awarded_on")


@transaction.atomic
def record_piece(*, actor: User, people: Iterable[Person] = (), **facts: Any) -> Piece:
    """Register a piece. Raises ``ValidationError`` for a day to come, and for one that is there already."""
    not_to_come("written_on", facts["written_on"])
    row = enter(
        Piece(recorded_by=actor),
        actor=actor,
        verb="publicity:record_piece",
        rule=rules.keep_piece,
        facts=facts,
    )
    row.people.set(people)
    return row


@transaction.atomic
def change_piece(
    *, piece: Piece, actor: User, version: int, people: Iterable[Person] = (), **facts: Any
) -> Piece:
    """Correct a piece. Raises ``StaleVersion``; ``Conflict`` once withdrawn."""
    not_to_come("written_on", facts["written_on"])
    row, is_new = correct(
        piece,
        actor=actor,
        verb="publicity:change_piece",
        rule=rules.keep_piece,
        version=version,
        facts=facts,
    )
    before = sorted(row.people.values_list("name", flat=True))
    row.people.set(people)
    after = sorted(row.people.values_list("name", flat=True))
    if before != after:
        if not is_new:
            row.version += 1
            row.save()
        audit.record(
            actor=actor,
            verb="publicity:change_piece",
            obj=row,
            before={"people": before},
            after={"people": after},
        )
    return row


@transaction.atomic
def withdraw_piece(*, piece: Piece, actor: User, reason: str) -> Piece:
    """It was entered by mistake; it counts no longer."""
    return withdraw(piece, actor=actor, verb="publicity:withdraw_piece", rule=rules.keep_piece, reason=reason)


@transaction.atomic
def record_adoption(
    *,
    piece: Piece,
    actor: User,
    medium: Medium,
    published_on: date,
    headline: str = "",
    place: str = "",
) -> Adoption:
    """A medium took the piece; it stays one piece. Raises ``ValidationError`` for a medium that did already."""
    row = locked(piece, actor, rules.keep_piece)
    not_to_come("published_on", published_on)
    if published_on < row.written_on:
        raise ValidationError({"published_on": "刊发日期不能早于编发日期"})
    made = Adoption(
        piece=row,
        medium=medium,
        published_on=published_on,
        headline=headline.strip(),
        place=place.strip(),
    )
    made.full_clean()
    made.save()
    after = {**facts_of(made, dict.fromkeys(_ADOPTION)), "note": f"{medium}（{medium.get_level_display()}）"}
    audit.record(actor=actor, verb="publicity:record_adoption", obj=row, after=after)
    return made


@transaction.atomic
def drop_adoption(*, adoption: Adoption, actor: User) -> Piece:
    """It was not taken after all; the audit trail keeps what stood there."""
    row = locked(adoption.piece, actor, rules.keep_piece)
    before = {**facts_of(adoption, dict.fromkeys(_ADOPTION)), "medium": str(adoption.medium)}
    audit.record(
        actor=actor,
        verb="publicity:drop_adoption",
        obj=row,
        before=before,
        after={"note": str(adoption.medium)},
    )
    adoption.delete()
    return row


@transaction.atomic
def record_award(*, piece: Piece, actor: User, **facts: Any) -> PieceAward:
    """The piece won a prize. Raises ``ValidationError`` for one that is there already, and for a day to come."""
    row = locked(piece, actor, rules.keep_piece)
    not_to_come("awarded_on", facts["awarded_on"])
    made = PieceAward(piece=row, **facts)
    made.full_clean()
    made.save()
    after = {**facts_of(made, facts), "note": f"{made.name}{made.grade}"}
    audit.record(actor=actor, verb="publicity:record_award", obj=row, after=after)
    return made


@transaction.atomic
def drop_award(*, award: PieceAward, actor: User) -> Piece:
    """It was entered by mistake; the audit trail keeps what stood there."""
    row = locked(award.piece, actor, rules.keep_piece)
    before = facts_of(award, dict.fromkeys(_AWARD))
    audit.record(actor=actor, verb="publicity:drop_award", obj=row, before=before, after={"note": award.name})
    award.delete()
    return row


@transaction.atomic
def to_article(*, piece: Piece, actor: User, issue: Issue) -> Article:
    """Put the piece into a draft of the bulletin as an article. Raises ``ValidationError`` when it has no text."""
    row = locked(piece, actor, rules.keep_piece)
    lines = [line.strip() for line in row.text.splitlines() if line.strip()]
    if not lines:
        raise ValidationError("这篇稿件没有正文，先补上正文")
    return articles.save_article(
        issue=issue,
        title=row.title,
        blocks=[articles.BlockData(text=line) for line in lines],
        actor=actor,
        contributor_organ=row.area.name,
        contributor_person=row.author,
    )
