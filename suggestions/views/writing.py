"""Writing a suggestion: the form, what it saves by itself, what it is told while a deputy types."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.queries.roster import deputy_options
from congress.access.decorators import allow
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import scoped_or_404
from congress.documents.uploads import StorageFailed
from congress.web import dates
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from suggestions import operations
from suggestions.enums import CosignState, Occasion, State
from suggestions.forms.writing import PARTS, EditForm, WritingForm
from suggestions.models import Suggestion, SuggestionQuerySet
from suggestions.operations.files import FILE_LIMIT, PHOTO_LIMIT
from suggestions.queries.deputy import WRITABLE_STATES, own_deputyships
from suggestions.queries.hints import hints as remarks
from suggestions.queries.similar import similar
from suggestions.workflow import PROPOSERS

#: Characters of a text that are looked at while it is typed.
_LOOKED_AT = 5_000


@allow(*PROPOSERS)
@never_cache
def write(request: SignedInRequest) -> HttpResponse:
    """Begin a suggestion: keep it as a draft, or submit it."""
    leads = own_deputyships(request.user)
    if not leads:
        return render(request, "suggestions/phone/no_deputyship.html")
    if request.method == "POST":
        form = WritingForm(request.POST, request.FILES, user=request.user, leads=leads)
        if form.is_valid() and not _is_blank(request, form):
            return _take(request, form, _begun(request, form.submission))
    else:
        occasion = request.GET.get("occasion", "")
        asked = {"occasion": occasion} if occasion in Occasion.values else {}
        form = WritingForm(user=request.user, leads=leads, initial=asked)
    return _page(request, form, None)


@allow(*PROPOSERS)
@never_cache
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with a draft, or amend what came back; a second writer sees both versions."""
    row = scoped_or_404(_own(request), pk=pk)
    if row.state not in WRITABLE_STATES:
        # The second tap of 提交 arrives here: it was submitted once.
        return redirect("suggestions:receipt" if row.receipt else "suggestions:track", pk)
    form: WritingForm
    if request.method == "POST":
        form = EditForm(request.POST, request.FILES, user=request.user, row=row)
        if form.is_valid() and not _is_blank(request, form):
            return _take(request, form, row)
    else:
        form = EditForm(user=request.user, row=row)
    return _page(request, form, row)


@allow(*PROPOSERS)
@require_POST
def save_draft(request: SignedInRequest) -> JsonResponse:
    """What the form saves by itself, photos and invitations apart; answers where the draft is and its version."""
    leads = own_deputyships(request.user)
    key = request.POST.get("row", "")
    row = _own(request).filter(pk=int(key)).first() if key.isdecimal() else None
    if row is None and not leads:
        return JsonResponse({"said": "这个帐号没有代表资格"}, status=403)
    form: WritingForm
    if row is None:
        form = WritingForm(request.POST, user=request.user, leads=leads)
    else:
        form = EditForm(request.POST, user=request.user, row=row)
    if not form.is_valid():
        said = [
            f"{form[name].label}：{found[0]}" for name, found in form.errors.items() if name in form.fields
        ]
        return JsonResponse({"said": "；".join(said)}, status=422)
    if form.is_blank:
        return JsonResponse({"row": None})
    try:
        kept = _kept(request, form, row or _begun(request, form.submission))
    except StaleVersion:
        return JsonResponse({"said": "这份草稿在别处改过，点“存草稿”可以看两边的不同"}, status=409)
    except Conflict as conflict:
        return JsonResponse({"said": str(conflict)}, status=409)
    address = reverse("suggestions:edit", args=[kept.pk])
    return JsonResponse(
        {
            "row": kept.pk,
            "version": kept.version,
            "address": address,
            "attach": reverse("suggestions:attach", args=[kept.pk]),
        }
    )


