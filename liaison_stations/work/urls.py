"""Addresses of what stations do beside receiving, and of what the district asks of its towns."""

from django.urls import path

from liaison_stations.work.views import activities, overviews, reports, towns

app_name = "station_work"
urlpatterns = [
    path("", activities.index, name="index"),
    path("visits/", overviews.visits, name="visits"),
    path("functions/", overviews.functions, name="functions"),
    path("members/", overviews.members, name="members"),
    path("members/<int:pk>/", overviews.member, name="member"),
    path("exchanges/", towns.exchanges, name="exchanges"),
    path("exchanges/<int:year>/<int:quarter>/", towns.write_exchange, name="write_exchange"),
    path("shows/", towns.show_rounds, name="show_rounds"),
    path("shows/new/", towns.plan_round, name="plan_round"),
    path("shows/turns/<int:pk>/", towns.change_turn, name="change_turn"),
    path("shows/turns/<int:pk>/hold/", towns.hold_turn, name="hold_turn"),
    path("features/", towns.town_features, name="town_features"),
    path("features/<int:pk>/", towns.set_feature, name="set_feature"),
    path("photos/<int:pk>/<slug:size>/", activities.photo, name="photo"),
    path("stations/<int:pk>/new/", activities.record_work, name="record_work"),
    path("stations/<int:pk>/adopt/", activities.adopt_activity, name="adopt_activity"),
    path("stations/<int:pk>/report/", reports.report, name="report"),
    path("stations/<int:pk>/report/pdf/", reports.report_pdf, name="report_pdf"),
    path("<int:pk>/", activities.detail, name="detail"),
    path("<int:pk>/change/", activities.change_work, name="change_work"),
    path("<int:pk>/part/", activities.part_with_activity, name="part_with_activity"),
]
