"""Duty reports decided by secret ballot: of the standing committee for those whom congresses elected, of the voters of
the constituency, on paper, for the directly elected (R068, R069).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.counting import AGAINST, FOR, ItemResult, Outcome
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import preparing
from congress.ballots.operations.deciding import check_decided, check_electors, check_same, poll_of_people
from congress.ballots.rules import place_of
from congress.web.dates import full_day
from deputies.duty_reports import rules
from deputies.duty_reports.enums import Audience, ReportState
from deputies.duty_reports.queries import committee_members
from deputies.models import DutyReport, Person, ReportBallot, ReportOpinion
from deputies.models.duty_reports import DutyReportQuerySet
from deputies.operations.duty_reports import best_of, sync_duty

#: What polls of this room are held for, as they name it.
PROCEDURE = "duty_report"
MEMBERS = "常委会组成人员"
VERBS = {
    "deputies:prepare_report_ballot": "准备述职评议投票",
    "deputies:take_report_result": "登记述职评议结果",
}


@transaction.atomic
def prepare_ballot(
    *,
    reports: Collection[DutyReport],
    actor: User,
    rule_set: RuleSet,
    mode: str = Mode.PAPER,
    raters: Collection[Person] = (),
    paper: int = 0,
) -> Poll:
    """Prepare the ballot on one report or on all of a day, an item for each, a tick among the district's opinions.

    ``raters`` are members of the standing committee who attend; voters get so many ``paper`` ballots. After a ballot
    was declared void there can be another. ``ValidationError`` at the field for another audience, for reports that do
    not belong together and for somebody who would rate the own report; ``Conflict`` for what was rated already.
    """
    rows = list(_locked(DutyReport.objects.filter(pk__in=[one.pk for one in reports])))
    for row in rows:
        require_rule(actor, rules.keep_report, row)
        rules.require_ballot(actor, row)
        check_unrated(row)
    first = rows[0]
    if any(_together(row) != _together(first) for row in rows):
        raise ValidationError({"reports": "一张票上只能是同一天、同一个场合的述职，请分开准备"})
    if rule_set.form != BallotForm.GRADES:
        raise ValidationError({"rule_set": "述职评议一人画一档，请换一套分档测评的规则"})
    told: dict[str, Any] = {
        "items": [(name_on_ballot(row), row.get_form_display()) for row in rows],
        "scales": _grades(),
        "procedure": PROCEDURE,
        "title": _title(rows),
        "note": str(first.get_audience_display()),
    }
    if first.audience == Audience.COMMITTEE:
        poll = _of_committee(rows, actor, raters, rule_set=rule_set, mode=mode, **told)
    else:
        poll = _of_voters(first, actor, raters, paper, rule_set=rule_set, mode=mode, **told)
    for number, row in enumerate(rows, 1):
        row.poll, row.number, row.version = poll, number, row.version + 1
        row.save()
        audit.record(actor=actor, verb="deputies:prepare_report_ballot", obj=row, after={"poll": poll.title})
    return poll


def _of_committee(rows: Sequence[DutyReport], actor: User, raters: Collection[Person], **told: Any) -> Poll:
    members = set(committee_members(rows[0].day))
    reporting = {row.deputyship.person_id for row in rows}
    own = [one.name for one in members if one.pk in reporting]
    if own and len(rows) > 1:
        raise ValidationError(
            {"reports": f"{'、'.join(own)}是{MEMBERS}，不能评议自己的述职，请单独准备一次投票"}
        )
    others = [one.name for one in raters if one not in members or one.pk in reporting]
    if others:
        raise ValidationError({"raters": f"{'、'.join(others)}那天不是{MEMBERS}，或者是述职人自己，不能评议"})
    if not raters:
        raise ValidationError({"raters": "还没有选评议人"})
    users = User.objects.filter(person__in=raters, is_active=True).order_by("pk")
    accounts = list(users.values_list("pk", flat=True))
    return poll_of_people(
        actor=actor,
        users=accounts,
        without=len(raters) - len(accounts),
        who="评议人",
        members=len(members),
        **told,
    )


def _of_voters(
    first: DutyReport,
    actor: User,
    raters: Collection[Person],
    paper: int,
    *,
    rule_set: RuleSet,
    mode: str,
    **told: Any,
) -> Poll:
    if raters:
        raise ValidationError({"raters": "向选民述职，由原选区选民评议，不选评议人"})
    if mode != Mode.PAPER or not paper:
        raise ValidationError({"paper": "原选区选民投纸质票，请写准备几张"})
    area = place_of(actor)[0] or (first.constituency.area if first.constituency else None)
    poll = preparing.prepare_poll(
        actor=actor, rules=preparing.rules_of(rule_set), mode=Mode.PAPER, area=area, **told
    )
    return preparing.set_electors(
        poll=poll, actor=actor, version=poll.version, audience={}, unnamed_paper=paper, members=paper
    )


def _locked(rows: DutyReportQuerySet) -> DutyReportQuerySet:
    related = ("deputyship__person", "deputyship__term__area", "constituency__area", "poll")
    return rows.select_for_update(of=("self",)).select_related(*related).order_by("pk")


def _together(row: DutyReport) -> tuple[object, ...]:
    voters = row.audience == Audience.VOTERS
    return row.audience, row.day, row.constituency_id if voters else None


def with_whom(report: DutyReport, user: User) -> DutyReportQuerySet:
    """Other reports that can stand on the same ballot: of the same day and audience, not yet rated (no query)."""
    rows = DutyReport.objects.kept_by(user).standing().waiting().filter(day=report.day, ballots=None)
    if report.audience == Audience.VOTERS:
        rows = rows.filter(constituency=report.constituency_id)
    return rows.filter(audience=report.audience).exclude(pk=report.pk)


def check_unrated(row: DutyReport) -> None:
    """``Conflict`` for a report that was rated, is being rated or was withdrawn."""
    name = row.deputyship.person
    if not row.is_open:
        raise Conflict(f"{name}的述职已撤回，不能投票评议")
    if row.is_by_ballot:
        raise Conflict(f"{name}的述职已经投票评议")
    if row.is_voted_on:
        raise Conflict(f"{name}的述职正在投票评议，结果公布以后自动登记")
    if row.ballots.exists():
        raise Conflict(f"{name}的述职已经手工登记了评议票，不再投票")


def _grades() -> list[list[str]]:
    rows = ReportOpinion.objects.filter(in_use=True)
    return [[one.name, FOR if one.passes else AGAINST] for one in rows]


def name_on_ballot(row: DutyReport) -> str:
    """张伟（市人大代表）."""
    return f"{row.deputyship.person.name}（{row.deputyship.title}）"


def _title(rows: Sequence[DutyReport]) -> str:
    if len(rows) == 1:
        return f"{rows[0].deputyship.title}{rows[0].deputyship.person.name}述职评议"
    titles = {row.deputyship.title for row in rows}
    return f"{full_day(rows[0].day)}{titles.pop() if len(titles) == 1 else '代表'}述职评议"


def check_start(poll: Poll) -> None:
    """Voting begins on the day of the report or later, over these reports, by the right audience and nobody else.

    Called inside the transaction that begins the voting; ``Conflict`` says what is wrong (R069).
    """
    rows = list(_of(poll))
    if not rows:
        raise Conflict("这次投票不属于任何一次述职，请宣布作废")
    first = rows[0]
    if any(not row.is_open for row in rows):
        raise Conflict("有述职已撤回，请宣布作废，重新准备")
    if first.day > timezone.localdate():
        raise Conflict(f"{full_day(first.day)}才述职，还不能评议；日期变了的先改述职安排")
    check_same(
        poll,
        form=BallotForm.GRADES,
        names=[name_on_ballot(row) for row in rows],
        scales=_grades(),
    )
    if first.audience == Audience.VOTERS:
        if poll.takes_phones:
            raise Conflict("原选区选民投纸质票，请把投票方式改成纸质票")
        check_electors(poll, users=(), names=(), most=poll.paper_count, who="原选区选民")
        return
    reporting = {row.deputyship.person_id for row in rows}
    members = [one for one in committee_members(first.day) if one.pk not in reporting]
    check_electors(
        poll,
        users={one.user_id for one in members if one.user_id},
        names={one.name for one in members if not one.user_id},
        most=len(members),
        who=MEMBERS,
    )


def take_result(poll: Poll, outcome: Outcome) -> None:
    """The published counts are the ballots of each report and its result; it is held, and a duty of the deputy.

    Called inside the transaction that publishes. ``Conflict`` keeps a result unpublished where nothing was decided.
    What was withdrawn meanwhile stays withdrawn.
    """
    rows = list(_of(poll))
    if not rows:
        raise Conflict("这次投票不属于任何一次述职，请宣布作废")
    check_decided(outcome)
    opinions = _opinions_of(poll)
    results = {int(one.item): one for one in outcome.items}
    for row in rows:
        if row.is_open and row.number is not None:
            _take(row, results[row.number], outcome, opinions)


def _take(row: DutyReport, result: ItemResult, outcome: Outcome, opinions: dict[str, ReportOpinion]) -> None:
    counts = {opinion: result.counts[key] for key, opinion in opinions.items()}
    before = row.state
    row.state, row.result, row.passed = ReportState.HELD, best_of(counts), result.passed
    row.present, row.returned, row.valid = outcome.phone + outcome.issued, outcome.cast, outcome.valid
    row.version += 1
    row.save()
    row.raters.clear()
    row.ballots.all().delete()
    ReportBallot.objects.bulk_create(
        ReportBallot(report=row, opinion=opinion, count=count) for opinion, count in counts.items()
    )
    sync_duty(row, None)
    after = {"state": row.state, "result_id": row.result_id, "votes": sum(counts.values())}
    audit.record(
        actor=None, verb="deputies:take_report_result", obj=row, before={"state": before}, after=after
    )


def _of(poll: Poll) -> Iterable[DutyReport]:
    return _locked(DutyReport.objects.filter(poll=poll)).order_by("number")


def _opinions_of(poll: Poll) -> dict[str, ReportOpinion]:
    """The opinions the marks of a ballot stand for; one renamed meanwhile is kept as it stood on the ballot."""
    known = {one.name: one for one in ReportOpinion.objects.all()}
    found: dict[str, ReportOpinion] = {}
    for place, option in enumerate(poll.options, 1):
        if option.side in {FOR, AGAINST}:
            found[option.key] = known.get(option.label) or ReportOpinion.objects.create(
                name=option.label, order=place, in_use=False, passes=option.side == FOR
            )
    return found
