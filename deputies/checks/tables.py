"""Checks, and what is to be corrected, as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.escaping import html, joined
from congress.web.lists.cells import title, under
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies.checks import rules
from deputies.checks.enums import CheckState
from deputies.checks.filters import CheckFilter, FindingFilter
from deputies.checks.showing import check_state, faults, finding_state
from deputies.models import CheckFinding, DutyCheck
from deputies.models.checks import CheckFindingQuerySet, DutyCheckQuerySet


def _rows(user: User) -> DutyCheckQuerySet:
    return DutyCheck.objects.visible_to(user).defer("population", "summary").select_related("area")


def _check(row: DutyCheck) -> SafeString:
    return title(record_url("duty_checks:detail", row.pk), str(row), below=row.checked_by)


CHECKS = ListPage(
    key="duty_checks",
    title="历次检查",
    unit="次",
    subtitle="乡镇街道每季度、区里每半年的检查",
    rows=_rows,
    filterset=CheckFilter,
    columns=(
        Column("name", "检查", order="year", fixed=True, css="", export=str, cell=_check),
        Column("kind", "检查种类", export="get_kind_display", only_export=True),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*check_state(row)),
        ),
        Column(
            "checked_on",
            "检查日期",
            order="checked_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.checked_on) if row.checked_on else "",
        ),
        Column(
            "issued_on",
            "通报日期",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.issued_on) if row.issued_on else "",
        ),
        Column("started", "登记时间", order="started_at", export="started_at", only_export=True),
        Column("document_no", "文号", shown=False),
    ),
    order="-started_at",
    presets=(
        Preset("每季度检查", "kind=quarter"),
        Preset("半年抽查", "kind=sample"),
        Preset("全面督查", "kind=groups"),
    ),
    empty=Empty("还没有检查", "在“履职检查”里开始一次检查，逐本登记履职是否到位、填写是否规范。"),
    actions=(Action("履职检查", "duty_checks:index", "calendar-check", rules.READERS, primary=False),),
)


def _findings(user: User) -> CheckFindingQuerySet:
    rows = CheckFinding.objects.visible_to(user).faulty().exclude(check_of__state=CheckState.OPEN)
    opened = DutyCheck.objects.visible_to(user).filter(pk=OuterRef("check_of"))
    return (
        rows.filter(correct_by__isnull=False)
        .annotate(check_opens=Exists(opened))
        .select_related("check_of__area", "deputyship__person", "deputyship__term__area", "group")
    )


def _finding(row: Any) -> SafeString:
    """A group's leader sees to what a town found without seeing the town's whole check."""
    if not row.check_opens:
        return joined((html('<span class="rd-title">{}</span>', row.whose), under(row.remarks)))
    return title(record_url("duty_checks:detail", row.check_of_id), row.whose, below=row.remarks)


FINDINGS = ListPage(
    key="duty_check_findings",
    title="要改正的",
    unit="条",
    subtitle="检查发现不到位、不规范，定了改正期限的",
    rows=_findings,
    filterset=FindingFilter,
    columns=(
        Column("whose", "代表、小组", fixed=True, css="", cell=_finding),
        Column("faults", "问题", export=faults),
        Column("remarks", "情况", only_export=True),
        Column("check", "检查", css="", export=lambda row: str(row.check_of)),
        Column(
            "correct_by",
            "改正期限",
            order="correct_by",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.correct_by),
        ),
        Column(
            "state",
            "状态",
            export=lambda row: finding_state(row)[1],
            cell=lambda row: marks.state(*finding_state(row)),
        ),
        Column("corrected_on", "改正日期", order="corrected_on", shown=False),
        Column("corrected_note", "改正情况", shown=False),
    ),
    order="correct_by",
    presets=(
        Preset("待改正", "state=standing"),
        Preset("逾期未改正", "state=late"),
        Preset("已改正", "state=corrected"),
    ),
    empty=Empty("没有要改正的", "检查时发现不到位、不规范的，写上改正期限，查完以后列在这里。"),
    actions=(Action("履职检查", "duty_checks:index", "calendar-check", rules.READERS, primary=False),),
    name_of=lambda row: row.whose,
)