@allow(*PROPOSERS)
@require_POST
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Photos as the phone sends them one by one, or some taken out; answers with the photos there are."""
    row = scoped_or_404(_own(request), pk=pk)
    field = WritingForm.base_fields["photos"]
    said, status = "", 200
    try:
        operations.attach(
            suggestion=row,
            actor=request.user,
            photos=field.clean(request.FILES.getlist("photos")),
            drop_photos=_keys(request, "drop"),
        )
    except (ValidationError, StorageFailed) as error:
        said = "；".join(error.messages) if isinstance(error, ValidationError) else str(error)
        status = 422
    context = {"photos": row.photos.shown(), "photo_limit": PHOTO_LIMIT, "said": said}
    return render(request, "suggestions/phone/_photos.html", context, status=status)


@allow(*PROPOSERS)
@require_POST
def hints(request: SignedInRequest) -> HttpResponse:
    """What is like it, and what the form remarks, while a deputy types; nothing of it blocks."""
    words = [request.POST.get(name, "")[:_LOOKED_AT] for name in PARTS]
    key = request.POST.get("row", "")
    found = similar(request.user, words[0], int(key) if key.isdecimal() else None)
    context = {"alike": found, "remarks": remarks(*words)}
    return render(request, "suggestions/phone/_hints.html", context)


@allow(*PROPOSERS)
@require_safe
def deputies(request: SignedInRequest) -> JsonResponse:
    """Deputies and groups by name, initials or pinyin, to be invited to sign."""
    found = deputy_options(request.user, request.GET.get("q", "")[:60], on=timezone.localdate())
    return JsonResponse({"deputies": [asdict(option) for option in found]})


def _own(request: SignedInRequest) -> SuggestionQuerySet:
    return Suggestion.objects.led_by(request.user).select_related(
        "lead__person", "lead__term__area", "lead__constituency__area", "area"
    )


def _begun(request: SignedInRequest, token: UUID | None) -> Suggestion | None:
    """The draft this page made before, whose answer never arrived."""
    return _own(request).filter(token=token).first() if token else None


def _is_blank(request: SignedInRequest, form: WritingForm) -> bool:
    """Nothing was written: say so at the field instead of keeping an empty draft."""
    if not form.is_blank:
        return False
    if "submit" not in request.POST:
        form.add_error("title", "还没有写内容，写几个字再存草稿")
        return True
    for name in PARTS:
        form.add_error(name, f"还没有写{form.fields[name].label}，写了才能提交")
    return True


def _kept(request: SignedInRequest, form: WritingForm, row: Suggestion | None) -> Suggestion:
    """The draft with what the form holds; the one there is already when its page has sent it before."""
    if row is None:
        lead = form.cleaned_data["lead"]
        made = operations.draft(actor=request.user, lead=lead, token=form.submission, **form.facts)
        return scoped_or_404(_own(request), pk=made.pk)
    if row.state not in WRITABLE_STATES and row.token == form.submission:
        return row
    version = form.cleaned_data.get("version", row.version)
    return operations.save_draft(suggestion=row, actor=request.user, version=version, **form.facts)


def _take(request: SignedInRequest, form: WritingForm, row: Suggestion | None) -> HttpResponse:
    """Keep everything, and submit it when that was asked for; what cannot be taken is said at its field."""
    try:
        kept = _kept(request, form, row)
    except StaleVersion as stale:
        now = scoped_or_404(_own(request), pk=row.pk if row else None)
        return conflict_response(request, form, stale, current=EditForm(user=request.user, row=now))
    if kept.state not in WRITABLE_STATES:
        return redirect("suggestions:receipt", kept.pk)
    data = form.cleaned_data
    try:
        operations.attach(
            suggestion=kept,
            actor=request.user,
            photos=data["photos"],
            documents=data["documents"],
            drop_photos=_keys(request, "drop"),
            drop_files=_keys(request, "drop_file"),
        )
        invited = operations.invite(suggestion=kept, actor=request.user, deputyships=data["cosigners"])
        if "submit" in request.POST and not invited:
            operations.submit(suggestion=kept, actor=request.user)
            return redirect("suggestions:receipt", kept.pk)
    except StorageFailed as failed:
        return _again(request, kept, ValidationError({"photos": str(failed)}))
    except ValidationError as error:
        return _again(request, kept, error)
    if invited:
        told = f"已邀请 {invited} 位代表附议。等他们答复后再提交；不等的，现在就可以提交"
        messages.success(
            request, f"草稿已存。{told}" if "submit" not in request.POST else f"还没有提交。{told}"
        )
    else:
        messages.success(request, f"草稿已存 {dates.moment(timezone.now())}")
    return redirect("suggestions:edit", kept.pk)


def _again(request: SignedInRequest, kept: Suggestion, error: ValidationError) -> HttpResponse:
    """The form as it was typed, over the draft that is kept now, with what keeps it from being submitted."""
    row = scoped_or_404(_own(request), pk=kept.pk)
    data = request.POST.copy()
    data["version"] = str(row.version)
    form = EditForm(data, user=request.user, row=row)
    form.full_clean()
    form.add_error(None, at_its_fields(form, error))
    return _page(request, form, row, tail="草稿已存，还没有提交")


def _page(
    request: SignedInRequest, form: WritingForm, row: Suggestion | None, tail: str = "内容尚未保存"
) -> HttpResponse:
    signers = list(row.cosigners.select_related("deputyship__person")) if row else []
    context = {
        "form": form,
        "suggestion": row,
        "tail": tail,
        "unfinished": _unfinished(request) if row is None and not form.is_bound else None,
        "photos": row.photos.shown() if row else [],
        "files": row.files.shown() if row else [],
        "cosigners": signers,
        "unanswered": sum(signer.state == CosignState.INVITED for signer in signers),
        "photo_limit": PHOTO_LIMIT,
        "photo_max_mb": settings.PHOTO_MAX_MB,
        "file_limit": FILE_LIMIT,
        "document_max_mb": settings.DOCUMENT_MAX_MB,
    }
    return render(request, "suggestions/phone/write.html", context)


def _unfinished(request: SignedInRequest) -> Suggestion | None:
    """The draft written last, so that whoever comes back to write goes on with it."""
    drafts = Suggestion.objects.led_by(request.user).filter(state=State.DRAFT)
    return drafts.order_by("-changed_at").first()


def _keys(request: SignedInRequest, name: str) -> list[int]:
    return [int(key) for key in request.POST.getlist(name) if key.isdecimal()]
