"""What stands around every page: menu, counts, search, notices, user menu, messages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from congress.accounts.enums import EVERY_ROLE, Role
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    NoticeSource,
    SearchProvider,
    Todo,
    register_menu,
    register_notices,
    register_search,
    register_todos,
)
from congress.web.shell import Shell, shell_of
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("pages", "plugged")


def lines(html: str) -> list[str]:
    """The menu as it reads, headings in brackets, the current line with a star."""
    menu = html[html.index('<nav class="rd-side"') : html.index("</nav>")]
    found = []
    for heading, tag, text in re.findall(r"(?s)<p id=[^>]*>(.*?)</p>|<li[^>]*><a ([^>]*)>(.*?)</a>", menu):
        words = re.sub(r"<[^>]*>", "", text).strip()
        found.append(f"[{heading}]" if heading else words + ("*" if "aria-current" in tag else ""))
    return found


def counted(client: Client, path: str) -> list[str]:
    """The menu of a page once the page has fetched its counts."""
    html = client.get(path).content.decode()
    menu = html[html.index('<nav class="rd-side"') : html.index("</nav>")]
    asked = re.search(r'hx-get="([^"]*)"', menu)
    if asked:
        fetched = client.get(unescape(asked.group(1)), headers={"HX-Request": "true"}).content.decode()
        for part in fetched.strip().split('<span class="n" id="')[1:]:
            place, inner = part.split('" hx-swap-oob="true">')
            menu = menu.replace(f'id="{place}"></span>', f'id="{place}">{inner}')
    return lines(f"{menu}</nav>")


def item(
    label: str, url: str, group: MenuGroup = MenuGroup.COLLECT, roles: frozenset[str] = EVERY_ROLE
) -> MenuItem:
    return MenuItem(group, label, url, "notes", roles)


@pytest.fixture
def asked() -> list[User]:
    """Whom the to-do provider was asked for."""
    return []


@pytest.fixture
def todos(asked: list[User]) -> None:
    def provider(user: User) -> Iterator[Todo]:
        asked.append(user)
        yield Todo("交办：建议", "第 1 号", "/", "去交办", menu="tests:sheet")
        yield Todo("看一看", "没有菜单的", "/", "去看")

    register_todos(provider)


def test_lines_by_group_within_the_role(office: Client) -> None:
    register_menu(
        item("编印", "tests:deeper", MenuGroup.PUBLISH),
        item("登记", "tests:sheet"),
        item("督办", "tests:busy", MenuGroup.HANDLE, frozenset({Role.LEADER})),
    )
    html = office.get("/t/sheet/").content.decode()
    assert lines(html) == ["首页", "总览", "[收集]", "登记*", "[编印与统计]", "编印"]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/t/sheet/", "一"), ("/t/sheet/deeper/", "二"), ("/t/busy/", "一"), ("/none/", None)],
)
def test_the_line_of_the_page_or_of_its_room_is_current(
    office: Client, path: str, current: str | None
) -> None:
    register_menu(item("一", "tests:sheet"), item("二", "tests:deeper"), item("三", "jobs:index"))
    marked = [line for line in lines(office.get(path).content.decode()) if line.endswith("*")]
    assert marked == ([f"{current}*"] if current else [])


def test_lines_under_another_unfold_on_its_pages_and_are_counted_there_elsewhere(
    office: Client, todos: None
) -> None:
    under = replace(
        item("台账", "tests:sheet", roles=frozenset({Role.OFFICE, Role.LEADER})), under="jobs:index"
    )
    register_menu(
        item("联络站", "jobs:index", roles=frozenset({Role.OFFICE})), under, item("别的", "tests:busy")
    )
    assert counted(office, "/t/busy/")[3:] == ["别的*", "联络站，1 项待办"]
    assert counted(office, "/t/sheet/")[3:] == ["别的", "联络站", "台账，1 项待办*"]
    office.force_login(make_user(Role.LEADER), "congress.accounts.backends.NameOrPhoneBackend")
    assert "台账，1 项待办" in counted(office, "/t/busy/")


def test_counts_of_todos_stand_in_the_menu_once_the_page_is_there(office: Client, todos: None) -> None:
    register_menu(item("登记", "tests:sheet"))
    assert "登记*" in lines(office.get("/t/sheet/").content.decode())
    assert "登记，1 项待办*" in counted(office, "/t/sheet/")
    assert "登记，1 项待办*" in lines(office.get("/t/sheet/").content.decode())


def test_no_page_waits_for_the_counts_and_providers_are_asked_once(
    office: Client, office_clerk: User, todos: None, asked: list[User]
) -> None:
    register_menu(item("登记", "tests:sheet"))
    office.get("/t/sheet/")
    assert asked == []
    counted(office, "/t/sheet/")
    office.get("/")
    counted(office, "/t/sheet/")
    assert asked == [office_clerk], "for the menu and for the home page, which lists them"
    with transaction.atomic():
        audit.record(actor=make_user(Role.LEADER), verb="test", obj=office_clerk)
    office.get("/")
    assert asked == [office_clerk, office_clerk], "anew after anybody's write"
    office.post(reverse("dashboard:set_large_text"), {"on": "1"})
    told = len(asked)
    office.get("/")
    assert len(asked) == told + 1, "anew after whatever the user sent, also what leaves no trail"


def test_whoever_writes_sees_the_old_counts_until_the_fresh_ones_are_there(
    office: Client,
    office_clerk: User,
    todos: None,
    asked: list[User],
    django_capture_on_commit_callbacks: object,
) -> None:
    register_menu(item("登记", "tests:sheet"))
    counted(office, "/t/sheet/")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():  # type: ignore[operator]
        audit.record(actor=office_clerk, verb="test", obj=office_clerk)
    assert "登记，1 项待办*" in lines(office.get("/t/sheet/").content.decode())
    assert len(asked) == 1
    assert "登记，1 项待办*" in counted(office, "/t/sheet/")
    assert len(asked) == 2


def test_nobody_sees_the_counts_of_another(
    office: Client, todos: None, asked: list[User], client: Client
) -> None:
    register_menu(item("登记", "tests:sheet"))
    counted(office, "/t/sheet/")
    client.force_login(make_user(Role.LEADER), "congress.accounts.backends.NameOrPhoneBackend")
    assert "登记*" in lines(client.get("/t/sheet/").content.decode())
    counted(client, "/t/sheet/")
    assert len(asked) == 2


def test_search_hint_names_what_can_be_found(office: Client) -> None:
    register_search(SearchProvider("活动", 2, lambda user, query, limit: [], EVERY_ROLE))
    register_search(SearchProvider("代表", 1, lambda user, query, limit: [], EVERY_ROLE))
    register_search(SearchProvider("密件", 0, lambda user, query, limit: [], frozenset({Role.LEADER})))
    assert 'placeholder="搜代表、活动"' in office.get("/t/sheet/").content.decode()


def test_unread_notices(office: Client) -> None:
    register_notices(NoticeSource("notices:index", lambda user: 1036, lambda user, limit: []))
    assert "通知 1,036</a>" in office.get("/t/sheet/").content.decode()


def test_user_menu(office: Client) -> None:
    html = office.get("/t/sheet/").content.decode()
    assert "周敏" in html
    assert "常委会办公室" in html
    assert "我的帐号" in html
    assert '<form method="post" action="/account/sign-out/">' in html


def test_messages_are_a_status_and_are_escaped(office: Client) -> None:
    html = office.get("/t/sheet/").content.decode()
    box = html[html.index('role="status"') :]
    assert "已交办 3 个单位" in box
    assert "&lt;没有送出&gt;" in box
    assert re.search(r'rd-note is-near">.*?有 1 篇未核对人员', box)


def test_landmarks(office: Client) -> None:
    html = office.get("/t/sheet/").content.decode()
    assert html.index('href="#main"') < html.index("<header")
    for part in (
        '<html lang="zh-CN">',
        'role="search"',
        '<nav class="rd-side" aria-label="主菜单"',
        'id="main"',
    ):
        assert html.count(part) == 1
    assert html.count("<h1") == 1
    assert "<title>一页 · " in html


def test_no_inline_script_and_no_style_attribute(office: Client) -> None:
    html = office.get("/t/sheet/").content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|<style", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r'(src|href)="https?://', html)


def test_one_shell_per_request(rf: RequestFactory) -> None:
    request = rf.get("/")
    assert shell_of(request) is shell_of(request)


def test_a_visitor_has_no_menu_and_costs_no_query(rf: RequestFactory) -> None:
    shell = Shell(rf.get("/"))
    assert (shell.menu, shell.todos, shell.counts, shell.unread) == ([], [], {}, 0)
