"""What the registers of the room plug into the portal: appointments, matters, filings, inspections, inquiries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Count as Counted
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
from congress.dashboard.panels import register_planned
from congress.figures.chapters import Chapter, in_list
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.together import Together
from congress.search.index import Searched
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)
from congress.web.sections import Action, Line, Plugged, Section
from oversight import demo
from oversight.appointments import rules as appointment_rules
from oversight.appointments.enums import Outcome
from oversight.appointments.tables import notice_state
from oversight.days import planned
from oversight.filings import rules as filing_rules
from oversight.inquiries import rules as inquiry_rules
from oversight.law_checks import rules as check_rules
from oversight.matters import rules as matter_rules
from oversight.matters.enums import MatterState
from oversight.matters.workflow import MATTER_WORKFLOW
from oversight.meetings.enums import MeetingState, Members
from oversight.meetings.sections import register_section
from oversight.meetings.subjects import Subject, register_subject
from oversight.models import (
    Appointment,
    AppointmentQuerySet,
    Filing,
    Inquiry,
    InquiryPromise,
    LawCheck,
    LawCheckFinding,
    MajorMatter,
    Meeting,
)
from oversight.operations import appointment_ballots
from oversight.operations.inquiries import KIND as INQUIRY_KIND

_NAMED = 2
#: Records offered as the subject of an item of an agenda.
_OFFERED = 30
_UNDER = "meetings:index"


def todos(user: User) -> Iterator[Todo]:
    """What a register waits for: receipts, reports to 区委, documents, rectification, promises."""
    today = timezone.localdate()
    if user.has_role(Role.OFFICE):
        for gap in Appointment.objects.without_receipt().order_by("meeting__on", "pk")[:_NAMED]:
            url = reverse("appointments:detail", args=[gap.pk])
            yield Todo(
                f"请{gap.name}签收告知书", f"任命：{gap.post}", url, "去登记", menu="appointments:index"
            )
        for matter in MajorMatter.objects.unreported().order_by("decided_on", "pk")[:_NAMED]:
            url = reverse("major_matters:detail", args=[matter.pk])
            yield Todo(
                f"向区委报告：{matter.title}", "决定以后还没有报告", url, "去登记", menu="major_matters:index"
            )
        late = InquiryPromise.objects.overdue(today).select_related("question__inquiry")
        for promise in late.order_by("due_on", "pk")[:_NAMED]:
            url = reverse("inquiries:detail", args=[promise.question.inquiry_id])
            yield Todo(promise.text, "专题询问的承诺", url, "去看看", promise.due_on, "inquiries:index")
    if user.has_role(Role.UNIT):
        own = [one.organ_id for one in user.assignments_today if one.role == Role.UNIT]
        open_ = LawCheckFinding.objects.filter(mended_on__isnull=True, check_of__withdrawn_reason="")
        mine = open_.filter(unit__in=own)
        for finding in mine.order_by("due_on", "pk")[:_NAMED]:
            url = reverse("law_checks:detail", args=[finding.check_of_id])
            yield Todo(f"整改：{finding.text}", "执法检查", url, "去登记", finding.due_on, "law_checks:index")


def of_meeting(meeting: Meeting, user: User) -> Plugged | None:
    """Appointments and inquiries of a meeting of the committee (2 queries)."""
    if meeting.kind.members != Members.COMMITTEE or not user.has_role(*appointment_rules.READERS):
        return None
    rows = list(meeting.appointments.standing().select_related("poll"))
    people = [
        Line(str(row), url=reverse("appointments:detail", args=[row.pk]), state=notice_state(row))
        for row in rows
    ]
    may = user.has_role(*appointment_rules.WRITERS) and meeting.state != MeetingState.CANCELLED
    actions = _on_appointments(meeting, rows) if may else []
    sections = [Section("人事任免", people, actions)] if people or may else []
    asked = [
        Line(row.subject, url=reverse("inquiries:detail", args=[row.pk]))
        for row in meeting.inquiries.filter(withdrawn_reason="")
    ]
    if asked and user.has_role(*inquiry_rules.DESK):
        sections.append(Section("专题询问", asked))
    return Plugged(sections=sections)


def _on_appointments(meeting: Meeting, rows: Sequence[Appointment]) -> list[Action]:
    """Register one; and vote on those that wait."""
    add = f"{reverse('appointments:record_appointment')}?meeting={meeting.pk}"
    voted_on = next((row for row in rows if row.is_voted_on), None)
    if voted_on is not None:
        return [Action("看任免表决", reverse("ballots:detail", args=[voted_on.poll_id]), "primary")]
    found = [Action("登记任免", add)]
    if any(row.outcome == Outcome.PENDING for row in rows):
        ballot = reverse("appointments:prepare_ballot", args=[meeting.pk])
        found.insert(0, Action("准备任免表决", ballot, "primary"))
    return found


def _meeting_of(poll: Poll) -> str:
    """The meeting whose appointments a ballot decides."""
    pk = Appointment.objects.filter(poll=poll).values_list("meeting", flat=True).first()
    return reverse("meetings:detail", args=[pk]) if pk else ""


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The inspection a day on the spot belongs to."""
    if activity.kind.code == "law_enforcement_inspection":
        for row in LawCheck.objects.visible_to(user).filter(visits__activity=activity):
            yield Use(f"执法检查：{row}", reverse("law_checks:detail", args=[row.pk]))
    if {activity.kind.code, activity.kind.name} & set(INQUIRY_KIND):
        for asked in Inquiry.objects.visible_to(user).filter(activity=activity):
            yield Use(f"专题询问：{asked}", reverse("inquiries:detail", args=[asked.pk]))


