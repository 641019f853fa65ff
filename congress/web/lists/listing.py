"""One request's reading of a list: everything its templates show, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

from congress.web.lists.cells import body
from congress.web.lists.chips import Chip, is_given, text_of
from congress.web.lists.counts import LONG_LIST, counts
from congress.web.lists.declare import PAGE_SIZES, Action, BulkAction, Column, ListPage, Total
from congress.web.lists.filters import ListFilter
from congress.web.lists.rows import fetched, load, ordering
from congress.web.models import ListChoice, SavedFilter

#: Links in the head of a list besides the primary one, before the rest goes behind 更多.
MOST_IN_HEAD = 2


@dataclass(frozen=True)
class Tab:
    """A saved filter with its count; the first one is 全部."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class Head:
    """A column head; ``url`` sorts by it (none: cannot), ``sort`` says how the rows are sorted now."""

    column: Column
    url: str = ""
    sort: str = ""


class Listing:
    """A list as this request asks for it."""

    def __init__(self, page: ListPage, request: HttpRequest) -> None:
        self.page = page
        self.request = request
        self.user: Any = request.user
        given = request.GET
        self.page_number = given.get("page", "1")
        self.size_given = given.get("size", "")
        self.sort = given.get("sort", "") if given.get("sort", "").lstrip("-") in self._sortable else ""
        self.filters = self._only_filters(given)
        self.asked_for_more = "more" in given
        wanted = {"q", *page.filterset.leading, *self.filters}
        self.filterset = self._filterset(self.filters, only=wanted)

    # -- rows ------------------------------------------------------------------------------------

    @cached_property
    def all_rows(self) -> QuerySet[Any]:
        """Every row the user may see."""
        return self.page.rows(self.user)

    @cached_property
    def filtered(self) -> QuerySet[Any]:
        """The rows that pass the filters, in order. Wrong filters (a day that does not exist) pass none."""
        return self.in_order(self._matching(self.filterset))

    def in_order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Some of the rows in the order asked for."""
        order = self.sort or self._default_sort
        column = self._sortable[order.lstrip("-")]
        if column.sorts:
            rows = column.sorts(rows)
        down = order.startswith("-")
        return rows.order_by(*ordering(rows.model, column.order, down, column.newest_first, column.then))

    @cached_property
    def rows(self) -> list[tuple[Any, str]]:
        """The rows of this page, each with its name.

        Of a long list the keys are read first: without what a row shows it is sorted several times as quickly,
        and an index holds what is passed over on the way to a page far down.
        """
        page: Any = self.leaf.object_list
        prefetched = [c for c in self.columns if not c.load]
        if self.total > LONG_LIST:
            keys = list(page.values_list("pk", flat=True))
            found = fetched(self.all_rows, prefetched).order_by().in_bulk(keys)
            rows = [found[key] for key in keys if key in found]
        else:
            rows = list(fetched(page, prefetched))
        load(self.columns, rows)
        return [(row, self.page.name_of(row)) for row in rows]

    @property
    def body(self) -> SafeString:
        """The rows as HTML."""
        return body(self.columns, self.shown, self.rows)

    @cached_property
    def leaf(self) -> Page[Any]:
        """This page of the filtered rows; a page past the end is the last one."""
        paginator = Paginator(self.filtered, self.size)
        paginator.count = self.count
        return paginator.get_page(self.page_number)

    @property
    def count(self) -> int:
        """How many rows pass the filters."""
        return self._counts[self.querystring(self.filters)]

    @property
    def total(self) -> int:
        """How many rows the user may see."""
        return self._counts[""]

    @cached_property
    def totals(self) -> Sequence[Total]:
        """Sums over the rows that pass the filters; none over the whole list, which nobody asked to be added up."""
        if self.page.totals is None or not self.filters:
            return ()
        return self.page.totals(self.filtered.order_by())

    # -- above the table -------------------------------------------------------------------------

    @cached_property
    def tabs(self) -> list[Tab]:
        """全部, then what the list offers, then what the user saved."""
        here = self.querystring(self.filters)
        tabs = [Tab("全部", self.request.path, self.total, not here)]
        for label, querystring in self._saved:
            url = f"{self.request.path}?{querystring}"
            tabs.append(Tab(label, url, self._counts[querystring], querystring == here))
        return tabs

    @cached_property
    def form(self) -> Form:
        """The filter form. The leading filters stand without a label, so they carry it themselves."""
        form: Form = self.filterset.form
        for name in self.filterset.leading:
            form.fields[name].widget.attrs["aria-label"] = form.fields[name].label
        return form

    @cached_property
    def search(self) -> BoundField | None:
        """The search field, if the list has one."""
        return self.form["q"] if "q" in self.form.fields else None

    @cached_property
    def leading(self) -> list[BoundField]:
        """The two commonest filters."""
        return [self.form[name] for name in self.filterset.leading]

    @cached_property
    def more_names(self) -> list[str]:
        """The other filters, behind 更多条件."""
        names = self.page.filterset.base_filters
        return [name for name in names if name != "q" and name not in self.filterset.leading]

    @cached_property
    def more(self) -> list[BoundField]:
        """Their fields. They are made, and what can be chosen in them is read, when somebody opens them."""
        form: Form = self._filterset(self.filters, only=self.more_names).form
        return [form[name] for name in self.more_names]

    @property
    def more_open(self) -> bool:
        """Whether they are shown at once: when they are asked for, or one of them is wrong."""
        return self.asked_for_more or any(name in self.form.errors for name in self.more_names)

    @property
    def more_given(self) -> list[tuple[str, str]]:
        """What is filtered by there, to go along while they are closed; the chips say it in words."""
        return [(name, v) for name in self.more_names for v in self.filters.getlist(name)]

    @property
    def more_url(self) -> str:
        """The list with them open, where scripts do not run."""
        return self.url(more=1)

    @cached_property
    def chips(self) -> list[Chip]:
        """What is filtered by, each with the address of the list without it."""
        values = self.form.cleaned_data if self.filterset.is_valid() else {}
        return [
            Chip(
                "搜索" if name == "q" else str(field.label),
                text_of(field, values[name]),
                self.url(**{name: None}),
            )
            for name, field in self.form.fields.items()
            if is_given(values.get(name))
        ]

    @property
    def more_count(self) -> int:
        """How many of the filters behind 更多条件 are active."""
        return sum(bool(self.filters.get(name)) for name in self.more_names)

    @cached_property
    def save_querystring(self) -> str:
        """What 存为常用 would save; empty when there is nothing to save or it is saved already."""
        return "" if any(tab.current for tab in self.tabs) else self.querystring(self.filters)

    @cached_property
    def actions(self) -> list[Action]:
        """The links in the head this user may follow."""
        return [a for a in self.page.actions if self.user.has_role(*a.roles)]

    @cached_property
    def head_actions(self) -> list[Action]:
        """Those that stand in the head, the primary ones last, nearest to where the eye goes."""
        return sorted(
            (a for a in self.actions if a not in self.menu_actions), key=lambda action: action.primary
        )

    @cached_property
    def menu_actions(self) -> list[Action]:
        """Those behind 更多, where the head has no room for all."""
        others = [a for a in self.actions if not a.primary]
        return others[MOST_IN_HEAD:] if len(others) > MOST_IN_HEAD + 1 else []

    @cached_property
    def bulk(self) -> list[BulkAction]:
        """What this user may do with picked rows, besides exporting them."""
        return [a for a in self.page.bulk if self.user.has_role(*a.roles)]

    # -- table and pages -------------------------------------------------------------------------

    @cached_property
    def columns(self) -> list[Column]:
        """The columns this user sees."""
        return self.page.columns_for(self._choice.columns)

    @cached_property
    def shown(self) -> dict[str, bool]:
        """Which column keys are on the page."""
        keys = {c.key for c in self.columns}
        return {c.key: c.key in keys for c in self.page.page_columns}

    @cached_property
    def heads(self) -> list[Head]:
        """Column heads; the one sorted by turns round on the next click."""
        now = self.sort or self._default_sort
        heads = []
        for column in self.columns:
            if not column.order:
                heads.append(Head(column))
                continue
            sort = {column.key: "ascending", f"-{column.key}": "descending"}.get(now, "")
            target = f"-{column.key}" if sort == "ascending" else column.key
            heads.append(Head(column, self.url(sort=None if target == self._default_sort else target), sort))
        return heads

    @cached_property
    def size(self) -> int:
        """Rows a page: asked for, else as the user chose for this list."""
        sizes = {str(size): size for size in PAGE_SIZES}
        return sizes.get(self.size_given, self._choice.page_size)

    @cached_property
    def sizes(self) -> list[tuple[int, str, bool]]:
        """The rows a page one can ask for: number, address, whether it is the present one."""
        return [(size, self.url(size=size), size == self.size) for size in PAGE_SIZES]

    @cached_property
    def page_links(self) -> list[tuple[int | str, str]]:
        """Page numbers with their addresses; a gap has none."""
        elided = self.leaf.paginator.get_elided_page_range(self.leaf.number, on_each_side=1, on_ends=1)
        return [(n, self.url(page=n) if isinstance(n, int) else "") for n in elided]

    @property
    def previous_url(self) -> str:
        return self.url(page=self.leaf.number - 1) if self.leaf.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self.url(page=self.leaf.number + 1) if self.leaf.has_next() else ""

    @cached_property
    def here(self) -> str:
        """The address of what is shown, for a form to come back to."""
        return self.url(page=self.leaf.number if self.leaf.number > 1 else None)

    @property
    def here_query(self) -> str:
        """The parameters of what is shown, for a bulk action to know what is filtered."""
        return self.here.partition("?")[2]

    @property
    def saved_query(self) -> str:
        """For the page of saved filters: what could be saved, and where to come back to."""
        return urlencode({"querystring": self.save_querystring, "next": self.here})

    @property
    def clear_url(self) -> str:
        """The list without filters, sorted as now."""
        return self.url(**dict.fromkeys(self.filters))

    @property
    def choices(self) -> list[tuple[Column, bool]]:
        """The columns a user can show or hide, and whether they are shown."""
        return [(c, self.shown[c.key]) for c in self.page.page_columns if not c.fixed]

    # -- addresses -------------------------------------------------------------------------------

    def url(self, **changes: Any) -> str:
        """This list with some parameters changed (``None``: without); back on page 1 unless ``page`` is given."""
        params = self.filters.copy()
        if self.sort:
            params["sort"] = self.sort
        if self.size_given:
            params["size"] = self.size_given
        for key, value in changes.items():
            if value is None:
                params.pop(key, None)
            else:
                params[key] = str(value)
        encoded = params.urlencode()
        return f"{self.request.path}?{encoded}" if encoded else self.request.path

    @staticmethod
    def querystring(filters: QueryDict) -> str:
        """Filters as a querystring that two equal choices share."""
        return "&".join(sorted(filters.urlencode().split("&"))) if filters else ""

    # -- inner -----------------------------------------------------------------------------------

    @cached_property
    def _sortable(self) -> dict[str, Column]:
        return {c.key: c for c in self.page.columns if c.order}

    @cached_property
    def _default_sort(self) -> str:
        sign = "-" if self.page.order.startswith("-") else ""
        key = next(c.key for c in self.page.columns if c.order == self.page.order.lstrip("-"))
        return f"{sign}{key}"

    @cached_property
    def _choice(self) -> ListChoice:
        stored = ListChoice.objects.filter(user=self.user, list_key=self.page.key).first()
        return stored or ListChoice()

    @cached_property
    def own(self) -> list[SavedFilter]:
        """The filters this user saved."""
        return list(SavedFilter.objects.filter(user=self.user, list_key=self.page.key))

    @cached_property
    def _saved(self) -> list[tuple[str, str]]:
        offered = [(p.label, p.querystring) for p in self.page.presets]
        offered += [(saved.name, saved.querystring) for saved in self.own]
        return [(label, self.querystring(QueryDict(querystring))) for label, querystring in offered]

    @cached_property
    def _counts(self) -> dict[str, int]:
        wanted: dict[str, Callable[[], QuerySet[Any]]] = {"": lambda: self.all_rows}
        if self.filters:
            wanted[self.querystring(self.filters)] = partial(self._matching, self.filterset)
        for _, querystring in self._saved:
            if querystring not in wanted:
                wanted[querystring] = partial(self._saved_rows, QueryDict(querystring))
        return counts(f"{self.page.key}/{self.user.pk}", wanted)

    def _saved_rows(self, filters: QueryDict) -> QuerySet[Any]:
        return self._matching(self._filterset(filters, only=filters))

    def _filterset(self, filters: QueryDict, *, only: Iterable[str]) -> ListFilter:
        return self.page.filterset(data=filters, queryset=self.all_rows, request=self.request, only=only)

    @staticmethod
    def _matching(filterset: ListFilter) -> QuerySet[Any]:
        rows: QuerySet[Any] = filterset.qs if filterset.is_valid() else filterset.queryset.none()
        return rows

    def _only_filters(self, given: QueryDict) -> QueryDict:
        names = self.page.filterset.base_filters
        filters = QueryDict(mutable=True)
        for key in given:
            values = [value for value in given.getlist(key) if value.strip()]
            if key in names and values:
                filters.setlist(key, values)
        return filters
