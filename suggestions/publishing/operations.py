"""Release, decline, withdraw: one function each."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from suggestions.enums import CosignState, State
from suggestions.models import Publication, PublishedReply, Suggestion
from suggestions.operations.shared import locked, signatories_of, tell, write_step
from suggestions.publishing import rules
from suggestions.publishing.drafting import Choices, Draft, ReplyDraft, draft_of, source_of
from suggestions.publishing.enums import ANSWERED_STATES, PublicationState


@transaction.atomic
def publish(
    *, suggestion: Suggestion, actor: User, choices: Choices, seen: str, at: datetime | None = None
) -> Publication:
    """Show a suggestion and its public replies to everybody (代表法第51条).

    The text is worked out anew from the originals, which stay as they are. ``seen`` is the digest of the version the
    clerk looked at: another one is not released. Raises ``ValidationError`` with the places where a telephone or
    identity number is left.
    """
    row = _answered(suggestion, actor)
    if row.publications.published().exists():
        raise Conflict("这件建议已经公开，要改动请先撤下")
    draft = draft_of(source_of(row), choices)
    if draft.leaks:
        raise ValidationError([f"{leak}，不能公开。请在“还要隐去”里写上" for leak in draft.leaks])
    if draft.digest != seen:
        raise ValidationError("公开的文字和刚才看到的不一样，请核对以后再点“公开”")
    now = at or timezone.now()
    row.publications.filter(current=True).update(current=False)
    publication = _publication(row, draft, choices, actor, now)
    replies = [_published(publication, reply) for reply in draft.replies]
    publication.derive(replies)
    publication.save()
    PublishedReply.objects.bulk_create(replies)
    write_step(row, "publish", row.state, row.state, actor=actor, at=now, hidden=draft.hidden)
    tell(
        row,
        signatories_of(row),
        f"已向社会公开：{row.title}",
        "建议和答复已隐去个人信息。",
        f"published{publication.pk}",
    )
    return publication


@transaction.atomic
def decline_publication(
    *, suggestion: Suggestion, actor: User, reason: str, at: datetime | None = None
) -> Publication:
    """Keep a suggestion from the public, with the reason; it may be released later all the same."""
    row = _answered(suggestion, actor)
    if row.publications.published().exists():
        raise Conflict("这件建议已经公开，不公开请撤下")
    if not reason.strip():
        raise ValidationError({"reason": "请填写原因"})
    now = at or timezone.now()
    row.publications.filter(current=True).update(current=False)
    publication = Publication.objects.create(
        suggestion=row,
        state=PublicationState.DECLINED,
        round=row.round,
        decided_at=now,
        decided_by=actor,
        reason=reason.strip(),
    )
    write_step(row, "decline_publication", row.state, row.state, actor=actor, note=reason.strip(), at=now)
    return publication


@transaction.atomic
def withdraw_publication(
    *, suggestion: Suggestion, actor: User, reason: str, at: datetime | None = None
) -> Publication:
    """Take a suggestion off the public pages, from this moment on; what was shown is kept."""
    row = locked(suggestion)
    require_rule(actor, rules.publish_suggestion, row)
    publication = row.publications.published().first()
    if publication is None:
        raise Conflict("这件建议现在没有公开")
    if not reason.strip():
        raise ValidationError({"reason": "请填写原因"})
    publication.state = PublicationState.WITHDRAWN
    publication.reason = reason.strip()
    publication.withdrawn_at, publication.withdrawn_by = at or timezone.now(), actor
    publication.save()
    write_step(row, "withdraw_publication", row.state, row.state, actor=actor, note=reason.strip(), at=at)
    return publication


def _answered(suggestion: Suggestion, actor: User) -> Suggestion:
    row = locked(suggestion)
    require_rule(actor, rules.publish_suggestion, row)
    if row.state not in ANSWERED_STATES:
        raise Conflict(f"这件建议{State(row.state).label}，答复齐全之后才能公开")
    return row


def _publication(row: Suggestion, draft: Draft, choices: Choices, actor: User, now: datetime) -> Publication:
    return Publication(
        suggestion=row,
        state=PublicationState.PUBLISHED,
        round=row.round,
        title=draft.title.public,
        situation=draft.situation.public,
        proposal=draft.proposal.public,
        lead_name=row.lead.person.name,
        delegation=row.delegation,
        signed=row.cosigners.filter(state=CosignState.CONFIRMED).count(),
        session=row.session,
        year=timezone.localdate(row.registered_at).year,
        category=row.category,
        words=[[hidden.old, hidden.new] for hidden in choices.words],
        left=sorted(choices.left),
        with_verdict=choices.verdict,
        with_words=choices.said,
        decided_at=now,
        decided_by=actor,
    )


def _published(publication: Publication, draft: ReplyDraft) -> PublishedReply:
    reply = draft.reply
    return PublishedReply(
        publication=publication,
        reply=reply,
        unit=reply.handling.organ,
        unit_name=reply.handling.organ_name,
        category=str(reply.category) if draft.text else "",
        replied_on=reply.replied_on,
        text=draft.text.public if draft.text else "",
        verdict=draft.verdict,
        words=draft.said.public if draft.said else "",
    )
