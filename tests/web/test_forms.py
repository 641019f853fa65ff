"""How forms look and speak."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from congress.organs.models import Organ, OrganName
from congress.web.fields import PortalDateField
from congress.web.form_errors import error_lines
from congress.web.forms import PortalForm, PortalFormRenderer, PortalModelForm


class Proposal(PortalForm):
    title = forms.CharField(label="案由", min_length=4, max_length=10, help_text="一事一议")
    day = PortalDateField(label="提出日期", required=False)
    half = forms.ChoiceField(label="时段", choices=[("am", "上午"), ("pm", "下午")], widget=forms.RadioSelect)
    ways = forms.MultipleChoiceField(
        label="形式",
        required=False,
        choices=[("a", "视察"), ("b", "调研")],
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.BooleanField(label="重点督办", required=False)
    secret = forms.CharField(label="密码", required=False, widget=forms.PasswordInput)
    place = forms.CharField(label="地点", required=False, widget=forms.TextInput({"class": "rd-w-m"}))

    def clean(self) -> dict[str, object]:
        if self.cleaned_data.get("title") == "不行的案由":
            raise forms.ValidationError("这两栏不能同时填")
        return self.cleaned_data


def field_html(name: str, form: forms.BaseForm | None = None) -> str:
    return re.sub(r"\s+", " ", (form or Proposal())[name].as_field_group())


def test_label_hint_error_control_in_this_order() -> None:
    html = field_html("title", Proposal({"title": "停车"}))
    parts = ["<label", "rd-hint", "rd-error", "<input"]
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_hint_and_error_are_tied_to_the_control() -> None:
    html = field_html("title", Proposal({"title": "停车"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_optional_fields_are_marked_and_required_ones_are_not() -> None:
    assert "（可不填）" in field_html("day")
    assert "（可不填）" not in field_html("title")
    assert "（可不填）" not in field_html("key")


def test_nothing_cuts_or_stops_what_is_typed() -> None:
    html = field_html("title")
    assert "maxlength" not in html
    assert "required" not in html


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("停车", "至少写 4 个字，现在只有 2 个字"),
        ("关于老旧小区停车难的建议", "最多 10 个字，现在有 12 个字，请删去 2 个字"),
        ("", "请填写案由"),
        ("甲" * 100_000, "最多 10 个字，现在有 100,000 个字，请删去 99,990 个字"),
    ],
)
def test_length_messages_count(typed: str, message: str) -> None:
    form = Proposal({"title": typed, "half": "am"})
    assert form.errors["title"] == [message]
    assert form["title"].value() == typed


def test_choices_ask_to_be_chosen() -> None:
    assert Proposal({}).errors["half"] == ["请选择时段"]


def test_few_radio_buttons_are_large_choices() -> None:
    html = field_html("half")
    assert 'class="rd-choice"' in html
    assert "<legend>时段" in html
    assert html.count('type="radio"') == 2


def test_boxes_are_a_group_with_a_legend() -> None:
    html = field_html("ways")
    assert 'class="rd-options"' in html
    assert html.count("form-check-input") == 2


def test_a_single_box_stands_before_its_label() -> None:
    html = field_html("key")
    assert html.index('type="checkbox"') < html.index("重点督办")


def test_a_secret_can_be_shown() -> None:
    assert 'data-show="id_secret"' in field_html("secret")


def test_classes_of_the_form_are_kept() -> None:
    assert 'class="rd-w-m form-control"' in field_html("place")


def test_summary_leads_to_the_fields() -> None:
    html = str(Proposal({"title": "停车"}))
    assert "有 2 处需要改正，内容尚未保存" in html
    assert '<a href="#id_title">案由：至少写 4 个字，现在只有 2 个字</a>' in html
    assert '<a href="#id_half_0">时段：请选择时段</a>' in html
    assert html.index("rd-errors") < html.index("id_title_helptext")


def test_no_summary_without_errors() -> None:
    assert "rd-errors" not in str(Proposal())


def test_errors_of_the_whole_form_have_no_link() -> None:
    form = Proposal({"title": "不行的案由", "half": "am"})
    assert [(line.label, line.message, line.target) for line in error_lines(form)] == [
        ("", "这两栏不能同时填", "")
    ]


def test_errors_of_a_formset_name_the_row() -> None:
    rows = forms.formset_factory(Proposal)(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            "form-1-title": "停车",
            "form-1-half": "am",
        }
    )
    assert [(line.label, line.target) for line in error_lines(rows)] == [("第 2 行案由", "id_form-1-title")]


class NameForm(PortalModelForm[OrganName]):
    class Meta:
        model = OrganName
        fields = ("organ", "name", "ends_on")


class KindForm(PortalModelForm[Organ]):
    class Meta:
        model = Organ
        fields = ("kind", "area")


@pytest.mark.django_db
def test_model_forms_read_days_too() -> None:
    form = NameForm({"ends_on": "2026年2月30日", "name": "甲" * 81})
    assert form.errors["ends_on"] == ["2026年2月没有30日，请改成实际日期"]
    assert form.errors["name"] == ["最多 80 个字，现在有 81 个字，请删去 1 个字"]
    assert form.errors["organ"] == ["请选择单位"]


@pytest.mark.django_db
def test_nothing_chosen_is_said_in_words() -> None:
    html = str(KindForm())
    assert "---" not in html
    assert re.search(r'<option value="" selected>\s*请选择\s*</option>', field_html("kind", KindForm()))
    assert re.search(r'<option value="" selected>\s*不填\s*</option>', field_html("area", KindForm()))


class _Parts(HTMLParser):
    """What a browser reads: tags with their attributes, and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.parts += [data.strip()] if data.strip() else []


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
def test_a_list_of_choices_is_written_as_django_writes_it(widget: type[forms.Select]) -> None:
    choices = [("", "不填"), ("1", '甲<b>"&'), ("一组<", [("2", "乙"), ("3", "丙")]), (4, "丁")]
    attrs = {"id": "x", "data-x": 'q"&', "hidden": False, "disabled": True}
    ours, plain = (
        _Parts(widget(choices=choices).render("place", ["2"], attrs, renderer)).parts
        for renderer in (PortalFormRenderer(), DjangoTemplates())
    )
    assert ours == plain
    assert ("option", {"value": "2", "selected": None}) in ours
