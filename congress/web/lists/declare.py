"""What an app says about a list. Data only; :mod:`congress.web.lists.page` acts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from congress.accounts.models import User
from congress.web.lists.filters import ListFilter

PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Column:
    """A column of the table and of the export.

    ``order`` is the ORM field its head sorts by (none: not sortable). ``export`` gives the value for the
    spreadsheet: a dotted attribute of the row or a function of it; by default the attribute named ``key``.
    A ``fixed`` column cannot be hidden; one that is not ``shown`` appears when the user chooses it.
    ``only_export`` columns are never on the page.

    ``cell`` gives what stands on the page: text, which is escaped, or HTML of ``format_html``; by default what
    ``export`` gives. ``cell_beside`` makes it where that depends on which columns are on the page. ``css`` are
    the classes of the cell; a ``labelled`` one bears the label of its column where the head is not on screen.

    What is fetched only when the column is there: ``needs`` are related rows, as for ``prefetch_related``;
    ``load`` writes on many rows at once what the column holds. A column with both loads for the page, where
    less is shown, and is prefetched for the export. ``sorts`` adds to the rows what ``order`` names; with
    ``newest_first`` rows alike in it, and those without a value, begin with the newest; with ``then`` they stand in
    the order of that field.
    """

    key: str
    label: str
    order: str = ""
    export: str | Callable[[Any], Any] = ""
    shown: bool = True
    fixed: bool = False
    right: bool = False
    only_export: bool = False
    cell: Callable[[Any], object] | None = None
    cell_beside: Callable[[Mapping[str, bool]], Callable[[Any], object]] | None = None
    css: str = "is-inline"
    labelled: bool = False
    needs: tuple[Any, ...] = ()
    load: Callable[[Sequence[Any]], None] | None = None
    sorts: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    newest_first: bool = False
    then: str = ""

    def value(self, row: Any) -> Any:
        """What the spreadsheet cell holds. Methods are called, and nothing ends the path, as in templates."""
        if callable(self.export):
            return self.export(row)
        value = row
        for name in (self.export or self.key).split("."):
            if value is None:
                break
            value = getattr(value, name)
            if callable(value) and not getattr(value, "do_not_call_in_templates", False):
                value = value()
        return value

    def shower(self, shown: Mapping[str, bool]) -> Callable[[Any], object]:
        """What gives the cell of a row on a page with these columns."""
        return self.cell_beside(shown) if self.cell_beside else self.cell or self.value


@dataclass(frozen=True)
class Preset:
    """A filter every user of the list finds above it: a name and the querystring it stands for."""

    label: str
    querystring: str


@dataclass(frozen=True)
class Action:
    """A link in the head of the list (``icon``: a Tabler name without ``ti-``), for holders of ``roles``."""

    label: str
    url_name: str
    icon: str
    roles: frozenset[str]
    primary: bool = True
    args: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name, args=self.args)


@dataclass(frozen=True)
class BulkAction:
    """A button over picked rows. It posts ``pick`` keys (or ``all``) to the view of ``url_name``."""

    label: str
    url_name: str
    icon: str
    roles: frozenset[str]
    args: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where it posts to."""
        return reverse(self.url_name, args=self.args)


@dataclass(frozen=True)
class Empty:
    """What a list without any row says: what is not there, and why; the primary action is the next step."""

    title: str
    why: str


@dataclass(frozen=True)
class Total:
    """A sum over the rows a list shows, beside their count: 参加代表 1,600 人次."""

    label: str
    value: int
    unit: str


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list. ``key`` names it for ever (saved filters hang on it); ``unit`` counts its rows (件, 次, 人 …)."""

    key: str
    title: str
    unit: str
    rows: Callable[[User], QuerySet[Any]]
    filterset: type[ListFilter]
    columns: tuple[Column, ...]
    order: str
    empty: Empty
    presets: tuple[Preset, ...] = ()
    actions: tuple[Action, ...] = ()
    bulk: tuple[BulkAction, ...] = ()
    subtitle: str = ""
    #: Sums over what is filtered, for figures that count more than rows; asked for while something is filtered.
    totals: Callable[[QuerySet[Any]], Sequence[Total]] | None = None
    #: How a row is called where it has no visible label, such as its checkbox.
    name_of: Callable[[Any], str] = str

    def __post_init__(self) -> None:
        known = {c.order for c in self.columns if c.order}
        if self.order.lstrip("-") not in known:
            raise ValueError(f"list {self.key}: no column sorts by its order {self.order}")
        if _LISTS.setdefault(self.key, self) is not self:
            raise ValueError(f"two lists are called {self.key}")

    @property
    def page_columns(self) -> list[Column]:
        """The columns that can stand on the page."""
        return [c for c in self.columns if not c.only_export]

    def columns_for(self, chosen: Iterable[str]) -> list[Column]:
        """The columns on the page for a user who chose these keys (none: as declared)."""
        keys = set(chosen)
        return [c for c in self.page_columns if c.fixed or (c.key in keys if keys else c.shown)]


_LISTS: dict[str, ListPage] = {}


def list_of(key: str) -> ListPage | None:
    """The list with this key, also in a process that has not served its page."""
    if key not in _LISTS:
        autodiscover_modules("tables")
    return _LISTS.get(key)
