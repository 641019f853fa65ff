"""A list as a page: search, filters, order, pages, columns, fragment, scope."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from congress.web.lists.declare import Action, ListPage, list_of
from congress.web.models import ListChoice
from tests.factories import make_area, make_user
from tests.web.lists.places import PLACES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.lists.places")]
HTMX = {"HX-Request": "true", "HX-Target": "list"}


def names(response: Any) -> list[str]:
    return re.findall(r'class="rd-title" href="#">(.*?)</a>', response.content.decode())


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


def test_first_page_with_counts(desk: Client, towns: list[Area]) -> None:
    html = desk.get("/test-places/").content.decode()
    assert html.count('name="pick"') == 25
    assert "第 1–25 个，共 66 个" in html
    assert re.search(r'aria-current="true">全部<span>66</span>', html)
    assert "街道<span>60</span>" in html
    assert "导出 66 个" in html


def test_search_needs_every_word(desk: Client, towns: list[Area]) -> None:
    assert names(desk.get("/test-places/?q=甲0 街道&size=50")) == [f"甲0{n}街道" for n in range(10)]
    assert names(desk.get("/test-places/?q=甲0 镇")) == []


def test_search_takes_signs_literally(desk: Client, towns: list[Area]) -> None:
    make_area("百分%街道")
    assert names(desk.get("/test-places/?q=%25")) == ["百分%街道"]


def test_preset_is_a_filter_and_lights_up(desk: Client, towns: list[Area]) -> None:
    response = desk.get("/test-places/?kind=town")
    assert len(names(response)) == 5
    assert re.search(r'aria-current="true">镇<span>5</span>', response.content.decode())


def test_chips_say_what_is_filtered_and_take_it_away(desk: Client, towns: list[Area], district: Area) -> None:
    html = desk.get(f"/test-places/?kind=town&parent={district.pk}&sort=-name").content.decode()
    assert "类别：镇" in html
    assert f"上级：{district.name}" in html
    assert f'href="/test-places/?parent={district.pk}&amp;sort=-name"' in html
    assert 'href="/test-places/?sort=-name" hx-boost="true">清除条件' in html


def test_impossible_day_filters_nothing_in_and_says_why(desk: Client, towns: list[Area]) -> None:
    html = desk.get("/test-places/?since=2026年2月30日").content.decode()
    assert "2026年2月没有30日" in html
    assert 'value="2026年2月30日"' in html
    assert 'name="pick"' not in html
    assert "条件有误" in html


@pytest.mark.parametrize(
    "bad", ["page=0", "page=999", "page=x", "size=7", "sort=password", "sort=--name", "kind=none"]
)
def test_nonsense_in_the_address_is_harmless(desk: Client, towns: list[Area], bad: str) -> None:
    assert desk.get(f"/test-places/?{bad}").status_code == 200


def test_sorting_by_a_head_and_back(desk: Client, towns: list[Area]) -> None:
    response = desk.get("/test-places/?sort=-name&kind=subdistrict")
    html = response.content.decode()
    assert names(response)[0] == "甲59街道"
    assert (
        'aria-sort="descending"><a id="sort-name" href="/test-places/?kind=subdistrict&amp;sort=name"' in html
    )


def test_rows_without_a_value_come_last_on_every_database(
    desk: Client, towns: list[Area], district: Area
) -> None:
    for sort in ("parent", "-parent"):
        assert names(desk.get(f"/test-places/?sort={sort}&size=100"))[-1] == district.name


def test_pages_neither_repeat_nor_skip_rows_of_equal_order(desk: Client, towns: list[Area]) -> None:
    seen = [name for page in (1, 2, 3) for name in names(desk.get(f"/test-places/?page={page}"))]
    assert len(seen) == len(set(seen)) == 66


def test_page_size_in_the_address(desk: Client, towns: list[Area]) -> None:
    assert len(names(desk.get("/test-places/?size=50"))) == 50


def test_fragment_equals_a_fresh_page(desk: Client, towns: list[Area]) -> None:
    for query in ("", "?q=甲&kind=subdistrict&sort=-name&page=2", "?q=没有"):
        page = desk.get(f"/test-places/{query}").content.decode()
        fragment = desk.get(f"/test-places/{query}", headers=HTMX).content.decode()
        assert not fragment.lstrip().startswith("<!doctype")
        assert without_tokens(fragment).strip() in without_tokens(page)


def test_fragment_names_the_address_without_empty_fields(desk: Client, towns: list[Area]) -> None:
    response = desk.get("/test-places/?q=&kind=town&parent=", headers=HTMX)
    assert response["HX-Push-Url"] == "/test-places/?kind=town"
    assert {"HX-Request", "HX-Target"} <= set(response["Vary"].replace(" ", "").split(","))


def test_going_back_in_the_browser_gets_the_whole_page(desk: Client, towns: list[Area]) -> None:
    headers = {**HTMX, "HX-History-Restore-Request": "true"}
    assert "<!doctype html>" in desk.get("/test-places/", headers=headers).content.decode()


def test_empty_list_says_what_to_do(desk: Client) -> None:
    Area.objects.all().delete()
    html = desk.get("/test-places/").content.decode()
    assert "还没有区域" in html
    assert "登记区域" in html
    assert "<table" not in html


def test_actions_are_for_their_roles(client: Client, towns: list[Area]) -> None:
    client.force_login(make_user(Role.LEADER), backend="congress.accounts.backends.NameOrPhoneBackend")
    html = client.get("/test-places/").content.decode()
    assert "登记区域" not in html
    assert "标记" not in html


def test_rows_are_cut_to_the_scope(client: Client, towns: list[Area]) -> None:
    client.force_login(make_user(Role.TOWN), backend="congress.accounts.backends.NameOrPhoneBackend")
    assert "共 60 个" in client.get("/test-places/").content.decode()


def test_picked_rows(desk: Client, towns: list[Area]) -> None:
    keys = [str(towns[0].pk), str(towns[3].pk), "x", "999999"]
    assert desk.post("/test-places/mark/", {"pick": keys}).content.decode() == "甲00街道|甲03街道"


def test_picking_everything_that_is_filtered(desk: Client, towns: list[Area]) -> None:
    marked = desk.post("/test-places/mark/?kind=town", {"pick": [str(towns[0].pk)], "all": "1"})
    assert marked.content.decode() == "|".join(f"乙{n}镇" for n in range(5))


def test_picking_out_of_scope_finds_nothing(client: Client, towns: list[Area]) -> None:
    client.force_login(make_user(Role.TOWN), backend="congress.accounts.backends.NameOrPhoneBackend")
    outside = next(area for area in towns if area.kind == AreaKind.TOWN)
    assert client.post("/test-places/mark/", {"pick": [str(outside.pk)]}).content == b""


def test_choosing_columns_is_remembered_per_user(desk: Client, clerk: User, towns: list[Area]) -> None:
    answer = desk.post(
        "/lists/test-places/columns/",
        {"columns": ["order"], "page_size": "50", "next": "/test-places/?kind=subdistrict&size=25"},
    )
    assert answer.headers["Location"] == "/test-places/?kind=subdistrict"
    html = desk.get("/test-places/").content.decode()
    assert html.count('name="pick"') == 50
    assert 'id="sort-order"' in html
    assert 'id="sort-kind"' not in html
    other = Client()
    other.force_login(make_user(Role.OFFICE), backend="congress.accounts.backends.NameOrPhoneBackend")
    assert 'id="sort-kind"' in other.get("/test-places/").content.decode()


def test_hiding_every_free_column_keeps_the_fixed_one(desk: Client, towns: list[Area]) -> None:
    desk.post("/lists/test-places/columns/", {"columns": [], "page_size": "25", "next": "/test-places/"})
    html = desk.get("/test-places/").content.decode()
    assert 'id="sort-name"' in html
    assert 'id="sort-kind"' not in html


def test_unknown_column_changes_nothing(desk: Client, clerk: User) -> None:
    desk.post("/lists/test-places/columns/", {"columns": ["password"], "page_size": "25", "next": "/"})
    assert not ListChoice.objects.filter(user=clerk).exists()


def test_queries_do_not_grow_with_the_rows(desk: Client, district: Area) -> None:
    desk.get("/test-places/")
    numbers = []
    for _ in range(2):
        for n in range(30):
            make_area(f"甲{n}街道{Area.objects.count()}")
        with CaptureQueriesContext(connection) as captured:
            desk.get("/test-places/")
        numbers.append([q["sql"] for q in captured if re.search('FROM "(organs_area|web_)', q["sql"])])
    # look of the list, saved filters, total, two presets, options of one select, the rows
    assert [len(sql) for sql in numbers] == [7, 7]


def test_long_list_remembers_its_counts(
    desk: Client, towns: list[Area], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congress.web.lists.counts.LONG_LIST", 10)
    desk.get("/test-places/?kind=town")
    make_area("甲新街道")
    assert "全部<span>66</span>" in desk.get("/test-places/?kind=town").content.decode()


def test_rows_of_a_long_list_are_sorted_by_their_keys_and_read_by_them(
    desk: Client, towns: list[Area], monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = ["/test-places/", "/test-places/?sort=-name&page=2", "/test-places/?kind=town&sort=parent"]
    short = [names(desk.get(address)) for address in addresses]
    monkeypatch.setattr("congress.web.lists.listing.LONG_LIST", 10)
    with CaptureQueriesContext(connection) as captured:
        assert [names(desk.get(address)) for address in addresses] == short
    sorted_rows = [q["sql"] for q in captured if "LIMIT 25" in q["sql"]]
    assert sorted_rows
    assert all(sql.startswith('SELECT "organs_area"."id" AS "pk" FROM') for sql in sorted_rows)


def test_short_list_counts_every_time(desk: Client, towns: list[Area]) -> None:
    desk.get("/test-places/")
    make_area("甲新街道")
    assert "全部<span>67</span>" in desk.get("/test-places/").content.decode()


def test_two_lists_cannot_share_a_key() -> None:
    with pytest.raises(ValueError, match="two lists"):
        ListPage(**{**vars(PLACES), "title": "另一个"})


def test_list_must_be_sortable_by_its_order() -> None:
    with pytest.raises(ValueError, match="no column sorts"):
        ListPage(**{**vars(PLACES), "key": "test-unsorted", "order": "name_of_nothing"})


def test_list_of_unknown_key() -> None:
    assert list_of("test-no-such-list") is None


def test_a_row_has_the_cells_of_the_shown_columns_and_no_others(
    desk: Client, clerk: User, district: Area
) -> None:
    make_area("甲镇", AreaKind.TOWN, parent=district)
    row = re.compile(r"<tr><td><input[^>]+></td>(.*?)</tr>")
    name = '<td><a class="rd-title" href="#">甲镇</a></td>'
    kind, parent = '<td class="is-inline">镇</td>', f'<td class="is-inline">{district.name}</td>'
    assert row.findall(desk.get("/test-places/?kind=town").text) == [name + kind + parent]
    ListChoice.objects.create(user=clerk, list_key="test-places", columns=["kind", "order"])
    order = f'<td class="r is-inline">{Area.objects.get(name="甲镇").order}</td>'
    assert row.findall(desk.get("/test-places/?kind=town").text) == [name + kind + order]


def test_a_cell_says_nothing_where_there_is_nothing(desk: Client, district: Area) -> None:
    assert '<td class="is-inline"></td>' in desk.get("/test-places/").text, "the district lies below nothing"


def test_further_filters_are_made_when_somebody_opens_them(desk: Client, towns: list[Area]) -> None:
    closed = desk.get("/test-places/").content.decode()
    assert 'id="list-more"' in closed
    assert 'href="/test-places/?more=1"' in closed
    further = [f'name="{name}"' for name in desk.get("/test-places/").context["list"].more_names]
    assert further
    assert not [name for name in further if name in closed]
    fragment = desk.get("/test-places/", headers={"HX-Request": "true", "HX-Target": "list-more"})
    without_scripts = desk.get("/test-places/?more=1").content.decode()
    for html in (fragment.content.decode(), without_scripts):
        assert [name for name in further if name in html] == further
    assert "<table" not in fragment.content.decode()


def test_the_head_of_a_list_keeps_the_primary_link_last_and_the_rest_behind_more(
    desk: Client, towns: list[Area], monkeypatch: pytest.MonkeyPatch
) -> None:
    role = frozenset({Role.OFFICE})
    others = [Action(f"其他{n}", "organs:index", "plus", role, primary=False) for n in range(4)]
    monkeypatch.setitem(vars(PLACES), "actions", (Action("登记", "organs:index", "plus", role), *others))
    listing = desk.get("/test-places/").context["list"]
    assert [action.label for action in listing.head_actions] == ["其他0", "其他1", "登记"]
    assert [action.label for action in listing.menu_actions] == ["其他2", "其他3"]
    monkeypatch.setitem(vars(PLACES), "actions", tuple(others[:3]))
    listing = desk.get("/test-places/").context["list"]
    assert [len(listing.head_actions), len(listing.menu_actions)] == [3, 0]