def _search(
    label: str,
    order: int,
    rows: Callable[[User], QuerySet[Any]],
    table: Searched,
    page: str,
    roles: frozenset[str],
) -> None:
    def find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
        found = rows(user)
        for word in text.split():
            condition = Q()
            for name in table.columns:
                condition |= Q(**{f"{name}__contains": word})
            found = found.filter(condition)
        for row in found[:limit]:
            yield SearchHit(str(row), label, reverse(f"{page}:detail", args=[row.pk]))

    register_search(SearchProvider(label, order, find, roles, f"{page}:index", tables=(table,)))


def _subject(key: str, label: str, rows: Callable[[User], QuerySet[Any]], page: str) -> None:
    def title(user: User, pk: int) -> str:
        row: Model | None = rows(user).filter(pk=pk).first()
        return str(row) if row is not None else ""

    def offer(user: User) -> list[tuple[int, str]]:
        return [(row.pk, str(row)) for row in rows(user)[:_OFFERED]]

    register_subject(Subject(key, label, offer, title, f"{page}:detail"))


def _matters(user: User) -> QuerySet[MajorMatter]:
    rows = MajorMatter.objects.exclude(state=MatterState.DROPPED)
    return rows if user.has_role(*matter_rules.READERS) else rows.none()


def _filings(user: User) -> QuerySet[Filing]:
    rows = Filing.objects.standing()
    return rows if user.has_role(*filing_rules.READERS) else rows.none()


def _checks(user: User) -> QuerySet[LawCheck]:
    return LawCheck.objects.visible_to(user).filter(withdrawn_reason="")


def _inquiries(user: User) -> QuerySet[Inquiry]:
    return Inquiry.objects.visible_to(user).filter(withdrawn_reason="")


def _appointments(user: User) -> AppointmentQuerySet:
    rows = Appointment.objects.standing()
    return rows if user.has_role(*appointment_rules.READERS) else rows.none()


def count(user: User, period: Period) -> dict[str, Count]:
    """Appointments, documents filed, inspections and inquiries of the period (4 queries)."""
    decided = _appointments(user).decided().filter(period.as_q("meeting__on"))
    checks, asked = _checks(user).filter(period.as_q("starts_on")), _inquiries(user)
    return {
        "appointments": Count(decided.aggregate(n=Counted("pk"))["n"], "人次"),
        "filings": Count(_filings(user).filter(period.as_q("filed_on")).count(), "件"),
        "checks": Count(checks.count(), "次"),
        "inquiries": Count(asked.filter(period.as_q("meeting__on")).count(), "次"),
    }


