"""Addresses of this room."""

from django.urls import path

from congress.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.read, name="read"),
    path("read-all/", views.read_all, name="read_all"),
]
