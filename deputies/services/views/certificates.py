"""Certificates of deputies."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.district.queries import district_name
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from deputies.models import Certificate
from deputies.operations import certificates as operations
from deputies.rules import WRITERS
from deputies.services import rules
from deputies.services.forms import IssueForm, IssueManyForm, ReturnForm, VoidForm, without_certificate
from deputies.services.showing import certificate_state
from deputies.services.tables import CERTIFICATES
from deputies.services.views.hub import pdf_answer
from deputies.timeline import steps_of

_LIST = "deputy_services:certificates"


def _page(row: Certificate) -> str:
    return reverse("deputy_services:certificate", args=[row.pk])


def _certificate(request: SignedInRequest, pk: int) -> Certificate:
    rows = Certificate.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("deputyship__person", "deputyship__term__area"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def certificates(request: SignedInRequest) -> HttpResponse:
    """All certificates."""
    return respond(CERTIFICATES, request)


@allow(*rules.READERS)
@require_safe
def certificate(request: SignedInRequest, pk: int) -> HttpResponse:
    """One certificate."""
    row = _certificate(request, pk)
    holder = row.deputyship
    context = {
        "certificate": row,
        "state": certificate_state(row),
        "facts": [
            ("代表", holder.person.name),
            ("代表资格", f"{holder.title}（{holder.term_label}）"),
            ("资格结束", dates.full_day(holder.ends_on) if holder.ends_on else ""),
            ("发证", dates.full_day(row.issued_on)),
            ("收回", dates.full_day(row.returned_on) if row.returned_on else ""),
            ("作废", f"{dates.full_day(row.voided_on)}　{row.reason}" if row.voided_on else ""),
        ],
        "keeps": request.user.has_role(*WRITERS),
        "happenings": steps_of(row),
    }
    return render(request, "deputy_services/certificate.html", context)


@allow(*WRITERS)
@never_cache
def issue_certificate(request: SignedInRequest) -> HttpResponse:
    """Give one deputy a certificate."""
    return answer(
        request,
        "deputies/ask.html",
        IssueForm(request.POST or None, initial={"issued_on": timezone.localdate()}),
        partial(operations.issue_certificate, actor=request.user),
        done=lambda row: f"已发证：{row.deputyship.person}，{row.number}",
        url=lambda _row: reverse(_LIST),
        context={"label": "登记发证", "up": CERTIFICATES.title, "up_url": reverse(_LIST)},
    )


@allow(*WRITERS)
@never_cache
def issue_many(request: SignedInRequest) -> HttpResponse:
    """Number the certificates of all who have none."""
    form = IssueManyForm(request.POST or None, initial={"issued_on": timezone.localdate()})
    waiting = without_certificate()
    if request.method == "POST" and form.is_valid():
        try:
            count = operations.issue_many(deputyships=list(waiting), actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            messages.success(request, f"已发 {count:,} 本代表证")
            return redirect(_LIST)
    context = {
        "form": form,
        "label": "整批发证",
        "note": f"{waiting.count():,} 位在任的区人大代表没有代表证。按选区、姓名排好，从起始号起一位一号。",
        "up": CERTIFICATES.title,
        "up_url": reverse(_LIST),
    }
    return render(request, "deputies/ask.html", context)


@allow(*WRITERS)
@never_cache
def return_certificate(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was handed back."""
    row = _certificate(request, pk)
    with leading_to(_page(row)):
        return answer(
            request,
            "deputies/ask.html",
            ReturnForm(request.POST or None, initial={"on": timezone.localdate()}),
            partial(operations.return_certificate, certificate=row, actor=request.user),
            done=lambda saved: f"已收回：{saved.number}",
            url=_page,
            context={"label": "登记收回", "of": row, "up": row.number, "up_url": _page(row)},
        )


@allow(*WRITERS)
@never_cache
def void_certificate(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is lost, damaged, or was issued wrongly."""
    row = _certificate(request, pk)
    with leading_to(_page(row)):
        return answer(
            request,
            "deputies/ask.html",
            VoidForm(request.POST or None, initial={"on": timezone.localdate()}),
            partial(operations.void_certificate, certificate=row, actor=request.user),
            done=lambda saved: f"{saved.number}已作废，可以补发",
            url=_page,
            context={"label": "作废", "of": row, "up": row.number, "up_url": _page(row), "undo": True},
        )


@allow(*rules.READERS)
@never_cache
@require_safe
def certificates_pdf(request: SignedInRequest) -> HttpResponse:
    """The certificates that hold today, to be signed for."""
    today = timezone.localdate()
    valid = Certificate.objects.visible_to(request.user).valid(today).order_by("number")
    rows = [
        [
            str(n),
            row.number,
            row.deputyship.person.name,
            str(row.deputyship.constituency or ""),
            dates.full_day(row.issued_on),
            "",
        ]
        for n, row in enumerate(valid.select_related("deputyship__person", "deputyship__constituency"), 1)
    ]
    heads = [("序号", "xs"), ("证号", "m"), ("姓名", "s"), ("选区", ""), ("发证日期", "m"), ("签领", "s")]
    title = f"{district_name()}人大代表证发放名单"
    return pdf_answer(
        request, title, f"{dates.full_day(today)}　共 {len(rows):,} 本", heads, rows, reverse(_LIST)
    )
