"""Chat groups on record, town by town with the gaps; the settings of links."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.documents.kept import photo_answer
from congress.documents.uploads import StorageFailed
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from deputies.links import rules
from deputies.links.group_forms import ChangeChatForm, ChatForm
from deputies.links.operations import chats as operations
from deputies.links.settings import LISTS
from deputies.links.ties import chats_by_town
from deputies.models import ChatGroup, ChatGroupPicture


@allow(*rules.READERS)
@require_safe
def chats(request: SignedInRequest) -> HttpResponse:
    """Each town with its chat groups; those without one (R039)."""
    towns = chats_by_town(request.user)
    context = {
        "towns": towns,
        "gaps": [town for town in towns if town.is_gap],
        "keeps": request.user.has_role(*rules.KEEPERS),
    }
    return render(request, "links/chats.html", context)


@allow(*rules.KEEPERS)
@never_cache
def add_chat(request: SignedInRequest) -> HttpResponse:
    """Put a chat group on record; ``?area=`` picks its town."""
    area = request.GET.get("area", "")
    initial = {"area": int(area)} if area.isdecimal() else {}
    form = ChatForm(request.POST or None, request.FILES or None, user=request.user, initial=initial)
    return _answer(request, form, None)


@allow(*rules.KEEPERS)
@never_cache
def change_chat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is known of a chat group."""
    row = scoped_or_404(ChatGroup.objects.kept_by(request.user), pk=pk)
    form = ChangeChatForm(request.POST or None, request.FILES or None, user=request.user, instance=row)
    return _answer(request, form, row)


def _answer(request: SignedInRequest, form: ChatForm, row: ChatGroup | None) -> HttpResponse:
    back = reverse("links:chats")
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        try:
            if row is None:
                operations.add_chat(actor=request.user, **data)
            else:
                operations.change_chat(chat=row, actor=request.user, **data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StorageFailed as failed:
            form.add_error("picture", str(failed))
        except StaleVersion as stale:
            fresh = ChangeChatForm(user=request.user, instance=ChatGroup.objects.get(pk=row.pk if row else 0))
            return conflict_response(request, form, stale, current=fresh)
        else:
            messages.success(request, f"“{data['name']}”已登记" if row is None else f"“{data['name']}”已更新")
            return redirect(back)
    context = {
        "form": form,
        "heading": "修改联系群" if row else "登记联系群",
        "up": "代表联系群",
        "up_url": back,
    }
    return render(request, "links/form.html", context)


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def chat_picture(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """The QR picture of a chat group in scope."""
    seen = ChatGroup.objects.visible_to(request.user)
    row = scoped_or_404(ChatGroupPicture.objects.filter(dropped=False, chat__in=seen), pk=pk)
    return photo_answer(row, size)


@allow(*rules.OFFICE)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Tiers with their targets, ways of contact, kinds of visits."""
    return render(request, "links/settings.html", {"lists": LISTS.shown()})


@allow(*rules.OFFICE)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """A new line of a list."""
    return LISTS.answer_add(request, listed)


@allow(*rules.OFFICE)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """A line that is there."""
    return LISTS.answer_change(request, listed, pk)
