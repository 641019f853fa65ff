"""Filed documents: entered with the time limit of the day, reviewed, concluded (R266)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import checked, correct, enter, locked, not_to_come, withdraw
from congress.organs.models import Organ
from congress.workdays.deadlines import Span, deadline
from oversight.filings import rules
from oversight.filings.enums import FilingResult
from oversight.models import Filing
from oversight.opinions.queries import rule


def _days(facts: dict[str, Any]) -> None:
    for name in ("issued_on", "filed_on"):
        if facts.get(name) is not None:
            not_to_come(name, facts[name])
    if facts.get("filed_on") and facts["filed_on"] < facts["issued_on"]:
        raise ValidationError({"filed_on": "报备日期不能早于公布日期"})


def _limit(issued_on: date, span: str, source: str) -> dict[str, Any]:
    return {"span": span, "source": source, "due_on": deadline(issued_on, Span.parse(span)).due}


@transaction.atomic
def record_filing(*, actor: User, **facts: Any) -> Filing:
    """Register a document, filed or not yet; the time limit is the district's of today."""
    _days(facts)
    known = rule()
    limit = _limit(facts["issued_on"], known.filing_span, known.filing_source)
    verb = "filings:record_filing"
    return enter(Filing(), actor=actor, verb=verb, rule=rules.keep, facts={**facts, **limit})


@transaction.atomic
def change_filing(*, filing: Filing, actor: User, version: int, **facts: Any) -> Filing:
    """Correct it; the length of its time limit stays. Raises ``StaleVersion``."""
    _days(facts)
    limit = _limit(facts["issued_on"], filing.span, filing.source)
    verb = "filings:change_filing"
    row, _new = correct(
        filing, actor=actor, verb=verb, rule=rules.keep, version=version, facts={**facts, **limit}
    )
    return row


@transaction.atomic
def conclude_filing(
    *, filing: Filing, actor: User, reviewer: Organ, opinion: str, result: str, concluded_on: date
) -> Filing:
    """What the review came to. Raises ``ValidationError`` before it was filed, or for advice without words."""
    row = locked(filing, actor, rules.keep)
    not_to_come("concluded_on", concluded_on)
    if row.filed_on is None or concluded_on < row.filed_on:
        raise ValidationError({"concluded_on": "文件报备以后才能审结，请先登记报备日期"})
    if result == FilingResult.OPEN:
        raise ValidationError({"result": "请选审查结果"})
    if result != FilingResult.FINE and not opinion.strip():
        raise ValidationError({"opinion": "请写审查意见"})
    row.reviewer, row.opinion, row.result, row.concluded_on = reviewer, opinion.strip(), result, concluded_on
    row.version += 1
    checked(row)
    row.save()
    after = {"note": str(row.get_result_display())}
    audit.record(actor=actor, verb="filings:conclude_filing", obj=row, after=after)
    return row


@transaction.atomic
def withdraw_filing(*, filing: Filing, actor: User, reason: str) -> Filing:
    """It was entered by mistake."""
    return withdraw(filing, actor=actor, verb="filings:withdraw_filing", rule=rules.keep, reason=reason)
