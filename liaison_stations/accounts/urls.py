"""Addresses of the accounts of staff."""

from django.urls import path

from liaison_stations.accounts import views

app_name = "station_accounts"
urlpatterns = [
    path("", views.index, name="index"),
    path("open/", views.open_accounts, name="open_accounts"),
]
