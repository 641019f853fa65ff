"""What duty reports plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
from congress.dashboard.panels import Planned, register_planned
from congress.web.dates import full_day
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu, register_todos
from deputies.duty.chapters import Chapter, register_chapter
from deputies.duty.sources import Source, register_source
from deputies.duty_reports import demo, rules
from deputies.duty_reports.enums import ReportState
from deputies.duty_reports.todos import INDEX, todos
from deputies.models import Deputyship, DutyReport, Person
from deputies.operations import report_ballots
from deputies.operations.duty_reports import SOURCE, collect_reports
from deputies.records import Line, Section, register_section

#: Reports named on the page of a person.
_NAMED = 5


def of_person(person: Person, user: User) -> Section | None:
    """The reports of a person, newest first (2 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    rows = DutyReport.objects.visible_to(user).standing().filter(deputyship__person=person)
    count = rows.order_by().count()
    if not count:
        return None
    lines = [
        Line(
            f"{row.get_form_display()}（{row.get_audience_display()}）",
            reverse("duty_reports:detail", args=[row.pk]),
            row.day,
            str(row.result or row.get_state_display()),
        )
        for row in rows.select_related("result")[:_NAMED]
    ]
    return Section("述职", "次", count, f"{reverse(INDEX)}?q={person.name}", lines)


def chapter_of(deputyship: Deputyship, user: User) -> Chapter | None:
    """The reports of a deputyship as a table of its printed file (1 query)."""
    rows = DutyReport.objects.visible_to(user).held().filter(deputyship=deputyship)
    return Chapter(
        "述职评议",
        ("日期", "方式", "向谁述职", "到会人数", "评议结果"),
        tuple(
            (
                full_day(row.day),
                str(row.get_form_display()),
                str(row.get_audience_display()),
                str(row.present if row.present is not None else ""),
                str(row.result or ""),
            )
            for row in rows.select_related("result").order_by("day", "pk")
        ),
    )


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Reports arranged for the coming days: one by name, several of a day by their number (1 query)."""
    if not user.has_role(*rules.OVERSEERS):
        return
    rows = DutyReport.objects.visible_to(user).filter(state=ReportState.ARRANGED, day__range=(first, last))
    told = rows.order_by("day", "pk").values_list("day", "pk", "deputyship__person__name")
    for day, of_day in groupby(told, key=lambda row: row[0]):
        (_day, pk, name), *others = of_day
        if others:
            yield Planned(
                day,
                f"{len(others) + 1} 名代表述职",
                f"{reverse(INDEX)}?since={day}&until={day}&state=arranged",
            )
        else:
            yield Planned(day, f"{name}述职", reverse("duty_reports:detail", args=[pk]))


def of_poll(poll: Poll) -> str:
    """The report a ballot decides, the first of several."""
    pk = DutyReport.objects.filter(poll=poll).order_by("number").values_list("pk", flat=True).first()
    return reverse("duty_reports:detail", args=[pk]) if pk else ""


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.DUTY, "述职", INDEX, "microphone-2", rules.OVERSEERS, order=34),
        MenuItem(MenuGroup.DUTY, "我的述职", "duty_reports:mine", "microphone-2", rules.OWN, order=34),
    )
    register_todos(todos)
    register_planned(planned)
    register_section(of_person)
    register_source(
        Source(SOURCE, "述职", lambda pk: reverse("duty_reports:detail", args=[pk]), collect_reports)
    )
    register_chapter(60, chapter_of)
    register_verbs(
        {
            "deputies:arrange_report": "安排述职",
            "deputies:change_report": "改述职安排",
            "deputies:hold_report": "登记述职情况",
            "deputies:write_report": "写述职报告",
            "deputies:withdraw_report": "撤回述职",
            "deputies:add_question": "记提问",
            "deputies:change_question": "修改提问",
            "deputies:plan_reports": "定述职计划",
            "deputies:load_reports": "载入示例述职",
            "duty_reports:add_line": "增加评议等次",
            "duty_reports:change_line": "修改评议等次",
        }
    )
    register_verbs(report_ballots.VERBS)
    register_procedure(
        Procedure(
            report_ballots.PROCEDURE,
            "述职评议",
            rules.see_poll,
            rules.keep_poll,
            leads_to=of_poll,
            on_published=report_ballots.take_result,
            on_start=report_ballots.check_start,
        )
    )
    register_facts(
        "deputies", {"poll": "投票", "votes": "评议票数", "characters": "字数", "planned": "计划述职"}
    )
    register_demo(83, "述职", demo.load)
