"""Addresses of this room."""

from django.urls import path

from congress.dashboard import views
from congress.web.views import set_large_text

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("large-text/", set_large_text, name="set_large_text"),
]
