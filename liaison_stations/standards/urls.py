"""Addresses of standards, checks, stars and works; the year is ``?year=``."""

from django.urls import path

from liaison_stations.standards.views import checks, overview, settings, stars, works

app_name = "station_standards"
urlpatterns = [
    path("", overview.index, name="index"),
    path("<int:pk>/", overview.standard, name="standard"),
    path("at/<int:pk>/", overview.station, name="station"),
    # one station against one standard
    path("at/<int:pk>/<int:standard>/", checks.check, name="check"),
    path("at/<int:pk>/<int:standard>/self-check/", checks.self_check, name="self_check"),
    path("at/<int:pk>/<int:standard>/district-check/", checks.district_check, name="district_check"),
    path("checks/<int:pk>/take-back/", checks.take_back_check, name="take_back_check"),
    path("photos/<int:pk>/<str:size>/", checks.photo, name="photo"),
    # the star scheme
    path("stars/", stars.stars, name="stars"),
    path("stars/candidates/", stars.pick_candidates, name="pick_candidates"),
    path("stars/candidates/<int:pk>/", stars.award, name="award"),
    path("stars/<int:pk>/publish/", stars.publish_stars, name="publish_stars"),
    path("stars/<int:pk>/unpublish/", stars.unpublish_stars, name="unpublish_stars"),
    # works
    path("works/", works.works, name="works"),
    path("works/at/<int:pk>/", works.record_work, name="record_work"),
    path("works/<int:pk>/", works.change_work, name="change_work"),
    path("works/<int:pk>/withdraw/", works.withdraw_work, name="withdraw_work"),
    # the district's own
    path("settings/", settings.settings, name="settings"),
    path("settings/add/", settings.add_standard, name="add_standard"),
    path("settings/<int:pk>/", settings.change_standard, name="change_standard"),
    path("settings/<int:pk>/issue/", settings.issue_edition, name="issue_edition"),
    path("settings/editions/<int:pk>/", settings.change_edition, name="change_edition"),
]
