"""Django's admin over the same rows: the peer of the list benchmark.

It offers the filters and shows the columns of the portal's lists as far as its options allow. `plain` is what its
options give by themselves; `tuned` also fetches related rows along, which somebody has to think of.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path

from activities.models import Activity
from bulletins.models import Issue
from congress import urls as portal
from congress.access.decorators import allow_signed_in
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.notices.models import Message, Notice
from congress.organs.models import Organ
from deputies.models import DeputyGroup, Deputyship, DutyRecord, Person
from liaison_stations.models import Matter, ReceptionDay, Station
from suggestions.models import Suggestion

# Rows a page, as the admin has it.
PAGE = 100


class Site(admin.AdminSite):
    """An admin whoever has signed in may read, since the portal's accounts have no staff flag."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


class ReadOnly(admin.ModelAdmin[Any]):
    """What both lists share."""

    list_per_page = PAGE

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission  # type: ignore[assignment]


class DeputyshipAdmin(ReadOnly):
    """The roster with the columns and filters of the portal's."""

    list_display = ("name", "level", "term", "constituency", "groups", "sex", "organisation", "ends_on")
    list_filter = (
        "level",
        "memberships__group",
        "term",
        "constituency",
        "person__sex",
        "person__identity",
        "person__party",
        "how_began",
        "how_ended",
        "ends_on",
    )
    search_fields = ("person__name", "person__initials", "person__organisation", "constituency__name")
    ordering = ("person__pinyin",)

    @admin.display(description="姓名", ordering="person__pinyin")
    def name(self, row: Deputyship) -> str:
        return row.person.name

    @admin.display(description="性别", ordering="person__sex")
    def sex(self, row: Deputyship) -> str:
        return str(row.person.get_sex_display())

    @admin.display(description="单位")
    def organisation(self, row: Deputyship) -> str:
        return row.person.organisation

    @admin.display(description="小组")
    def groups(self, row: Deputyship) -> str:
        return "、".join(seat.group.label for seat in row.memberships.all())


class ActivityAdmin(ReadOnly):
    """The log with the columns and filters of the portal's."""

    list_display = ("start_on", "headline", "kind", "people")
    list_filter = ("start_on", "kind", "campaigns", "area", "half_day", "state")
    search_fields = ("headline", "text", "place")
    ordering = ("-start_on",)

    @admin.display(description="参加人")
    def people(self, row: Activity) -> str:
        return "、".join(part.person.name for part in row.participations.all())


class SuggestionAdmin(ReadOnly):
    """Suggestions with the columns and filters of the portal's."""

    list_display = ("number_text", "title", "lead", "units", "state", "due_on")
    list_filter = (
        "category",
        "state",
        "due_on",
        "is_key",
        "occasion",
        "session",
        "kind",
        "level",
        "area",
        "source",
        "weight",
        "handlings__organ",
    )
    search_fields = (
        "number_text",
        "title",
        "lead__person__name",
        "lead__person__initials",
        "handlings__organ_name",
    )
    ordering = ("due_on",)

    @admin.display(description="主办单位")
    def units(self, row: Suggestion) -> str:
        return "、".join(part.organ_name for part in row.handlings.all())


class MatterAdmin(ReadOnly):
    """Matters of stations with what the portal's search reads of them."""

    list_display = ("title", "station", "state", "received_at")
    list_filter = ("state",)
    list_select_related = ("station",)
    search_fields = ("title", "account", "wish")
    ordering = ("-received_at",)


class TunedSuggestionAdmin(SuggestionAdmin):
    """The same with related rows fetched along."""

    list_select_related = ("lead__person",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("situation", "proposal").prefetch_related("handlings")


class TunedDeputyshipAdmin(DeputyshipAdmin):
    """The same with related rows fetched along."""

    list_select_related = ("person", "term__area", "constituency")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("memberships__group")


class TunedActivityAdmin(ActivityAdmin):
    """The same with related rows fetched along."""

    list_select_related = ("kind",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("participations__person")


#: Lists of bench/pages.py by model: columns, filters, what is searched, the order.
_LISTED: dict[type[Model], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]] = {
    Person: (("name", "sex", "organisation", "standing"), ("sex", "identity", "party"), ("name",), "pinyin"),
    DeputyGroup: (("label", "kind", "area", "term"), ("kind", "area", "term"), ("label",), "number"),
    DutyRecord: (
        ("title", "deputyship", "kind", "day", "state"),
        ("year", "state", "kind", "in_session"),
        ("title", "deputyship__person__name"),
        "-day",
    ),
    Station: (
        ("name", "kind", "area", "address", "is_model"),
        ("kind", "area", "is_model"),
        ("name",),
        "area",
    ),
    ReceptionDay: (
        ("day", "station", "begins_at", "state", "place"),
        ("state", "station__area", "place_mode"),
        ("station__name",),
        "-day",
    ),
    Issue: (
        ("series", "year", "number", "issued_on", "state"),
        ("series", "year", "state"),
        ("search_text",),
        "-year",
    ),
    Message: (
        ("title", "kind", "audience_words", "state", "sent_at"),
        ("kind", "state"),
        ("title",),
        "-created_at",
    ),
    Notice: (("title", "user", "created_at", "read_at"), ("read_at",), ("title",), "-id"),
    AuditEvent: (
        ("seq", "at", "actor_name", "verb", "object_label"),
        ("verb", "object_type", "role", "at"),
        ("object_label", "actor_name"),
        "-seq",
    ),
    Organ: (("short_name", "name", "kind", "area"), ("kind", "area"), ("name", "short_name"), "order"),
    User: (
        ("username", "name", "is_active"),
        ("is_active", "assignments__role"),
        ("username", "name"),
        "name",
    ),
}

plain, tuned = Site("plain"), Site("tuned")
for _model, (_columns, _filters, _searched, _order) in _LISTED.items():
    _options = {
        "list_display": _columns,
        "list_filter": _filters,
        "search_fields": _searched,
        "ordering": (_order,),
    }
    plain.register(_model, type(f"{_model.__name__}Admin", (ReadOnly,), _options))
plain.register(Deputyship, DeputyshipAdmin)
plain.register(Activity, ActivityAdmin)
plain.register(Suggestion, SuggestionAdmin)
plain.register(Matter, MatterAdmin)
tuned.register(Deputyship, TunedDeputyshipAdmin)
tuned.register(Activity, TunedActivityAdmin)
tuned.register(Suggestion, TunedSuggestionAdmin)


def _opened(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern | URLResolver]:
    """The same addresses, with the gate every view of the portal must declare."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            list(_opened(pattern.url_patterns))
        else:
            pattern.callback = allow_signed_in(partial(pattern.callback))
        yield pattern


urlpatterns: list[URLPattern | URLResolver] = [
    path("plain/", include((list(_opened(plain.get_urls())), "admin"), namespace="plain")),
    path("tuned/", include((list(_opened(tuned.get_urls())), "admin"), namespace="tuned")),
    path("", include(portal)),
]
