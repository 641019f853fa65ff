"""Addresses of this room."""

from django.urls import path

from congress.dashboard import views
from congress.dashboard.overview import views as overview
from congress.web.views import menu_counts, set_large_text

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("waiting/", views.waiting, name="waiting"),
    path("overview/", overview.overview, name="overview"),
    path("overview/renew/", overview.renew_overview, name="renew_overview"),
    path("overview/screen/", overview.screen, name="screen"),
    path("menu/", menu_counts, name="menu_counts"),
    path("large-text/", set_large_text, name="set_large_text"),
]
