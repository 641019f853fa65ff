"""The templates reports begin from, as the district keeps them."""

from __future__ import annotations

from functools import partial

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulletins.models import ReportTemplate
from bulletins.operations import report_templates as operations
from bulletins.reports.counting import names_for
from bulletins.reports.forms import ChangeTemplateForm, TemplateForm
from bulletins.reports.placeholders import slots
from bulletins.reports.reading import shown_sections
from bulletins.reports.rules import WRITERS
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer

_LIST = "reports:templates"


def _page(row: ReportTemplate) -> str:
    return reverse("reports:template", args=[row.pk])


@allow(*WRITERS)
@require_safe
def templates(request: SignedInRequest) -> HttpResponse:
    """Every template, those in use first."""
    rows = ReportTemplate.objects.annotate(
        n_sections=Count("sections", distinct=True), n_reports=Count("reports", distinct=True)
    )
    context = {"templates": rows.order_by("-in_use", "order", "pk")}
    return render(request, "reports/templates.html", context)


@allow(*WRITERS)
@require_safe
@never_cache
def template(request: SignedInRequest, pk: int) -> HttpResponse:
    """One template with its sections; placeholders that name no figure are listed."""
    row = scoped_or_404(ReportTemplate.objects.all(), pk=pk)
    sections = list(row.sections.all())
    names = set(names_for(request.user))
    asked = [slot.name for section in sections for slot in slots(section.prose)]
    context = {
        "template": row,
        "sections": shown_sections(sections, [], {}),
        "unknown": list(dict.fromkeys(name for name in asked if name not in names)),
        "n_figures": len(set(asked)),
    }
    return render(request, "reports/template.html", context)


@allow(*WRITERS)
@never_cache
def add_template(request: SignedInRequest) -> HttpResponse:
    """A new template; its sections come next."""
    return answer(
        request,
        "reports/form.html",
        TemplateForm(request.POST or None),
        partial(operations.add_template, actor=request.user),
        done=lambda row: f"模板“{row}”已增加，请写各部分",
        url=_page,
        context={"heading": "增加模板", "about": "报告模板", "back": reverse(_LIST), "button": "增加"},
    )


@allow(*WRITERS)
@never_cache
def change_template(request: SignedInRequest, pk: int) -> HttpResponse:
    """The name, kind and title of a template, and whether it is used."""
    row = scoped_or_404(ReportTemplate.objects.all(), pk=pk)
    return answer(
        request,
        "reports/form.html",
        ChangeTemplateForm(request.POST or None, instance=row),
        partial(operations.change_template, template=row, actor=request.user),
        done=lambda one: f"模板“{one}”已更新",
        url=_page,
        context={"heading": "修改模板", "about": row, "back": _page(row), "button": "保存"},
    )
