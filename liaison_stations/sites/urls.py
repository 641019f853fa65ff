"""Addresses of stations."""

from django.urls import URLPattern

app_name = "liaison_stations"
urlpatterns: list[URLPattern] = []
