"""The sections of a report and of a template: written, added, moved, taken out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from bulletins.models import Report, ReportSection, ReportTemplate, TemplateSection
from bulletins.operations import report_sections as operations
from bulletins.reports.forms import PickForm, ReportSectionForm, TemplateSectionForm
from bulletins.reports.rules import WRITERS
from bulletins.reports.views.reports import draft, page_of
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.figures.period import Period
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to


@dataclass(frozen=True)
class _Editor:
    """What the editor of a section stands on: where it leads back to, and where its figures are picked."""

    owner: operations.Owner
    back: str
    pick_url: str
    own: Period

    @property
    def context(self) -> dict[str, Any]:
        return {
            "about": self.owner,
            "back": self.back,
            "pick_url": self.pick_url,
            "pick_form": PickForm(own=self.own, own_label="报告的期间"),
        }


def _of_report(row: Report) -> _Editor:
    return _Editor(row, page_of(row), reverse("reports:pick_figures", args=[row.pk]), row.period)


def _of_template(row: ReportTemplate) -> _Editor:
    return _Editor(
        row,
        reverse("reports:template", args=[row.pk]),
        reverse("reports:pick_for_template"),
        Period.this_year(timezone.localdate()),
    )


def _written(
    request: SignedInRequest, editor: _Editor, form: ReportSectionForm | TemplateSectionForm, save: Any
) -> HttpResponse:
    """The editor; saved, it leads to the next section where that was asked for."""

    def leads_to(row: operations.Section) -> str:
        if "next" not in request.POST:
            return f"{editor.back}#section-{row.pk}"
        later = (
            operations.owner_of(row).sections.filter(position__gt=row.position).order_by("position").first()
        )
        name = "change_section" if isinstance(row, ReportSection) else "change_template_section"
        return reverse(f"reports:{name}", args=[later.pk]) if later else editor.back

    with leading_to(editor.back):
        return answer(
            request,
            "reports/section_form.html",
            form,
            save,
            done=lambda row: f"“{row}”已保存",
            url=leads_to,
            context=editor.context,
        )


def _added(
    request: SignedInRequest, editor: _Editor, form: ReportSectionForm | TemplateSectionForm
) -> HttpResponse:
    def save(heading: str, prose: str, **_version: Any) -> operations.Section:
        return operations.add_section(owner=editor.owner, actor=request.user, heading=heading, prose=prose)

    return _written(request, editor, form, save)


def _report_section(request: SignedInRequest, pk: int) -> ReportSection:
    row = scoped_or_404(ReportSection.objects.select_related("report"), pk=pk)
    draft(request, row.report_id)
    return row


def _template_section(pk: int) -> TemplateSection:
    return scoped_or_404(TemplateSection.objects.select_related("template"), pk=pk)


@allow(*WRITERS)
@never_cache
def add_section(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a new section of a report."""
    return _added(request, _of_report(draft(request, pk)), ReportSectionForm(request.POST or None))


@allow(*WRITERS)
@never_cache
def add_template_section(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a new section of a template."""
    row = scoped_or_404(ReportTemplate.objects.all(), pk=pk)
    return _added(request, _of_template(row), TemplateSectionForm(request.POST or None))


@allow(*WRITERS)
@never_cache
def change_section(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a section of a report."""
    row = _report_section(request, pk)
    form = ReportSectionForm(request.POST or None, instance=row)
    save = partial(operations.change_section, section=row, actor=request.user)
    return _written(request, _of_report(row.report), form, save)


@allow(*WRITERS)
@never_cache
def change_template_section(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a section of a template."""
    row = _template_section(pk)
    form = TemplateSectionForm(request.POST or None, instance=row)
    save = partial(operations.change_section, section=row, actor=request.user)
    return _written(request, _of_template(row.template), form, save)


def _moved(request: SignedInRequest, row: operations.Section, editor: _Editor) -> HttpResponse:
    up = request.POST.get("to") == "up"
    with leading_to(editor.back):
        operations.move_section(section=row, actor=request.user, up=up)
    return redirect(f"{editor.back}#section-{row.pk}")


def _removed(request: SignedInRequest, row: operations.Section, editor: _Editor) -> HttpResponse:
    told = str(row)
    with leading_to(editor.back):
        operations.remove_section(section=row, actor=request.user)
    messages.success(request, f"“{told}”已去掉，原来的文字在操作记录里")
    return redirect(editor.back)


@allow(*WRITERS)
@require_POST
def move_section(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a section of a report one place."""
    row = _report_section(request, pk)
    return _moved(request, row, _of_report(row.report))


@allow(*WRITERS)
@require_POST
def move_template_section(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a section of a template one place."""
    row = _template_section(pk)
    return _moved(request, row, _of_template(row.template))


@allow(*WRITERS)
@require_POST
def remove_section(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a section out of a report."""
    row = _report_section(request, pk)
    return _removed(request, row, _of_report(row.report))


@allow(*WRITERS)
@require_POST
def remove_template_section(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a section out of a template."""
    row = _template_section(pk)
    return _removed(request, row, _of_template(row.template))
