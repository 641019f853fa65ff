"""Pages to test the shell with, and the addresses of these tests."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from congress.access.decorators import allow, allow_signed_in
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.organs.models import Organ
from congress.urls import urlpatterns as portal_urls
from congress.web.conflict import Rows, conflict_response, posted
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin

STATE: dict[str, Any] = {}


class OrganForm(VersionedFormMixin, PortalModelForm[Organ]):
    """A record with fields of every kind; its version is kept beside it."""

    closed = forms.BooleanField(label="已撤销", required=False)
    kin = forms.ModelMultipleChoiceField(Organ.objects.all(), label="相关单位", required=False)

    class Meta:
        model = Organ
        fields = ("name", "kind", "parent", "starts_on", "short_name")


class NameForm(PortalForm):
    """A row."""

    name = forms.CharField(label="曾用名", required=False)
    until = PortalDateField(label="用到哪一天", required=False)


NameRows = forms.formset_factory(NameForm, extra=0, can_delete=True)


def _form(pk: int, data: Any = None) -> OrganForm:
    organ = Organ.objects.get(pk=pk)
    extra = {"version": STATE["version"], "closed": STATE["closed"], "kin": STATE["kin"]}
    return OrganForm(data, instance=organ, initial=extra)


@allow_signed_in
def organ(request: HttpRequest, pk: int) -> HttpResponse:
    """Edits an organ with its former names."""
    if request.method == "GET":
        rows = NameRows(initial=STATE["names"], prefix="names")
        return render(request, "tests/form.html", {"form": _form(pk), "rows": rows})
    data = posted(request)
    form, rows = _form(pk, data), NameRows(data, initial=STATE["names"], prefix="names")
    if not (form.is_valid() and rows.is_valid()):
        return render(request, "tests/form.html", {"form": form, "rows": rows})
    if form.cleaned_data["version"] != STATE["version"]:
        now = [Rows("曾用名", rows, NameRows(initial=STATE["names"], prefix="names"))]
        return conflict_response(request, form, StaleVersion(), current=_form(pk), rows=now)
    STATE["saved"] = form.cleaned_data
    STATE["saved_rows"] = [row for row in rows.cleaned_data if row and not row["DELETE"]]
    return HttpResponse("saved")


@allow_signed_in
def plain_organ(request: HttpRequest, pk: int) -> HttpResponse:
    """Edits an organ; what stands in the record comes with the exception."""
    form = _form(pk, request.POST)
    if form.is_valid() and form.cleaned_data["version"] != 9:
        stored = {"name": "区水利局", "parent": None, "version": 9}
        return conflict_response(request, form, StaleVersion("吴静在 9:38 改过", stored=stored))
    STATE["saved"] = form.cleaned_data
    return HttpResponse("saved")


@allow_signed_in
def sheet(request: HttpRequest) -> HttpResponse:
    """A page of the shell with messages of every level."""
    messages.success(request, "已交办 3 个单位")
    messages.warning(request, "有 1 篇未核对人员")
    messages.error(request, "<没有送出>")
    return render(request, "tests/sheet.html", STATE.get("context", {}))


@allow_signed_in
def broken(request: HttpRequest) -> HttpResponse:
    """Fails."""
    raise RuntimeError("broken on purpose")


@allow(Role.DEPUTY_WORK, Role.LEADER)
def leaders_only(request: HttpRequest) -> HttpResponse:
    """Not for clerks."""
    return HttpResponse("secret")


@allow_signed_in
def busy(request: HttpRequest) -> HttpResponse:
    """Cannot be done now."""
    raise Conflict("现在的状态不能交办")


@allow_signed_in
def reads(request: HttpRequest) -> HttpResponse:
    """Reads what is posted."""
    return HttpResponse(str(len(request.POST)))


def undeclared(request: HttpRequest) -> HttpResponse:
    """Says nothing about who may call it."""
    return HttpResponse("secret")


def page(source: str, request: HttpRequest, **context: Any) -> str:
    """A template text rendered as a page would be."""
    return engines["django"].from_string("{% load portal %}" + source).render(context, request)


tests = [
    path("organs/<int:pk>/", organ, name="organ"),
    path("plain/<int:pk>/", plain_organ, name="plain_organ"),
    path("sheet/", sheet, name="sheet"),
    path("sheet/deeper/", sheet, name="deeper"),
    path("broken/", broken, name="broken"),
    path("leaders/", leaders_only, name="leaders"),
    path("busy/", busy, name="busy"),
    path("reads/", reads, name="reads"),
    path("undeclared/", undeclared, name="undeclared"),
]
urlpatterns = [*portal_urls, path("t/", include((tests, "tests")))]
handler400 = "congress.web.views.bad_request"
handler403 = "congress.web.views.forbidden"
handler404 = "congress.web.views.not_found"
handler500 = "congress.web.views.server_error"
