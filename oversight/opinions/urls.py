"""Addresses of opinions."""

from django.urls import path

from oversight.opinions import item_views, rating_views, views

app_name = "opinions"
urlpatterns = [
    path("", views.index, name="index"),
    path("rule/", views.change_rule, name="change_rule"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_opinion, name="change_opinion"),
    path("<int:pk>/assign/", views.assign_opinion, name="assign_opinion"),
    path("<int:pk>/follow-up/", views.follow_up, name="follow_up"),
    path("<int:pk>/report/", views.report_opinion, name="report_opinion"),
    path("<int:pk>/accept/", views.accept_report, name="accept_report"),
    path("<int:pk>/return/", views.return_report, name="return_report"),
    path("<int:pk>/prepare-rating/", rating_views.prepare_rating, name="prepare_rating"),
    path("<int:pk>/rating/", rating_views.record_rating, name="record_rating"),
    path("files/<int:pk>/", views.file, name="file"),
    # the item of the agenda it came from
    path("items/<int:pk>/", item_views.item, name="item"),
    path("items/<int:pk>/draft/", views.draft_opinion, name="draft_opinion"),
    path("items/<int:pk>/speakers/add/", item_views.add_speaker, name="add_speaker"),
    path("speakers/<int:pk>/", item_views.change_speaker, name="change_speaker"),
    path("speakers/<int:pk>/drop/", item_views.drop_speaker, name="drop_speaker"),
    path("items/<int:pk>/points/add/", item_views.add_point, name="add_point"),
    path("points/<int:pk>/", item_views.change_point, name="change_point"),
]
