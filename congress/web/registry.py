"""What apps plug into the portal. Each app's ``portal.py`` calls these once, at start-up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import models

from congress.accounts.models import User
from congress.search.index import Searched
from congress.search.text import Typed


class MenuGroup(models.TextChoices):
    """The headings of the left menu, in their order."""

    COLLECT = "collect", "收集"
    HANDLE = "handle", "办理"
    DUTY = "duty", "履职"
    PUBLISH = "publish", "编印与统计"
    SYSTEM = "system", "系统"


@dataclass(frozen=True)
class MenuItem:
    """One line of the left menu; ``icon`` is a Tabler icon name without ``ti-``."""

    group: MenuGroup
    label: str
    url_name: str
    icon: str
    roles: frozenset[str]
    order: int = 50
    #: The namespace whose pages light this line up; the first part of ``url_name`` by default.
    namespaces: tuple[str, ...] = ()
    #: The line it stands under, by its ``url_name``: shown on the pages of that line and of those under it, its count
    #: added to that line's elsewhere.
    under: str = ""
    #: Of the holders of the roles only these, where a role is held by people who have nothing to do there.
    only: Callable[[User], bool] | None = None


@dataclass(frozen=True)
class Todo:
    """One thing that waits for this user. ``due`` is a day or a moment; none means no deadline."""

    title: str
    context: str
    url: str
    action: str
    due: date | datetime | None = None
    menu: str = ""  # url_name of the menu line that counts it


@dataclass(frozen=True)
class SearchHit:
    """One result of the global search; ``context`` tells its facts, ``text`` the words around what was found."""

    title: str
    context: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class SearchProvider:
    """A kind of record that the global search looks through, within the user's scope."""

    label: str
    order: int
    find: Callable[[User, Typed, int], Iterable[SearchHit]]
    roles: frozenset[str]
    #: The list page that takes the same words as ``?q=`` and shows all hits.
    list_url: str = ""
    #: Characters the longest word must have: 2 where there are so many records that only pairs have an index.
    shortest: int = 1
    #: The tables the words of each hit stand in, where that is how they are found: one table whose row holds every
    #: word, or several each of which may hold some. All are looked into at once, and only where there is something the
    #: provider is asked.
    tables: tuple[Searched, ...] = ()
    #: Words of letters or digits find it in other ways too, as initials or a number: by such words it is asked anyway.
    by_letters: bool = False


@dataclass(frozen=True)
class HomeAction:
    """A button in the head of the home page; the first one a user may use is the primary one."""

    label: str
    url_name: str
    icon: str
    roles: frozenset[str]
    order: int = 50


@dataclass(frozen=True)
class Tab:
    """One of the tabs at the foot of a phone; home and one's own account stand first and last by themselves.

    ``main`` marks what most people come for; there is one, in the middle.
    """

    label: str
    url_name: str
    icon: str
    roles: frozenset[str]
    order: int = 50
    main: bool = False


@dataclass(frozen=True)
class Coming:
    """Something a phone's owner is to attend; ``who`` names those who go along."""

    title: str
    day: date
    begins_at: time
    place: str
    url: str
    who: str = ""


@dataclass(frozen=True)
class PhoneLine:
    """One record of a list on the home page of a phone; ``mark`` is what to know about it."""

    title: str
    note: str
    url: str
    due: date | None = None
    mark: str = ""


@dataclass(frozen=True)
class PhoneList:
    """The newest records of the phone's owner of one kind, and the way to all of them."""

    title: str
    total: int
    unit: str
    all_url: str
    lines: list[PhoneLine]


@dataclass(frozen=True)
class NoticeLine:
    """One recent notice on the home page."""

    title: str
    url: str
    at: datetime
    read: bool


@dataclass(frozen=True)
class NoticeSource:
    """Where notices come from: the page that lists them, how many are unread, the newest ones."""

    url_name: str
    unread: Callable[[User], int]
    recent: Callable[[User, int], Iterable[NoticeLine]]


