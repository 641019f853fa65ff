"""Pages to test the shell with, and the addresses of these tests."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from congress.access.decorators import allow, allow_signed_in
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.organs.models import Organ
from congress.urls import urlpatterns as portal_urls
from congress.web.conflict import Rows, conflict_response, posted
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.parts import STATE_ICONS, Basis, Happening, Step
from congress.web.registry import Todo
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


class EveryField(PortalForm):
    """One field of each kind."""

    title = forms.CharField(label="案由", min_length=10, max_length=50, help_text="一事一议，10 至 50 字")
    day = PortalDateField(label="提出日期")
    organ = forms.ModelChoiceField(Organ.objects.all(), label="主办单位")
    organs = forms.ModelMultipleChoiceField(Organ.objects.all(), label="协办单位", required=False)
    half = forms.ChoiceField(
        label="时段", choices=[("am", "上午"), ("pm", "下午")], widget=forms.RadioSelect, required=False
    )
    ways = forms.MultipleChoiceField(
        label="形式",
        choices=[(word, word) for word in ("视察", "调研", "座谈", "走访", "接待")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    key = forms.BooleanField(label="列为重点督办", required=False, help_text="由主任会议决定")
    text = forms.CharField(label="正文", widget=forms.Textarea, required=False)
    secret = forms.CharField(
        label="密码", widget=forms.PasswordInput({"autocomplete": "new-password"}), required=False
    )
    photo = forms.FileField(label="照片", required=False)


@allow_signed_in
def fields(request: HttpRequest) -> HttpResponse:
    """A form with every kind of field."""
    form = EveryField(request.POST or None)
    return render(request, "tests/fields.html", {"form": form})


@allow_signed_in
def parts(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    today = timezone.localdate()
    context = {
        "late": today - timedelta(30),
        "near": today,
        "far": today + timedelta(40),
        "states": [(kind, f"状态{n}") for n, kind in enumerate(STATE_ICONS, start=1)],
        "way": [Step("草稿", "林晓雯 11月20日", "done"), Step("审核", "", "now"), Step("印发")],
        "basis": Basis(
            "《代表法》第五十一条", "三个月内答复。", (("8月24日 交办", "起算"), ("＋ 3 个月", "到期"))
        ),
        "todo": Todo("催办：尚未答复的建议", "第 1 号　已催办 2 次", "/", "去催办", today),
        "happenings": [Happening("等待答复", state="now"), Happening("催办", "周敏", timezone.now())],
        "pairs": [("领衔代表", "陈立新"), ("附议", "何素琴等 4 人"), ("提出", "闭会期间")],
        "page": Paginator(range(500), 25).page(3),
    }
    return render(request, "tests/parts.html", context)


@allow_signed_in
def token(request: HttpRequest) -> HttpResponse:
    """Answers a request of the script, or fails when told to."""
    if request.POST.get("fail"):
        raise RuntimeError("broken on purpose")
    return HttpResponse("<p>收到</p>")


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
    path("fields/", fields, name="fields"),
    path("parts/", parts, name="parts"),
    path("token/", token, name="token"),
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
