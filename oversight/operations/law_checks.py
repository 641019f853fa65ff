"""Inspections of a law: the team, days on the spot that the log holds too, findings until they are mended (R125)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import correct, enter, locked, not_to_come, withdraw
from congress.web import dates
from deputies.models import Deputyship, Person
from oversight.law_checks import rules
from oversight.models import LawCheck, LawCheckFinding, LawCheckVisit
from oversight.operations.spot_days import log_day

#: The code of the kind of activity a day on the spot is.
KIND = "law_enforcement_inspection"


@transaction.atomic
def plan_check(
    *,
    actor: User,
    members: Collection[Person] = (),
    deputies: Collection[Deputyship] = (),
    **facts: Any,
) -> LawCheck:
    """Plan an inspection with its team."""
    verb = "law_checks:plan_check"
    row = enter(LawCheck(), actor=actor, verb=verb, rule=rules.keep_check, facts=facts)
    row.members.set(members)
    row.deputies.set(deputies)
    return row


@transaction.atomic
def change_check(
    *,
    check: LawCheck,
    actor: User,
    version: int,
    members: Collection[Person] = (),
    deputies: Collection[Deputyship] = (),
    **facts: Any,
) -> LawCheck:
    """Correct it and its team; days on the spot that are logged keep theirs. Raises ``StaleVersion``."""
    verb = "law_checks:change_check"
    row, _new = correct(check, actor=actor, verb=verb, rule=rules.keep_check, version=version, facts=facts)
    row.members.set(members)
    row.deputies.set(deputies)
    names = "、".join(one.person.name for one in deputies)
    audit.record(actor=actor, verb="law_checks:set_team", obj=row, after={"note": names[:200]})
    return row


@transaction.atomic
def withdraw_check(*, check: LawCheck, actor: User, reason: str) -> LawCheck:
    """It was entered by mistake. ``Conflict`` once a day on the spot stands in the log."""
    if check.visits.exists():
        raise Conflict("已有实地检查记入工作记录，不能撤回")
    return withdraw(
        check, actor=actor, verb="law_checks:withdraw_check", rule=rules.keep_check, reason=reason
    )


@transaction.atomic
def record_visit(*, check: LawCheck, actor: User, on: date, place: str, account: str) -> LawCheckVisit:
    """A day on the spot: it goes into the log with the team, and the deputies' registers follow from there."""
    row = locked(check, actor, rules.keep_check)
    not_to_come("on", on)
    if not row.starts_on <= on <= row.ends_on:
        span = f"{dates.full_day(row.starts_on)}到{dates.full_day(row.ends_on)}"
        raise ValidationError({"on": f"这次执法检查从{span}"})
    visit = LawCheckVisit(check_of=row, on=on, place=place.strip(), account=account.strip())
    visit.full_clean(exclude=["activity"])
    visit.activity = log_day(
        actor=actor,
        kind=(KIND, "执法检查"),
        on=on,
        place=visit.place,
        topic=row.title,
        doing=f"检查{row.law}实施情况",
        told=f"执法检查组到{visit.place}检查{row.law}实施情况。{visit.account}",
        members=row.members.all(),
        deputies=row.deputies.select_related("person"),
        manner="参加检查",
    )
    visit.save()
    after = {"on": on, "note": visit.place}
    audit.record(actor=actor, verb="law_checks:record_visit", obj=row, after=after)
    return visit


@transaction.atomic
def add_finding(*, check: LawCheck, actor: User, **facts: Any) -> LawCheckFinding:
    """A problem with who is to mend it, until when."""
    row = locked(check, actor, rules.keep_check)
    finding = LawCheckFinding(check_of=row, **facts)
    finding.full_clean()
    finding.save()
    after = {"note": finding.text[:60]}
    audit.record(actor=actor, verb="law_checks:add_finding", obj=row, after=after)
    return finding


@transaction.atomic
def mend_finding(
    *, finding: LawCheckFinding, actor: User, version: int, mended_on: date, mended_how: str
) -> LawCheckFinding:
    """It was mended: said by the unit it was given to, or by whoever keeps the inspection."""
    row = (
        LawCheckFinding.objects.select_for_update(of=("self",)).select_related("check_of").get(pk=finding.pk)
    )
    own = [one.organ_id for one in actor.assignments_today if one.role == Role.UNIT]
    if row.unit_id not in own:
        require_rule(actor, rules.keep_check, row.check_of)
    if row.check_of.withdrawn_reason:
        raise Conflict("这次执法检查已撤回，不能再改")
    check_version(row, version, {"mended_on": row.mended_on, "mended_how": row.mended_how})
    not_to_come("mended_on", mended_on)
    if mended_on < row.check_of.starts_on:
        raise ValidationError({"mended_on": "整改日期不能早于检查"})
    row.mended_on, row.mended_how = mended_on, mended_how.strip()
    row.version += 1
    row.full_clean()
    row.save()
    after = {"on": mended_on, "note": row.text[:60]}
    audit.record(actor=actor, verb="law_checks:mend_finding", obj=row.check_of, after=after)
    return row


@transaction.atomic
def write_report(*, check: LawCheck, actor: User, version: int, report: str) -> LawCheck:
    """The report of the inspection. Raises ``StaleVersion``."""
    row, _new = correct(
        check,
        actor=actor,
        verb="law_checks:write_report",
        rule=rules.keep_check,
        version=version,
        facts={"report": report},
    )
    return row
