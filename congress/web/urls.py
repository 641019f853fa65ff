"""Addresses of this room: what a user can set about a list."""

from django.urls import path

from congress.web.lists import views

app_name = "web"
urlpatterns = [
    path("<slug:key>/saved/", views.saved_filters, name="saved_filters"),
    path("<slug:key>/columns/", views.choose_columns, name="choose_columns"),
    path("saved/<int:pk>/rename/", views.rename_filter, name="rename_filter"),
    path("saved/<int:pk>/delete/", views.delete_filter, name="delete_filter"),
]
