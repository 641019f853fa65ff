"""Addresses of exit cases."""

from django.urls import path

from deputies.exits import views

app_name = "exits"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.open_case, name="open_case"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_case, name="change_case"),
    path("<int:pk>/remind/", views.remind, name="remind"),
    path("<int:pk>/corrected/", views.find_corrected, name="find_corrected"),
    path("<int:pk>/uncorrected/", views.find_uncorrected, name="find_uncorrected"),
    path("<int:pk>/order/", views.order_resignation, name="order_resignation"),
    path("<int:pk>/end/", views.end_by_exit, name="end_by_exit"),
    path("<int:pk>/drop/", views.drop_case, name="drop_case"),
    path("settings/", views.settings, name="settings"),
    path("settings/<slug:listed>/add/", views.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", views.change_line, name="change_line"),
]
