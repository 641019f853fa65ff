"""Addresses of stations."""

from django.urls import path

from liaison_stations.sites.views import district, people, stations

app_name = "liaison_stations"
urlpatterns = [
    path("", stations.index, name="index"),
    path("register/", stations.register_station, name="register_station"),
    path("<int:pk>/", stations.detail, name="detail"),
    path("<int:pk>/change/", stations.change_station, name="change_station"),
    path("<int:pk>/close/", stations.close_station, name="close_station"),
    path("<int:pk>/reopen/", stations.reopen_station, name="reopen_station"),
    # staff
    path("<int:pk>/appoint/", people.appoint, name="appoint"),
    path("staff/<int:pk>/end/", people.end_post, name="end_post"),
    path("training/", people.record_training, name="record_training"),
    # deputies
    path("<int:pk>/join/", people.join, name="join"),
    path("deputies/<int:pk>/leave/", people.leave, name="leave"),
    path("deputies/<int:pk>/main/", people.make_main, name="make_main"),
    path("deputies/unassigned/", people.unassigned, name="unassigned"),
    # the district
    path("coverage/", district.coverage, name="coverage"),
    path("settings/", district.settings, name="settings"),
    path("settings/policy/", district.change_policy, name="change_policy"),
    path("settings/<slug:listed>/add/", district.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", district.change_line, name="change_line"),
]
