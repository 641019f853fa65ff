"""Laws and rules: added, issued anew, confirmed, repealed (R011, R012, R246)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.dates import full_day
from deputies.library import rules
from deputies.library.enums import EditionState
from deputies.library.workflow import EDITION_WORKFLOW
from deputies.models import DeputyGroup, LibraryEdition, LibraryText
from deputies.operations.facts import facts

TEXT_FIELDS = ("title", "kind", "topic", "reach", "is_public")
EDITION_FIELDS = ("issuer", "document", "issued_on", "effective_on", "body")
VERBS = {f"library:{step.step}": step.label for step in EDITION_WORKFLOW} | {
    "library:add_text": "收入制度法规",
    "library:change_text": "修改制度法规",
    "library:issue_edition": "印发新版本",
    "library:change_edition": "更正版本",
}


def _told(row: LibraryEdition) -> dict[str, object]:
    """What the audit trail keeps: of the body how long it is."""
    told = facts(row, EDITION_FIELDS)
    return {**told, "body": f"{len(row.body)} 字", "note": f"第 {row.number} 版"}


@transaction.atomic
def add_text(
    *,
    actor: User,
    code: str,
    title: str,
    kind: str,
    topic: str,
    reach: str,
    groups: Sequence[DeputyGroup],
    is_public: bool,
    issuer: str,
    document: str,
    issued_on: date | None,
    effective_on: date,
    body: str,
    on_trial: bool,
) -> LibraryText:
    """Take a text into the library with its first edition. Raises ``ValidationError`` for a title or code in use."""
    row = LibraryText(
        code=code.strip(),
        title=title.strip(),
        kind=kind,
        topic=topic.strip(),
        reach=reach,
        is_public=is_public,
    )
    require_rule(actor, rules.keep_text, row)
    row.full_clean()
    row.save()
    row.groups.set(groups)
    _edition(row, 1, issuer, document, issued_on, effective_on, body, on_trial)
    audit.record(actor=actor, verb="library:add_text", obj=row, after=facts(row, ("code", *TEXT_FIELDS)))
    return row


def _edition(
    row: LibraryText,
    number: int,
    issuer: str,
    document: str,
    issued_on: date | None,
    effective_on: date,
    body: str,
    on_trial: bool,
) -> LibraryEdition:
    edition = LibraryEdition(
        text=row,
        number=number,
        state=EditionState.TRIAL if on_trial else EditionState.CURRENT,
        issuer=issuer.strip(),
        document=document.strip(),
        issued_on=issued_on,
        effective_on=effective_on,
        body=body.strip(),
    )
    edition.full_clean()
    edition.save()
    return edition


def _locked(text: LibraryText, actor: User) -> LibraryText:
    row = LibraryText.objects.select_for_update().get(pk=text.pk)
    require_rule(actor, rules.keep_text, row)
    return row


@transaction.atomic
def change_text(
    *,
    text: LibraryText,
    actor: User,
    version: int,
    title: str,
    kind: str,
    topic: str,
    reach: str,
    groups: Sequence[DeputyGroup],
    is_public: bool,
) -> LibraryText:
    """Correct what stands on the cover; the code stays, for other pages cite it. Raises ``StaleVersion``."""
    row = _locked(text, actor)
    before = {**facts(row, TEXT_FIELDS), "groups": sorted(row.groups.values_list("pk", flat=True))}
    check_version(row, version, before)
    row.title, row.kind, row.topic = title.strip(), kind, topic.strip()
    row.reach, row.is_public = reach, is_public
    after = {**facts(row, TEXT_FIELDS), "groups": sorted(group.pk for group in groups)}
    old, new = audit.changed(before, after)
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        row.groups.set(groups)
        audit.record(actor=actor, verb="library:change_text", obj=row, before=old, after=new)
    return row


@transaction.atomic
def issue_edition(
    *,
    text: LibraryText,
    actor: User,
    issuer: str,
    document: str,
    issued_on: date | None,
    effective_on: date,
    body: str,
    on_trial: bool,
) -> LibraryEdition:
    """Issue a new edition; the one before is repealed the day before, and stays readable (R011).

    Raises ``ValidationError`` when the new one does not come into force after the one before.
    """
    row = _locked(text, actor)
    last = row.editions.select_for_update().order_by("-number")[0]
    if effective_on <= last.effective_on:
        since = full_day(last.effective_on)
        raise ValidationError({"effective_on": f"上一版{since}起施行，新版本要在这以后"})
    if last.state != EditionState.REPEALED:
        last.state, last.ended_on = EditionState.REPEALED, effective_on - timedelta(days=1)
        last.version += 1
        last.save()
    edition = _edition(row, last.number + 1, issuer, document, issued_on, effective_on, body, on_trial)
    audit.record(actor=actor, verb="library:issue_edition", obj=row, after=_told(edition))
    return edition


def _locked_edition(edition: LibraryEdition, actor: User) -> LibraryEdition:
    _locked(edition.text, actor)
    return LibraryEdition.objects.select_for_update(of=("self",)).select_related("text").get(pk=edition.pk)


@transaction.atomic
def change_edition(
    *,
    edition: LibraryEdition,
    actor: User,
    version: int,
    issuer: str,
    document: str,
    issued_on: date | None,
    effective_on: date,
    body: str,
) -> LibraryEdition:
    """Correct a slip in an edition; what is changed in substance is a new edition. Raises ``StaleVersion``."""
    row = _locked_edition(edition, actor)
    before = facts(row, EDITION_FIELDS)
    told = _told(row)
    check_version(row, version, before)
    if row.state == EditionState.REPEALED:
        raise Conflict("这一版已经废止，不能再更正")
    row.issuer, row.document, row.issued_on = issuer.strip(), document.strip(), issued_on
    row.effective_on, row.body = effective_on, body.strip()
    if facts(row, EDITION_FIELDS) != before:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="library:change_edition", obj=row.text, before=told, after=_told(row))
    return row


@transaction.atomic
def confirm_edition(*, edition: LibraryEdition, actor: User) -> LibraryEdition:
    """What was on trial is in force from now on."""
    row = _locked_edition(edition, actor)
    require(actor, EDITION_WORKFLOW["confirm_edition"], row.state)
    row.state = EditionState.CURRENT
    row.version += 1
    row.save()
    after = {"state": row.state, "note": f"第 {row.number} 版"}
    audit.record(actor=actor, verb="library:confirm_edition", obj=row.text, after=after)
    return row


@transaction.atomic
def repeal_edition(*, edition: LibraryEdition, actor: User, on: date) -> LibraryEdition:
    """Repeal it without another; ``on`` is its last day."""
    row = _locked_edition(edition, actor)
    require(actor, EDITION_WORKFLOW["repeal_edition"], row.state)
    if on < row.effective_on:
        raise ValidationError({"on": f"这一版{full_day(row.effective_on)}起施行，废止不能比它早"})
    row.state, row.ended_on = EditionState.REPEALED, on
    row.version += 1
    row.save()
    after = {"state": row.state, "ended_on": on, "note": f"第 {row.number} 版"}
    audit.record(actor=actor, verb="library:repeal_edition", obj=row.text, after=after)
    return row