@dataclass(frozen=True)
class DemoLoader:
    """Fills one room with the demo district; run in ``order``, lower rooms first."""

    order: int
    label: str
    load: Callable[[], None]


class SettingsGroup(models.TextChoices):
    """The headings of the page of settings, in their order."""

    DISTRICT = "district", "本区"
    PEOPLE = "people", "帐号和登录"
    DUTY = "duty", "代表和履职"
    ACTIVITIES = "activities", "活动和培训"
    STATIONS = "stations", "联络站"
    SUGGESTIONS = "suggestions", "建议办理"
    PUBLISH = "publish", "刊物、报告和宣传"
    RUNNING = "running", "通知和运行"


@dataclass(frozen=True)
class SettingsPage:
    """One page on which the district decides something; ``text`` says in a sentence what.

    ``value`` gives what holds now, where that is one cheap query; a page without it says it itself. ``roles`` are those
    who decide. The address needs no argument.
    """

    group: SettingsGroup
    label: str
    text: str
    url_name: str
    roles: frozenset[str]
    order: int = 50
    value: Callable[[], str] | None = None


@dataclass(frozen=True)
class SetupStep:
    """One step of setting up an empty portal; it is done by itself once its records are there.

    ``why`` says what it is for, ``needs`` what to have at hand, ``there`` what is there already, in words, or nothing;
    a step is done when something is there, or as ``done`` says. ``url`` leads to the page where ``roles`` do it,
    the page named ``look`` to what is there.
    """

    key: str
    order: int
    label: str
    why: str
    needs: str
    url: Callable[[], str]
    there: Callable[[], str]
    roles: frozenset[str]
    look: str
    done: Callable[[], bool] | None = None


@dataclass
class Registry:
    """Everything plugged in."""

    menu: list[MenuItem] = field(default_factory=list)
    todos: list[Callable[[User], Iterable[Todo]]] = field(default_factory=list)
    search: list[SearchProvider] = field(default_factory=list)
    actions: list[HomeAction] = field(default_factory=list)
    tabs: list[Tab] = field(default_factory=list)
    coming: list[Callable[[User], Iterable[Coming]]] = field(default_factory=list)
    phone_lists: list[Callable[[User], PhoneList | None]] = field(default_factory=list)
    notices: NoticeSource | None = None
    demo: list[DemoLoader] = field(default_factory=list)
    settings: list[SettingsPage] = field(default_factory=list)
    setup: list[SetupStep] = field(default_factory=list)


registry = Registry()


def register_menu(*items: MenuItem) -> None:
    """Add lines to the left menu."""
    registry.menu.extend(items)


def register_todos(provider: Callable[[User], Iterable[Todo]]) -> None:
    """Add a source of to-dos; it is asked once per page of a signed-in user, so it must be cheap."""
    registry.todos.append(provider)


def register_search(provider: SearchProvider) -> None:
    """Add a kind of record to the global search."""
    registry.search.append(provider)


def register_actions(*actions: HomeAction) -> None:
    """Add buttons to the head of the home page."""
    registry.actions.extend(actions)


def register_tabs(*tabs: Tab) -> None:
    """Add tabs to the foot of the phone."""
    registry.tabs.extend(tabs)


def register_coming(provider: Callable[[User], Iterable[Coming]]) -> None:
    """Add a source of what a phone's owner attends next; each gives its nearest, from now on."""
    registry.coming.append(provider)


def register_phone_list(provider: Callable[[User], PhoneList | None]) -> None:
    """Add a list to the home page of a phone."""
    registry.phone_lists.append(provider)


def register_notices(source: NoticeSource) -> None:
    """Name the source of notices; there is one."""
    registry.notices = source


def register_demo(order: int, label: str, load: Callable[[], None]) -> None:
    """Add a loader of the demo district. It must leave alone what is there already."""
    registry.demo.append(DemoLoader(order, label, load))


def register_settings(*pages: SettingsPage) -> None:
    """Add pages to 设置."""
    registry.settings.extend(pages)


def register_setup_step(*steps: SetupStep) -> None:
    """Add steps to the set-up of an empty portal."""
    registry.setup.extend(steps)
