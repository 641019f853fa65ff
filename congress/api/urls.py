"""Addresses of the interface, and of the pages about it."""

from django.urls import path

from congress.api.registry import resources
from congress.api.views import figures, pages, records

app_name = "api"
urlpatterns = [
    path("", pages.docs, name="docs"),
    path("tokens/", pages.tokens, name="tokens"),
    path("tokens/create/", pages.create_token, name="create_token"),
    path("tokens/<int:pk>/revoke/", pages.revoke_token, name="revoke_token"),
    path("v1/schema/", pages.schema, name="schema"),
    path("v1/figures/", figures.figure_list, name="figures"),
    path("v1/figures/<str:figure>/", figures.figure_detail, name="figures_detail"),
]
for resource in resources():
    urlpatterns += [
        path(f"v1/{resource.key}/", records.list_view(resource), name=resource.key),
        path(f"v1/{resource.key}/<int:pk>/", records.detail_view(resource), name=f"{resource.key}_detail"),
    ]
