"""Addresses of this room."""

from django.urls import path

from congress.quality import views

app_name = "quality"
urlpatterns = [path("", views.index, name="index"), path("<slug:fault>/", views.check, name="check")]
