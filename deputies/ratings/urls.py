"""Addresses of rounds of ratings."""

from django.urls import path

from deputies.ratings import views

app_name = "ratings"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.prepare_round, name="prepare_round"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_round, name="change_round"),
    path("<int:pk>/open/", views.open_round, name="open_round"),
    path("<int:pk>/close/", views.close_round, name="close_round"),
    path("<int:pk>/publish/", views.publish_round, name="publish_round"),
    path("<int:pk>/rate/", views.rate, name="rate"),
]
