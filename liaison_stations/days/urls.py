"""Addresses of reception days."""

from django.urls import URLPattern

app_name = "reception_days"
urlpatterns: list[URLPattern] = []
