"""Contacts at the desk: the list, one of them, writing it down, what they come to."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.figures.period import Period
from congress.web import dates
from congress.web.conflict import conflict_response
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from deputies.links import queries, rules
from deputies.links.forms import ChangeContactForm, ContactForm, ReasonForm
from deputies.links.operations import contacting
from deputies.links.parties import with_whom
from deputies.links.seams import became, suggesting
from deputies.links.tables import CONTACTS
from deputies.models import Contact, ContactOpinion, Link, Person

#: As many years are offered as a term and a half last.
_YEARS = 7


def contact_url(row: Contact) -> str:
    """The page of a contact at the desk."""
    return reverse("links:contact", args=[row.pk])


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def contacts(request: SignedInRequest) -> HttpResponse:
    """The contacts in scope."""
    return respond(CONTACTS, request)


def asked_period(request: SignedInRequest) -> dict[str, Any]:
    """The year of ``?year=`` and its half of ``?half=1`` or ``2``; the present year by default (R132)."""
    today = timezone.localdate()
    text, half = request.GET.get("year", ""), request.GET.get("half", "")
    years = [today.year - back for back in range(_YEARS)]
    year = int(text) if text.isdecimal() and int(text) in years else today.year
    first, last = {"1": ((1, 1), (6, 30)), "2": ((7, 1), (12, 31))}.get(half, ((1, 1), (12, 31)))
    period = Period.between(date(year, *first), date(year, *last))
    return {"year": year, "years": years, "half": half if half in {"1", "2"} else "", "period": period}


@allow(*rules.READERS)
@require_safe
def report(request: SignedInRequest) -> HttpResponse:
    """Contacts of a year or half a year by tier, channel and kind of visit (R036, R131, R132, R134)."""
    context = asked_period(request)
    period: Period = context["period"]
    context["report"] = queries.report(request.user, period)
    context["range"] = f"since={period.start.isoformat()}&until={period.end.isoformat()}"
    return render(request, "links/report.html", context)


@allow(*rules.KEEPERS)
@never_cache
def record_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a contact of somebody down for them."""
    holder = scoped_or_404(Person.objects.filter(rules.see_holder.as_q(request.user)), pk=pk)
    picked = Link.objects.filter(
        holder=holder, pk__in=[k for k in request.GET.getlist("link") if k.isdecimal()]
    )
    initial = {"token": uuid4(), "links": list(picked)}
    return answer(
        request,
        "links/form.html",
        ContactForm(request.POST or None, holder=holder, initial=initial),
        partial(contacting.record_contact, holder=holder, actor=request.user),
        done=lambda _row: "联系已登记",
        url=contact_url,
        context={"heading": "记一次联系", "up": holder, "up_url": reverse("links:contacts")},
    )


@allow(*rules.READERS, *rules.DEPUTIES)
@require_safe
def contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """One contact: with whom, how, where, and what was heard; a deputy's own on the phone."""
    if not request.user.has_role(*rules.READERS):
        return redirect("links:my_contact", pk)
    row = seen_contact(request, pk)
    return render(request, "links/contact.html", contact_context(request, row))


def seen_contact(request: SignedInRequest, pk: int) -> Contact:
    """A contact in scope, or 404."""
    rows = Contact.objects.visible_to(request.user).select_related("holder", "channel", "entered_by")
    return scoped_or_404(rows, pk=pk)


def kept_contact(request: SignedInRequest, pk: int) -> Contact:
    """A contact the user may correct, or 404."""
    return scoped_or_404(Contact.objects.kept_by(request.user).select_related("holder", "channel"), pk=pk)


def contact_context(request: SignedInRequest, row: Contact) -> dict[str, Any]:
    """What a page of a contact shows, at the desk and on the phone."""
    keeps = row.withdrawn_at is None and rules.keep_contact.allows(request.user, row)
    links = row.links.select_related("tier", "person", "party").order_by("pk")
    opinions = list(row.opinions.all())
    suggestions = became(opinions, request.user)
    kinds = "、".join(kind.name for kind in row.visit_kinds.all())
    told = [
        ("日期", dates.full_day(row.on)),
        ("方式", row.channel.name),
        ("三进三访", kinds),
        ("地点", row.place),
        ("登记", f"{row.entered_by.name}　{dates.moment(row.entered_at)}"),
    ]
    return {
        "contact": row,
        "keeps": keeps,
        "can_suggest": keeps and suggesting() is not None,
        "whom": [(link, with_whom(link, knows=keeps)) for link in links],
        "facts": [(label, value) for label, value in told if value],
        "opinions": [(one, suggestions.get(one.pk)) for one in opinions],
    }


@allow(*rules.KEEPERS)
@never_cache
def change_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a contact."""
    row = kept_contact(request, pk)
    return answer_change(request, row, "links/form.html", contact_url(row))


def answer_change(request: SignedInRequest, row: Contact, template: str, url: str) -> HttpResponse:
    """The form of a contact that is there, at the desk and on the phone."""
    form = ChangeContactForm(request.POST or None, contact=row)
    if request.method == "POST" and form.is_valid():
        try:
            with leading_to(url):
                contacting.change_contact(contact=row, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            fresh = Contact.objects.select_related("holder").get(pk=row.pk)
            return conflict_response(request, form, stale, current=ChangeContactForm(contact=fresh))
        else:
            messages.success(request, "已修改")
            return redirect(url)
    context = {"form": form, "heading": "修改联系记录", "up": row.holder, "up_url": url, "contact": row}
    return render(request, template, context)


@allow(*rules.KEEPERS)
@never_cache
def withdraw_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """It counts no longer."""
    row = kept_contact(request, pk)
    return answer_withdraw(request, row, "links/form.html", contact_url(row))


def answer_withdraw(request: SignedInRequest, row: Contact, template: str, url: str) -> HttpResponse:
    """The form that asks why, at the desk and on the phone."""
    with leading_to(url):
        return answer(
            request,
            template,
            ReasonForm(request.POST or None),
            partial(contacting.withdraw_contact, contact=row, actor=request.user),
            done=lambda _row: "已撤回，不再统计",
            url=lambda _row: url,
            context={
                "heading": "撤回联系记录",
                "up": row.holder,
                "up_url": url,
                "undo": True,
                "contact": row,
            },
        )


@allow(*rules.KEEPERS, *rules.DEPUTIES)
@require_POST
def suggest_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """An opinion becomes a draft suggestion of the deputy who heard it."""
    mine = Contact.objects.kept_by(request.user).order_by().values("pk")
    row = scoped_or_404(
        ContactOpinion.objects.filter(contact__in=mine).select_related("contact__holder"), pk=pk
    )
    at_desk = request.user.has_role(*rules.KEEPERS)
    url = contact_url(row.contact) if at_desk else reverse("links:my_contact", args=[row.contact_id])
    with leading_to(url):
        contacting.suggest_opinion(opinion=row, actor=request.user)
    messages.success(request, "已写成代表建议草稿，由代表核对后提交")
    return redirect(url)
