"""What stands around a page: menu with counts, search, notices, large text. Everything is computed on first use."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.kept import until_written
from congress.web.addresses import page_url
from congress.web.registry import MenuGroup, MenuItem, SearchProvider, Todo, registry

#: Who has the overview; for leaders who hold no other of its roles it is the home page.
OVERVIEW_READERS = (Role.LEADER, Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE)
LARGE_TEXT_COOKIE = "large_text"
#: Seconds for which the counts in the menu count as fresh; the user's own writes end that at once.
COUNTS_KEPT = 60
#: Seconds for which old counts are still shown, until the page has fetched fresh ones.
COUNTS_SHOWN = 24 * 3600
#: As many kinds of records as the search box can name.
SEARCHES_NAMED = 4


@dataclass(frozen=True)
class MenuLine:
    """One line of the menu as it is shown."""

    label: str
    url: str
    icon: str
    count: int = 0
    is_current: bool = False
    #: Whether it stands under the line before it.
    is_under: bool = False


@dataclass(frozen=True)
class TabLine:
    """One tab at the foot of the phone as it is shown."""

    label: str
    url: str
    icon: str
    is_current: bool = False
    is_main: bool = False


@dataclass(frozen=True)
class MenuBlock:
    """Lines under one heading; the first block has none."""

    label: str
    lines: tuple[MenuLine, ...]


class Shell:
    """The surroundings of one request's page. Each to-do provider is asked at most once per request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        #: The page it stands around, by its path and its view: another request's when its menu is counted again.
        self.path = request.path
        self.view = request.resolver_match.view_name if request.resolver_match else ""

    @cached_property
    def user(self) -> User | None:
        """Who is signed in, if anybody."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) or getattr(user, "is_authenticated", False) else None

    @cached_property
    def large_text(self) -> bool:
        """The user's setting; a visitor's is a cookie."""
        if self.user is not None:
            return self.user.large_text
        return self.request.COOKIES.get(LARGE_TEXT_COOKIE) == "1"

    @property
    def base_template(self) -> str:
        """What an error page stands in: the whole shell for users, the plain page for visitors."""
        return "base.html" if self.user is not None and self.user.roles else "base_plain.html"

    @property
    def came_from(self) -> str:
        """The page before this one when it was one of ours, else the home page."""
        referer = self.request.headers.get("Referer", "")
        safe = url_has_allowed_host_and_scheme(referer, {self.request.get_host()}, self.request.is_secure())
        return referer if safe else reverse("dashboard:home")

    @property
    def typed(self) -> list[str]:
        """What was written into a form that was refused, to be copied: words, no codes, keys or tokens."""
        values = [value.strip() for name in self.request.POST for value in self._written(name)]
        return [value for value in values if not value.isascii() or len(value.split()) > 1]

    def _written(self, name: str) -> list[str]:
        return [] if name == "opened" or "password" in name else self.request.POST.getlist(name)

    @property
    def lost_files(self) -> list[str]:
        """Names of the files that came with such a form."""
        return [upload.name or "" for _name, uploads in self.request.FILES.lists() for upload in uploads]

    # --- to-dos -------------------------------------------------------------------------------------

    @cached_property
    def todos(self) -> list[Todo]:
        """Everything that waits for the user, from every provider, as of the last write in the whole portal."""
        if self.user is None:
            return []
        user = self.user
        found = until_written(
            "web.todos", user, lambda: [todo for provider in registry.todos for todo in provider(user)]
        )
        counts = dict(Counter(t.menu for t in found if t.menu))
        cache.set(counts_key(user.pk), counts, COUNTS_KEPT)
        cache.set(old_counts_key(user.pk), counts, COUNTS_SHOWN)
        return found

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """To-dos by menu line, as this request has read them or else from the cache: no page waits for them."""
        if self.user is None:
            return {}
        if "todos" in self.__dict__:
            return Counter(t.menu for t in self.todos if t.menu)
        return self._kept or cache.get(old_counts_key(self.user.pk)) or {}

    @cached_property
    def counts_are_old(self) -> bool:
        """Whether the page has to fetch the counts once it is there."""
        return self.user is not None and "todos" not in self.__dict__ and self._kept is None

    @cached_property
    def _kept(self) -> dict[str, int] | None:
        kept: dict[str, int] | None = cache.get(counts_key(self.user.pk)) if self.user else None
        return kept

    # --- menu ---------------------------------------------------------------------------------------

    @cached_property
    def menu(self) -> list[MenuBlock]:
        """The lines this user may use, by heading, with the current one marked."""
        if self.user is None:
            return []
        user = self.user
        items = [i for i in registry.menu if user.has_role(*i.roles) and (i.only is None or i.only(user))]
        current = self._current(items)
        blocks = [MenuBlock("", tuple(self._first_lines(user)))]
        for group in MenuGroup:
            chosen = sorted((i for i in items if i.group == group), key=lambda i: (i.order, i.label))
            lines = tuple(line for i in _tops(chosen) for line in self._lines(i, chosen, current))
            if lines:
                blocks.append(MenuBlock(group.label, lines))
        return blocks

    @property
    def menu_lines(self) -> SafeString:
        """The lines of the menu as HTML."""
        return _menu_lines(tuple(self.menu))

    def menu_counted(self, path: str) -> list[MenuBlock]:
        """The menu as it stands around the page at ``path``, with what waits counted now."""
        self.path, self.view = path, ""
        with suppress(Resolver404):
            self.view = resolve(path).view_name
        self.counts = Counter(t.menu for t in self.todos if t.menu)
        return self.menu

    def _first_lines(self, user: User) -> Iterator[MenuLine]:
        """Where one begins: a leader with the overview, others with what waits; the overview second."""
        names = [("首页", "dashboard:home", "home")]
        if user.has_role(*OVERVIEW_READERS):
            names.append(("总览", "dashboard:overview", "layout-dashboard"))
        if leads_only(user):
            names = [names[1], ("待我办理", "dashboard:waiting", "gavel")]
        for label, name, icon in names:
            yield MenuLine(label, page_url(name), icon, is_current=self.view == name)

    def _lines(self, top: MenuItem, items: list[MenuItem], current: MenuItem | None) -> list[MenuLine]:
        """A line, and those under it while one of them is open; else it counts what waits at them."""
        family = [top, *(i for i in items if i.under == top.url_name)]
        counts = [self.counts.get(i.url_name, 0) for i in family]
        if current not in family:
            return [MenuLine(top.label, page_url(top.url_name), top.icon, sum(counts))]
        return [
            MenuLine(i.label, page_url(i.url_name), i.icon, count, i is current, is_under=i is not top)
            for i, count in zip(family, counts, strict=True)
        ]

    @cached_property
    def tabs(self) -> list[TabLine]:
        """The tabs of a phone, home first and one's own account last; none for who works at a desk."""
        if self.user is None:
            return []
        own = sorted((t for t in registry.tabs if self.user.has_role(*t.roles)), key=lambda t: t.order)
        if not own:
            return []
        lines = [(t.label, t.url_name, t.icon, t.main) for t in own]
        ends = ("首页", "dashboard:home", "home", False), ("我的", "accounts:me", "user", False)
        return [
            TabLine(label, page_url(name), icon, self.view == name, main)
            for label, name, icon, main in (ends[0], *lines, ends[1])
        ]

    def _current(self, items: list[MenuItem]) -> MenuItem | None:
        """The line of this very page, else of its namespace; among several the one that is a prefix of the path."""
        exact = [i for i in items if i.url_name == self.view]
        if exact:
            return exact[0]
        namespace = self.view.partition(":")[0]
        own = [i for i in items if namespace in (i.namespaces or (i.url_name.partition(":")[0],))]
        return max(own, key=self._fit, default=None) if namespace else None

    def _fit(self, item: MenuItem) -> int:
        address = page_url(item.url_name)
        return len(address) if self.path.startswith(address) else 0

    # --- search, notices, account ------------------------------------------------------------------------

    @cached_property
    def searches(self) -> list[SearchProvider]:
        """The kinds of records this user can search."""
        if self.user is None:
            return []
        allowed = [p for p in registry.search if self.user.has_role(*p.roles)]
        return sorted(allowed, key=lambda p: p.order)

    @property
    def search_hint(self) -> str:
        """搜代表、活动、人大信息等: what can be found, as much of it as the box has room for."""
        if not self.searches:
            return "全站搜索"
        named = "、".join(provider.label for provider in self.searches[:SEARCHES_NAMED])
        return f"搜{named}{'等' if len(self.searches) > SEARCHES_NAMED else ''}"

    @property
    def search_text(self) -> str:
        """What was searched for, on the page of results."""
        return self.request.GET.get("q", "")[:100] if self.view == "search:results" else ""

    @cached_property
    def unread(self) -> int:
        """Notices this user has not read, or many of them."""
        return registry.notices.unread(self.user) if registry.notices and self.user else 0

    @property
    def notices_url(self) -> str:
        """The list of notices."""
        return reverse(registry.notices.url_name) if registry.notices else ""

    @property
    def account_url(self) -> str:
        """The page of one's own account."""
        return _reverse_or_nothing("accounts:me")

    @property
    def sign_out_url(self) -> str:
        """Where signing out is posted."""
        return _reverse_or_nothing("accounts:sign_out")


