"""The deputy's own links on the phone: who, the next contact, what was heard."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.links import queries, rules
from deputies.links.enums import Upper
from deputies.links.forms import ContactForm, EndLinkForm, PartyForm
from deputies.links.operations import contacting, linking
from deputies.links.parties import with_whom
from deputies.links.views.contacts import (
    answer_change,
    answer_withdraw,
    contact_context,
    kept_contact,
    seen_contact,
)
from deputies.links.views.links import answer_change as answer_party_change
from deputies.links.views.links import kept_link, link_facts
from deputies.models import Contact, Link, LinkedParty, LinkTier, Person

#: Contacts named on the page; the newest.
_NAMED = 10


def _me(request: SignedInRequest) -> Person:
    """Who the account belongs to; without somebody of the register there is nothing here."""
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        raise Http404
    return person


def _my_link(row: Link) -> str:
    return reverse("links:my_link", args=[row.pk])


def _my_contact(row: Contact) -> str:
    return reverse("links:my_contact", args=[row.pk])


@allow(*rules.DEPUTIES)
@never_cache
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Whom I keep in touch with, by tier, and my last contacts."""
    person = Person.objects.filter(user=request.user).first()
    today = timezone.localdate()
    own = queries.own_links(person, today) if person else []
    newest = Contact.objects.visible_to(request.user).standing().select_related("channel")
    context = {
        "person": person,
        "tiers": [
            (one, [(link, with_whom(link, knows=True), link.last) for link in one.links])  # type: ignore[attr-defined]
            for one in own
        ],
        "offered": [tier for tier in queries.tiers() if tier.upper == Upper.DEPUTIES],
        "above": Link.objects.in_force(today).filter(person=person).select_related("holder", "tier")
        if person
        else [],
        "contacts": newest.order_by("-on", "-pk")[:_NAMED],
        "linked": any(one.links for one in own),
    }
    return render(request, "links/phone/mine.html", context)


@allow(*rules.DEPUTIES)
@never_cache
def add_party(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add somebody to my links of a tier."""
    row = scoped_or_404(LinkTier.objects.filter(in_use=True, upper=Upper.DEPUTIES), pk=pk)
    person = _me(request)
    return answer(
        request,
        "links/phone/form.html",
        PartyForm(request.POST or None, tier=row, holder=person),
        partial(linking.link_party, tier=row, holder=person, actor=request.user),
        done=lambda _link: "已加入联系名单",
        url=lambda _link: reverse("links:mine"),
        context={"heading": row.name, "up_url": reverse("links:mine"), "label": "加入名单"},
    )


@allow(*rules.DEPUTIES)
@never_cache
@require_safe
def my_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of my links, with the contacts on it."""
    return _page(request, pk)


@allow(*rules.DEPUTIES)
@never_cache
@require_POST
def reveal_mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same page with name and phone, once."""
    row = kept_link(request, pk)
    return _page(request, pk, linking.reveal_party(link=row, actor=request.user))


@allow(*rules.DEPUTIES)
@never_cache
def change_mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct name, phone or home."""
    row = kept_link(request, pk)
    if row.party is None:
        raise Http404
    return answer_party_change(request, row, "links/phone/form.html", _my_link(row))


@allow(*rules.DEPUTIES)
@never_cache
def end_mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last day of one of my links."""
    row = kept_link(request, pk)
    with leading_to(_my_link(row)):
        return answer(
            request,
            "links/phone/form.html",
            EndLinkForm(request.POST or None),
            partial(linking.end_link, link=row, actor=request.user),
            done=lambda _link: "联系已结束",
            url=lambda _link: reverse("links:mine"),
            context={"heading": "结束联系", "up_url": _my_link(row), "undo": True, "label": "结束联系"},
        )


@allow(*rules.DEPUTIES)
@never_cache
def record_mine(request: SignedInRequest) -> HttpResponse:
    """Write down a contact of mine; ``?link=`` picks with whom."""
    person = _me(request)
    picked = [key for key in request.GET.getlist("link") if key.isdecimal()]
    initial: dict[str, Any] = {
        "token": uuid4(),
        "links": list(Link.objects.filter(holder=person, pk__in=picked)),
    }
    return answer(
        request,
        "links/phone/form.html",
        ContactForm(request.POST or None, holder=person, initial=initial),
        partial(contacting.record_contact, holder=person, actor=request.user),
        done=lambda _row: "联系已登记",
        url=_my_contact,
        context={"heading": "记一次联系", "up_url": reverse("links:mine"), "label": "登记"},
    )


@allow(*rules.DEPUTIES)
@never_cache
@require_safe
def my_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of my contacts."""
    row = seen_contact(request, pk)
    return render(request, "links/phone/contact.html", contact_context(request, row))


@allow(*rules.DEPUTIES)
@never_cache
def change_my_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct one of my contacts."""
    row = kept_contact(request, pk)
    return answer_change(request, row, "links/phone/form.html", _my_contact(row))


@allow(*rules.DEPUTIES)
@never_cache
def withdraw_my_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back one of my contacts."""
    row = kept_contact(request, pk)
    return answer_withdraw(request, row, "links/phone/form.html", _my_contact(row))


def _page(request: SignedInRequest, pk: int, party: LinkedParty | None = None) -> HttpResponse:
    rows = Link.objects.visible_to(request.user)
    row = scoped_or_404(rows.select_related("tier", "holder", "person", "party", "constituency"), pk=pk)
    keeps = rules.keep_link.allows(request.user, row)
    own = row.holder.user_id == request.user.pk
    context = {
        "link": row,
        "keeps": keeps and not row.is_over,
        "own": own,
        "who": with_whom(row, knows=keeps) if own else row.holder.name,
        "facts": link_facts(row),
        "party": party,
        "can_reveal": keeps and row.party_id is not None and party is None,
        "contacts": queries.kept_with(request.user, row),
    }
    return render(request, "links/phone/link.html", context)
