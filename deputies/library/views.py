"""The library: the list, one text with its editions, what everybody may read, and how it is kept."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow, allow_signed_in, public
from congress.access.exceptions import Conflict
from congress.access.rules import available, require, scoped_or_404
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.library.clauses import paragraphs
from deputies.library.enums import EditionState, TextKind
from deputies.library.forms import ChangeEditionForm, ChangeTextForm, EditionForm, NewTextForm, RepealForm
from deputies.library.queries import editions_of, shown_edition
from deputies.library.tables import LIBRARY
from deputies.library.workflow import EDITION_WORKFLOW
from deputies.models import LibraryEdition, LibraryText
from deputies.operations import library as operations
from deputies.rules import WRITERS
from deputies.timeline import steps_of

_LIST = "library:index"


def _page(row: LibraryText | LibraryEdition) -> str:
    key = row.pk if isinstance(row, LibraryText) else row.text_id
    return reverse("library:text", args=[key])


def _text(pk: int) -> LibraryText:
    return scoped_or_404(LibraryText.objects.all(), pk=pk)


def _edition(request: SignedInRequest, pk: int, step: str = "") -> LibraryEdition:
    row = scoped_or_404(LibraryEdition.objects.select_related("text"), pk=pk)
    if step:
        with leading_to(_page(row)):
            require(request.user, EDITION_WORKFLOW[step], row.state)
    return row


def _facts(row: LibraryEdition) -> list[tuple[str, str]]:
    return [
        ("制定机关", row.issuer),
        ("文号", row.document),
        ("印发", dates.full_day(row.issued_on) if row.issued_on else ""),
        ("施行", dates.full_day(row.effective_on)),
        ("施行到", dates.full_day(row.ended_on) if row.ended_on else ""),
    ]


def _chosen(request: HttpRequest, text: LibraryText) -> tuple[list[LibraryEdition], LibraryEdition]:
    """All editions, and the one of ``?edition=``, else the one in force, with its body."""
    editions = editions_of(text)
    asked = request.GET.get("edition", "")
    wanted = [one for one in editions if str(one.number) == asked]
    shown = wanted[0] if wanted else shown_edition(editions)
    return editions, scoped_or_404(LibraryEdition.objects.select_related("text"), pk=shown.pk)


@allow_signed_in
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Every law and rule."""
    return respond(LIBRARY, request)


@allow_signed_in
@require_safe
def text(request: SignedInRequest, pk: int) -> HttpResponse:
    """One text in the edition in force; ``?edition=`` shows an older one."""
    row = _text(pk)
    editions, shown = _chosen(request, row)
    keeps = request.user.has_role(*WRITERS)
    groups = row.groups.all()
    context = {
        "text": row,
        "edition": shown,
        "state": shown.standing,
        "facts": [
            ("类别", str(row.get_kind_display())),
            ("事项", row.topic),
            ("适用", "、".join(str(group) for group in groups) or str(row.get_reach_display())),
            *_facts(shown),
            ("代号", row.code if keeps else ""),
        ],
        "paragraphs": paragraphs(shown.body),
        "editions": editions,
        "steps": {step.step for step in available(request.user, EDITION_WORKFLOW, shown.state)},
        "keeps": keeps,
        "happenings": steps_of(row) if keeps else [],
    }
    return render(request, "library/text.html", context)


@public
@require_safe
def public_index(request: HttpRequest) -> HttpResponse:
    """What everybody may read, by kind."""
    rows = list(LibraryText.objects.published())
    context = {
        "kinds": [(kind.label, [row for row in rows if row.kind == kind]) for kind in TextKind],
        "any": bool(rows),
    }
    return render(request, "library/public_index.html", context)


@public
@require_safe
def public_text(request: HttpRequest, code: str) -> HttpResponse:
    """One published text, in the edition in force."""
    row = scoped_or_404(LibraryText.objects.published(), code=code)
    editions, shown = _chosen(request, row)
    context = {
        "text": row,
        "edition": shown,
        "state": shown.standing,
        "facts": [(label, value) for label, value in _facts(shown) if value],
        "paragraphs": paragraphs(shown.body),
        "older": [one for one in editions if one.pk != shown.pk],
    }
    return render(request, "library/public_text.html", context)


@allow(*WRITERS)
@never_cache
def add_text(request: SignedInRequest) -> HttpResponse:
    """Take a text into the library."""
    return answer(
        request,
        "deputies/ask.html",
        NewTextForm(request.POST or None, initial={"kind": TextKind.RULE}),
        partial(operations.add_text, actor=request.user),
        done=lambda row: f"《{row.title}》已收入",
        url=_page,
        context={"label": "收入制度法规", "up": LIBRARY.title, "up_url": reverse(_LIST), "button": "收入"},
    )


@allow(*WRITERS)
@never_cache
def change_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what stands on the cover."""
    row = _text(pk)
    return answer(
        request,
        "deputies/ask.html",
        ChangeTextForm(request.POST or None, instance=row),
        partial(operations.change_text, text=row, actor=request.user),
        done=lambda _row: "已更新",
        url=_page,
        context={"label": "修改", "of": row, "up": LIBRARY.title, "up_url": _page(row), "button": "保存"},
    )


@allow(*WRITERS)
@never_cache
def issue_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Issue a new edition; the form begins with the words of the last."""
    row = _text(pk)
    last = row.editions.order_by("-number")[0]
    initial = {"issuer": last.issuer, "body": last.body, "effective_on": timezone.localdate()}
    return answer(
        request,
        "deputies/ask.html",
        EditionForm(request.POST or None, initial=initial),
        partial(operations.issue_edition, text=row, actor=request.user),
        done=lambda saved: f"第 {saved.number} 版已印发，上一版废止",
        url=_page,
        context={
            "label": "印发新版本",
            "of": row,
            "up": row.title,
            "up_url": _page(row),
            "note": f"现在是第 {last.number} 版。新版本施行的前一天，上一版废止，仍然查得到。",
        },
    )


@allow(*WRITERS)
@never_cache
def change_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a slip."""
    row = _edition(request, pk)
    with leading_to(_page(row)):
        if row.state == EditionState.REPEALED:
            raise Conflict("这一版已经废止，不能再更正")
        return answer(
            request,
            "deputies/ask.html",
            ChangeEditionForm(request.POST or None, instance=row),
            partial(operations.change_edition, edition=row, actor=request.user),
            done=lambda _row: "已更正",
            url=_page,
            context={
                "label": "更正错漏",
                "of": row,
                "up": row.text.title,
                "up_url": _page(row),
                "button": "保存",
                "note": "只更正录入的错漏。内容修订的，印发新版本。",
            },
        )


@allow(*WRITERS)
@require_POST
def confirm_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was on trial is in force from now on."""
    row = _edition(request, pk, "confirm_edition")
    operations.confirm_edition(edition=row, actor=request.user)
    messages.success(request, "已转为现行")
    return redirect(_page(row))


@allow(*WRITERS)
@never_cache
def repeal_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Repeal it without another."""
    row = _edition(request, pk, "repeal_edition")
    return answer(
        request,
        "deputies/ask.html",
        RepealForm(request.POST or None, initial={"on": timezone.localdate()}),
        partial(operations.repeal_edition, edition=row, actor=request.user),
        done=lambda saved: f"已废止，施行到{dates.full_day(saved.ended_on)}",
        url=_page,
        context={"label": "废止", "of": row, "up": row.text.title, "up_url": _page(row), "undo": True},
    )
