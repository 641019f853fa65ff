"""Addresses of suggestions."""

from django.urls import path

from suggestions.views import reading

app_name = "suggestions"
urlpatterns = [
    path("<int:pk>/", reading.detail, name="detail"),
]