_VERBS = {
    "appointments": {
        "record_appointment": "登记任免",
        "change_appointment": "修改任免",
        "withdraw_appointment": "撤回任免",
        "issue_notice": "发放告知书",
        "record_receipt": "登记签收",
        "record_report": "登记述职",
        "prepare_ballot": "准备表决",
        "take_result": "登记表决结果",
    },
    "major_matters": {
        **{step.step: step.label for step in MATTER_WORKFLOW},
        "propose_matter": "提出事项",
        "change_matter": "修改事项",
        "write_part": "登记六项制度",
    },
    "filings": {
        "record_filing": "登记文件",
        "change_filing": "修改文件",
        "conclude_filing": "登记审查结果",
        "withdraw_filing": "撤回文件",
    },
    "law_checks": {
        "plan_check": "安排执法检查",
        "change_check": "修改执法检查",
        "set_team": "改检查组",
        "withdraw_check": "撤回执法检查",
        "record_visit": "登记实地检查",
        "add_finding": "登记问题",
        "mend_finding": "登记整改",
        "write_report": "写报告",
    },
    "inquiries": {
        "open_inquiry": "登记专题询问",
        "change_inquiry": "修改专题询问",
        "withdraw_inquiry": "撤回专题询问",
        "add_question": "登记询问和回答",
        "change_question": "修改询问和回答",
        "add_promise": "加承诺",
        "keep_promise": "登记办成",
        "tell_inquiry": "记入工作记录",
    },
}


def plug_in() -> None:
    """Called once by the portal module of the app."""
    group = MenuGroup.HANDLE
    register_menu(
        MenuItem(
            group, "人事任免", "appointments:index", "id-badge", appointment_rules.READERS, 43, under=_UNDER
        ),
        MenuItem(group, "重大事项", "major_matters:index", "flag", matter_rules.READERS, 44, under=_UNDER),
        MenuItem(
            group, "备案审查", "filings:index", "file-certificate", filing_rules.READERS, 45, under=_UNDER
        ),
        MenuItem(
            group,
            "执法检查",
            "law_checks:index",
            "scale",
            check_rules.DESK | check_rules.UNITS,
            46,
            under=_UNDER,
        ),
        MenuItem(
            group, "专题询问", "inquiries:index", "message-question", inquiry_rules.READERS, 47, under=_UNDER
        ),
    )
    register_todos(todos)
    register_planned(planned)
    register_section(of_meeting)
    register_uses(uses)
    _search(
        "人事任免",
        21,
        _appointments,
        Searched(Appointment, ("name", "post")),
        "appointments",
        appointment_rules.READERS,
    )
    _search(
        "重大事项", 22, _matters, Searched(MajorMatter, ("title",)), "major_matters", matter_rules.READERS
    )
    _search("备案审查", 23, _filings, Searched(Filing, ("title", "number")), "filings", filing_rules.READERS)
    _search("执法检查", 24, _checks, Searched(LawCheck, ("title", "law")), "law_checks", check_rules.READERS)
    _search("专题询问", 25, _inquiries, Searched(Inquiry, ("subject",)), "inquiries", inquiry_rules.READERS)
    _subject("matter", "重大事项", _matters, "major_matters")
    _subject("appointment", "人事任免", _appointments, "appointments")
    _subject("filing", "备案审查", _filings, "filings")
    _subject("check", "执法检查", _checks, "law_checks")
    _subject("inquiry", "专题询问", _inquiries, "inquiries")
    readers = frozenset({Role.OFFICE, Role.LEADER, Role.COMMITTEE})
    chapter = Chapter("人大监督", "oversight", Together(count), readers, 87)
    chapter.number(
        "appointments",
        "人事任免",
        "人次",
        "期间内会议决定的任免",
        in_list("appointments:index", outcome="decided"),
        on_overview=True,
    )
    chapter.number("filings", "报备文件", "件", "期间内报备的规范性文件", in_list("filings:index"))
    chapter.number(
        "checks", "执法检查", "次", "期间内开始的执法检查", in_list("law_checks:index"), on_overview=True
    )
    chapter.number(
        "inquiries", "专题询问", "次", "期间内会议上开展的", in_list("inquiries:index"), on_overview=True
    )
    register_procedure(
        Procedure(
            appointment_ballots.PROCEDURE,
            "人事任免表决",
            appointment_rules.see_poll,
            appointment_rules.keep_poll,
            leads_to=_meeting_of,
            on_published=appointment_ballots.take_result,
        )
    )
    register_demo(102, "人大监督", demo.load)
    for room, labels in _VERBS.items():
        register_verbs({f"{room}:{verb}": label for verb, label in labels.items()})
        register_facts(room, {"note": "说明", "on": "日期"})
