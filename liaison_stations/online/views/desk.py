"""Those who keep a station look after its public side: what is released, deputies' pages, the codes to print."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.documents.uploads import StorageFailed
from congress.web.qr import qr_code, qr_picture
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from deputies.models import Deputyship
from liaison_stations.models import DeputyPage, Matter, PublicMatter, StationDeputy
from liaison_stations.online.forms import PortraitForm, PublishForm
from liaison_stations.online.queries import kept_stations, members_of
from liaison_stations.operations import deputy_pages, online
from liaison_stations.workflow import STAFF

_MEDIA = {"png": "image/png", "svg": "image/svg+xml"}
_DONE = {
    "open_page": "已开通，二维码可以打印",
    "close_page": "已停用，扫码看不到了",
    "reset_page": "已换新码，以前印的二维码作废，请重新打印",
}


@allow(*STAFF)
@never_cache
@require_safe
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """A station's code and those of its deputies, to be printed for the door and the photo board (R025)."""
    row = scoped_or_404(kept_stations(request.user), pk=pk)
    cards = []
    for member in members_of(row):
        page = getattr(member.deputyship, "page", None)
        is_open = page is not None and page.is_open
        cards.append(
            (
                member,
                page,
                is_open,
                qr_picture(_address_of(request, page), "on-qr", scale=4) if is_open else "",
            )
        )
    context = {
        "station": row,
        "cards": cards,
        "missing": sum(not is_open for _member, _page, is_open, _picture in cards),
        "address": request.build_absolute_uri(reverse("online:station", args=[row.token])),
        "picture": qr_picture(_station_address(request, row.token), "on-qr", scale=4)
        if row.is_online
        else "",
    }
    return render(request, "online/sheet.html", context)


@allow(*STAFF)
@never_cache
@require_safe
def station_qr(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The station's code as a file for a sign."""
    row = scoped_or_404(kept_stations(request.user).filter(is_online=True), pk=pk)
    return _file(_station_address(request, row.token), form, row.name)


@allow(*STAFF)
@never_cache
@require_safe
def page_qr(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """A deputy's code as a file for the photo board."""
    deputyship = _deputyship(request, pk)
    page = scoped_or_404(DeputyPage.objects.filter(is_open=True), deputyship=deputyship)
    return _file(_address_of(request, page), form, deputyship.person.name)


@allow(*STAFF)
@require_POST
def open_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a deputy's public page."""
    return _kept(request, pk, "open_page")


@allow(*STAFF)
@require_POST
def close_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close it."""
    return _kept(request, pk, "close_page")


@allow(*STAFF)
@require_POST
def reset_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new code; prints of the old one lead nowhere."""
    return _kept(request, pk, "reset_page")


@allow(*STAFF)
@never_cache
def set_portrait(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the portrait of a deputy's page."""
    deputyship = _deputyship(request, pk)
    page = scoped_or_404(DeputyPage.objects, deputyship=deputyship)
    form = PortraitForm(request.POST or None, request.FILES or None)
    station = request.GET.get("station", "")
    url = _sheet_or_register(request, station)
    if request.method == "POST" and form.is_valid():
        try:
            deputy_pages.set_portrait(
                deputyship=deputyship, actor=request.user, photo=form.cleaned_data["photo"]
            )
        except StorageFailed as failed:
            form.add_error(None, str(failed))
        else:
            messages.success(request, f"{deputyship.person.name}：照片已换")
            return redirect(url)
    context = {"form": form, "deputyship": deputyship, "page": page, "up_url": url}
    return render(request, "online/set_portrait.html", context)


@allow(*STAFF)
@require_POST
def open_pages(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the pages of all deputies of a station that have none yet; one that was closed stays closed."""
    row = scoped_or_404(kept_stations(request.user), pk=pk)
    new = [member.deputyship for member in members_of(row) if not hasattr(member.deputyship, "page")]
    for deputyship in new:
        deputy_pages.open_page(deputyship=deputyship, actor=request.user)
    messages.success(request, f"已开通 {len(new)} 位代表的公开页")
    return redirect("online:sheet", row.pk)


@allow(*STAFF)
@never_cache
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Check the words of a matter and show them to everybody (R176)."""
    row = _matter(request, pk)
    url = reverse("matters:detail", args=[row.pk])
    shown = PublicMatter.objects.filter(matter=row).first()
    now = {name: getattr(shown, name) for name in ("title", "account", "answer")} if shown else None
    form = PublishForm(request.POST or None, initial=now or PublishForm.proposed(row))
    return answer(
        request,
        "online/publish.html",
        form,
        lambda **facts: online.publish(matter=row, actor=request.user, **facts),
        done=lambda _shown: "已在网上站公开",
        url=lambda _shown: url,
        context={"matter": row, "up_url": url, "shown": shown},
    )


@allow(*STAFF)
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a matter no longer."""
    row = _matter(request, pk)
    try:
        online.withdraw(matter=row, actor=request.user)
    except Conflict as conflict:
        conflict.url = reverse("matters:detail", args=[row.pk])
        raise
    messages.success(request, "已从网上站撤下")
    return redirect("matters:detail", row.pk)


def _matter(request: SignedInRequest, pk: int) -> Matter:
    rows = Matter.objects.kept_by(request.user).select_related("station__area", "citizen")
    return scoped_or_404(rows, pk=pk)


def _deputyship(request: SignedInRequest, pk: int) -> Deputyship:
    mine = StationDeputy.objects.filter(station__in=kept_stations(request.user)).values("deputyship")
    return scoped_or_404(Deputyship.objects.filter(pk__in=mine).select_related("person"), pk=pk)


def _kept(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    deputyship = _deputyship(request, pk)
    if verb != "open_page":
        scoped_or_404(DeputyPage.objects, deputyship=deputyship)
    getattr(deputy_pages, verb)(deputyship=deputyship, actor=request.user)
    messages.success(request, f"{deputyship.person.name}：{_DONE[verb]}")
    return redirect(_sheet_or_register(request, request.POST.get("station", "")))


def _sheet_or_register(request: SignedInRequest, station: str) -> str:
    """Back to the sheet one came from."""
    if station.isdecimal() and kept_stations(request.user).filter(pk=int(station)).exists():
        return reverse("online:sheet", args=[int(station)])
    return reverse("liaison_stations:index")


def _station_address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(f"{reverse('online:station', args=[token])}?from=qr")


def _address_of(request: HttpRequest, page: DeputyPage | None) -> str:
    token = page.token if page else ""
    return request.build_absolute_uri(reverse("online:deputy", args=[token]))


def _file(address: str, form: str, name: str) -> HttpResponse:
    if form not in _MEDIA:
        raise Http404
    out = BytesIO()
    qr_code(address).save(out, kind=form, scale=20 if form == "png" else 10, border=4)
    response = HttpResponse(out.getvalue(), content_type=_MEDIA[form])
    disposition = content_disposition_header(True, f"{name}二维码.{form}")
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response