@lru_cache(maxsize=256)
def _menu_lines(menu: tuple[MenuBlock, ...]) -> SafeString:
    """Written once for the same lines, marks and counts: the menu is the longest part of most pages."""
    return render_to_string("components/menu_lines.html", {"menu": menu})


def leads_only(user: User) -> bool:
    """Whether the overview is this user's home page."""
    return user.has_role(Role.LEADER) and not user.has_role(*OVERVIEW_READERS[1:])


def _tops(items: list[MenuItem]) -> list[MenuItem]:
    """Those under no line of this user's."""
    names = {i.url_name for i in items}
    return [i for i in items if i.under not in names]


def _reverse_or_nothing(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def counts_key(user_pk: int) -> str:
    """The cache key of a user's to-do counts."""
    return f"web.todo_counts.{user_pk}"


def old_counts_key(user_pk: int) -> str:
    """The cache key of the counts that are shown until there are fresh ones."""
    return f"web.todo_counts_before.{user_pk}"


def shell_of(request: HttpRequest) -> Shell:
    """The shell of this request; the same one for the view and for the template."""
    shell: Shell | None = getattr(request, "portal_shell", None)
    if shell is None:
        shell = Shell(request)
        request.portal_shell = shell  # type: ignore[attr-defined]
    return shell
