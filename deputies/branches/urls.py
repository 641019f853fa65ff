"""Addresses of party branches."""

from django.urls import path

from deputies.branches import views

app_name = "party_branches"
urlpatterns = [
    path("", views.index, name="index"),
    path("activities/", views.activities, name="activities"),
    path("activities/<int:pk>/withdraw/", views.withdraw_activity, name="withdraw_activity"),
    path("groups/<int:pk>/new/", views.found_branch, name="found_branch"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_branch, name="change_branch"),
    path("<int:pk>/dissolve/", views.dissolve_branch, name="dissolve_branch"),
    path("<int:pk>/members/new/", views.add_members, name="add_members"),
    path("<int:pk>/pairs/new/", views.pair, name="pair"),
    path("<int:pk>/activities/new/", views.record_activity, name="record_activity"),
    path("members/<int:pk>/change/", views.change_member, name="change_member"),
    path("members/<int:pk>/remove/", views.remove_member, name="remove_member"),
    path("pairs/<int:pk>/end/", views.end_pair, name="end_pair"),
    path("settings/", views.settings, name="settings"),
    path("settings/<slug:listed>/add/", views.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", views.change_line, name="change_line"),
]
