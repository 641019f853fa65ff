"""Links at the desk: the list, who is short of the target, one link, how it begins and ends."""

from __future__ import annotations

from functools import partial
from typing import Any

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
from congress.web import dates
from congress.web.conflict import conflict_response
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from deputies.links import queries, rules
from deputies.links.forms import ChangePartyForm, EndLinkForm, HeldPartyForm, LinkPeopleForm
from deputies.links.operations import linking
from deputies.links.parties import with_whom
from deputies.links.sides import holders
from deputies.links.tables import LINKS
from deputies.models import Link, LinkedParty, LinkTier, Person


def link_url(row: Link) -> str:
    """The page of a link at the desk."""
    return reverse("links:detail", args=[row.pk])


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The links in scope."""
    return respond(LINKS, request)


@allow(*rules.READERS)
@require_safe
def cover(request: SignedInRequest) -> HttpResponse:
    """Every tier in use against its target (R128, R132)."""
    today = timezone.localdate()
    covers = [queries.cover(tier, request.user, today) for tier in queries.tiers()]
    context = {"covers": covers, "keeps": request.user.has_role(*rules.KEEPERS)}
    return render(request, "links/cover.html", context)


@allow(*rules.READERS)
@require_safe
def tier(request: SignedInRequest, pk: int) -> HttpResponse:
    """One tier: everybody who keeps links in it, who is short or over, who is not linked (R128, R129)."""
    row = scoped_or_404(LinkTier.objects.all(), pk=pk)
    today = timezone.localdate()
    which = request.GET.get("which", "")
    found = queries.cover(row, request.user, today)
    lines = {"short": found.short, "over": found.over}.get(which, found.lines)
    keeps = request.user.has_role(*(rules.OFFICE if row.of_register else rules.KEEPERS))
    context = {
        "tier": row,
        "cover": found,
        "lines": lines,
        "which": which,
        "grassroots": queries.linked_grassroots(request.user, row, today) if row.of_register else None,
        "keeps": keeps,
        "add": "links:link_people" if row.of_register else "links:link_party",
    }
    return render(request, "links/tier.html", context)


def _asked_holder(request: SignedInRequest, tier: LinkTier) -> Person | None:
    """The person named by ``?holder=``, where they stand above in the tier."""
    key = request.GET.get("holder", "")
    if not key.isdecimal():
        return None
    rows = holders(tier, timezone.localdate()).filter(rules.see_holder.as_q(request.user))
    return scoped_or_404(rows, pk=int(key))


@allow(*rules.OFFICE)
@never_cache
def link_people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Link somebody with people of the register."""
    row = scoped_or_404(LinkTier.objects.filter(in_use=True), pk=pk)
    back = reverse("links:tier", args=[row.pk])
    form = LinkPeopleForm(request.POST or None, tier=row, holder=_asked_holder(request, row))
    if request.method == "POST" and form.is_valid():
        try:
            made = linking.link_people(tier=row, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            messages.success(request, f"{form.cleaned_data['holder']}现在多联系 {len(made)} 人")
            return redirect(back)
    return render(request, "links/form.html", {"form": form, "heading": "加联系", "up": row, "up_url": back})


@allow(*rules.KEEPERS)
@never_cache
def link_party(request: SignedInRequest, pk: int) -> HttpResponse:
    """Link a deputy with a citizen, an enterprise or a household."""
    row = scoped_or_404(LinkTier.objects.filter(in_use=True), pk=pk)
    back = reverse("links:tier", args=[row.pk])
    people = holders(row, timezone.localdate()).filter(rules.see_holder.as_q(request.user))
    form = HeldPartyForm(request.POST or None, tier=row, people=people, holder=_asked_holder(request, row))
    return answer(
        request,
        "links/form.html",
        form,
        partial(linking.link_party, tier=row, actor=request.user),
        done=lambda _link: "联系已登记",
        url=link_url,
        context={"heading": "加联系", "up": row, "up_url": back},
    )


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One link: who, with whom, since when, and the contacts on it."""
    return _page(request, pk)


@allow(*rules.KEEPERS)
@never_cache
@require_POST
def reveal_party(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same page with name and phone, once; it is written to the audit trail (R316)."""
    row = kept_link(request, pk)
    return _page(request, pk, linking.reveal_party(link=row, actor=request.user))


@allow(*rules.KEEPERS)
@never_cache
def change_party(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct who a citizen, an enterprise or a household is."""
    row = kept_link(request, pk)
    if row.party is None:
        return redirect(link_url(row))
    return answer_change(request, row, "links/form.html", link_url(row))


def answer_change(request: SignedInRequest, row: Link, template: str, url: str) -> HttpResponse:
    """The form that takes what is to be corrected, at the desk and on the phone."""
    form = ChangePartyForm(request.POST or None, link=row)
    context = {"heading": "修改联系对象", "up": row.holder, "up_url": url, "form": form, "link": row}
    if request.method == "POST" and form.is_valid():
        try:
            linking.change_party(link=row, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            fresh = Link.objects.select_related("party", "tier").get(pk=row.pk)
            return conflict_response(request, form, stale, current=ChangePartyForm(link=fresh))
        else:
            messages.success(request, "已修改")
            return redirect(url)
    return render(request, template, context)


@allow(*rules.KEEPERS)
@never_cache
def end_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last day of a link."""
    row = kept_link(request, pk)
    with leading_to(link_url(row)):
        return answer(
            request,
            "links/form.html",
            EndLinkForm(request.POST or None),
            partial(linking.end_link, link=row, actor=request.user),
            done=lambda _link: "联系已结束",
            url=link_url,
            context={"heading": "结束联系", "up": row.holder, "up_url": link_url(row), "undo": True},
        )


def kept_link(request: SignedInRequest, pk: int) -> Link:
    """A link the user keeps, or 404."""
    rows = Link.objects.kept_by(request.user).select_related("tier", "holder", "person", "party")
    return scoped_or_404(rows, pk=pk)


def link_facts(row: Link) -> list[tuple[str, object]]:
    """What stands in a link, without the citizen."""
    told: list[tuple[str, object]] = [
        ("层级", row.tier.name),
        ("类别", row.get_kind_display()),
        ("网格", row.grid),
        ("选区", row.constituency or ""),
        ("从哪天起", dates.full_day(row.starts_on)),
        ("到哪天止", dates.full_day(row.ends_on) if row.ends_on else ""),
        ("结束原因、成效", row.outcome),
    ]
    return [(label, value) for label, value in told if value]


def _page(request: SignedInRequest, pk: int, party: LinkedParty | None = None) -> HttpResponse:
    rows = Link.objects.visible_to(request.user)
    row = scoped_or_404(rows.select_related("tier", "holder", "person", "party", "constituency"), pk=pk)
    keeps = rules.keep_link.allows(request.user, row)
    context: dict[str, Any] = {
        "link": row,
        "keeps": keeps,
        "can_record": request.user.has_role(*rules.KEEPERS),
        "facts": link_facts(row),
        "who": with_whom(row, knows=keeps),
        "party": party,
        "can_reveal": keeps and row.party_id is not None and party is None,
        "contacts": queries.kept_with(request.user, row),
    }
    return render(request, "links/detail.html", context)
