"""What lists put together in Python says the same as Django's templates, addresses and controls would."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, set_script_prefix
from django.utils.html import format_html
from django_filters.fields import ModelChoiceField

from congress.accounts.enums import Role
from congress.organs.models import Area
from congress.web import marks
from congress.web.addresses import page_url, record_url
from congress.web.clock import Clock
from congress.web.escaping import escaped, html, joined
from congress.web.lists.cells import title, under
from congress.web.lists.filters import FilterSelect, NamedField
from tests.factories import make_activity, make_area, make_user

BAD = "<b>&\"'"


@pytest.mark.parametrize("value", [BAD, format_html("<b>{}</b>", BAD), 7, 0, date(2026, 5, 8)])
def test_values_are_escaped_as_django_does_it(value: Any) -> None:
    assert escaped(value) == format_html("{}", value)
    assert html("<p>{}</p>", value) == format_html("<p>{}</p>", value)


def test_nothing_is_shown_for_no_value() -> None:
    assert escaped(None) == ""
    assert under("") == ""


def test_pieces_of_html_stay_html() -> None:
    both = joined((html("{}", BAD), html("<br>")))
    assert html("{}", both) == both


def test_a_title_escapes_its_name_its_marks_and_the_line_below() -> None:
    cell = title("/a?b&c", BAD, BAD, marks.tag(BAD), below=BAD)
    assert "<b>" not in cell
    assert cell.count("&lt;b&gt;") == 4
    assert 'href="/a?b&amp;c"' in cell


def test_marks_escape_their_words() -> None:
    for mark in (marks.state("late", BAD), marks.tag(BAD, "key"), marks.dim(BAD)):
        assert BAD not in mark
        assert "&lt;b&gt;" in mark
    assert BAD not in marks.deadline(Clock("late", BAD, BAD))
    assert marks.deadline(None) == ""


@pytest.fixture
def _below_a_prefix() -> Iterator[None]:
    set_script_prefix("/portal/")
    yield
    set_script_prefix("/")


def test_an_address_is_that_of_reverse() -> None:
    for key in (1, 42):
        assert record_url("deputies:detail", key) == reverse("deputies:detail", args=[key])
    assert page_url("deputies:index") == reverse("deputies:index")


@pytest.mark.usefixtures("_below_a_prefix")
def test_an_address_knows_where_the_portal_lives() -> None:
    assert record_url("deputies:detail", 7) == reverse("deputies:detail", args=[7])
    assert record_url("deputies:detail", 7).startswith("/portal/")
    assert page_url("deputies:index") == reverse("deputies:index")


CHOICES = [("", "全部"), ("a", BAD), ("b", "乙"), (None, "无"), (1, "一")]


@pytest.mark.parametrize("value", [None, "", "a", "b", 1, "1", "missing"])
def test_a_filter_looks_like_any_select(value: Any) -> None:
    attrs = {"id": "id_x", "class": "form-select", "aria-label": BAD, "disabled": True}
    own, django = (kind(choices=CHOICES).render("x", value, attrs) for kind in (FilterSelect, forms.Select))
    assert own == django.replace("\n  ", "").replace("\n", "")


def test_a_filter_with_groups_of_choices_looks_like_any_select() -> None:
    grouped = [("组", [("a", "甲")]), ("b", "乙")]
    assert FilterSelect(choices=grouped).render("x", "a") == forms.Select(choices=grouped).render("x", "a")


@pytest.mark.django_db
def test_a_filter_of_records_offers_them_by_name(django_assert_num_queries: Any) -> None:
    area = make_area(BAD)
    rows = Area.objects.filter(pk=area.pk)
    field = ModelChoiceField(queryset=rows, empty_label="全部", null_label="没有", widget=FilterSelect)
    with django_assert_num_queries(1):
        shown = field.widget.render("x", area.pk)
    assert f'<option value="{area.pk}" selected>&lt;b&gt;&amp;' in shown
    assert shown.index(">全部<") < shown.index(">没有<") < shown.index("&lt;b&gt;")


@pytest.mark.django_db
def test_records_that_go_by_one_column_are_offered_without_reading_more() -> None:
    area = make_area(BAD)
    rows = Area.objects.filter(pk=area.pk)
    named = NamedField(rows, name="name", empty_label="全部")
    plain = ModelChoiceField(queryset=rows, empty_label="全部", widget=FilterSelect)
    with CaptureQueriesContext(connection) as queries:
        shown = named.widget.render("x", area.pk)
    assert shown == plain.widget.render("x", area.pk)
    assert [query["sql"].count('"path"') for query in queries] == [0]
    assert named.clean(str(area.pk)) == area


@pytest.mark.django_db
def test_choices_from_the_database_are_read_once_a_page(client: Client) -> None:
    make_activity(on=date(2026, 5, 8))
    client.force_login(make_user(Role.OFFICE), backend="congress.accounts.backends.NameOrPhoneBackend")
    client.get("/activities/")
    from_first_to_last = 'MIN("activities_activity"."start_on")'
    with CaptureQueriesContext(connection) as queries:
        client.get("/activities/?month=2026-05")
    assert len([query for query in queries if from_first_to_last in query["sql"]]) == 1
