"""Which issues of the bulletin everybody may read."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bulletins.enums import IssueState
from bulletins.models import Issue, PublicIssue
from bulletins.news import rules
from bulletins.operations.locking import lock_issue
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.masking import Secret, found

VERBS = {"news:release_issue": "公开一期", "news:withdraw_issue": "撤下公开的一期"}
_PRIVATE = frozenset({Secret.MOBILE, Secret.IDENTITY, Secret.CARD})


@transaction.atomic
def release_issue(*, issue: Issue, actor: User) -> PublicIssue:
    """Put an issued issue on the public site. Raises ``Conflict`` for a draft, or one that prints private numbers."""
    row = lock_issue(issue)
    require_rule(actor, rules.keep_site, row)
    if row.state != IssueState.ISSUED:
        raise Conflict("还没有印发，印发以后才能公开")
    private = [words for words, kind in found(row.search_text) if kind in _PRIVATE]
    if private:
        raise Conflict(f"这一期里有手机号码、身份证号码或银行卡号：{'、'.join(private[:3])}，不能公开")
    now = timezone.now()
    public, _is_new = PublicIssue.objects.update_or_create(
        issue=row, defaults={"released_at": now, "withdrawn_at": None, "reason": ""}
    )
    audit.record(actor=actor, verb="news:release_issue", obj=row)
    return public


@transaction.atomic
def withdraw_issue(*, issue: Issue, actor: User, reason: str) -> PublicIssue:
    """Take it from the public site; in the office it stays as it is."""
    row = lock_issue(issue)
    require_rule(actor, rules.keep_site, row)
    public = PublicIssue.objects.select_for_update().filter(issue=row, withdrawn_at=None).first()
    if public is None:
        raise Conflict("这一期没有公开")
    public.withdrawn_at, public.reason = timezone.now(), reason.strip()
    public.save()
    audit.record(actor=actor, verb="news:withdraw_issue", obj=row, after={"note": public.reason})
    return public
