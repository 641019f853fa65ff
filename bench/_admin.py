"""Django's admin over the same rows: the peer of the list benchmark.

It offers the filters and shows the columns of the portal's lists as far as its options allow. `plain` is what its
options give by themselves; `tuned` also fetches related rows along, which somebody has to think of.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path

from activities.models import Activity
from congress import urls as portal
from congress.access.decorators import allow_signed_in
from deputies.models import Deputyship
from liaison_stations.models import Matter
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


plain, tuned = Site("plain"), Site("tuned")
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
