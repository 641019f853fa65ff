"""Addresses of this room, and those of the shell that have no page of their own."""

from django.urls import path

from congress.dashboard import views
from congress.web.views import health, set_large_text

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("large-text/", set_large_text, name="set_large_text"),
    path("healthz", health, name="health"),
]
