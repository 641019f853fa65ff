"""Addresses of ratings of the handling of suggestions."""

from django.urls import path

from oversight.handling_ratings import views

app_name = "handling_ratings"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.prepare_rating, name="prepare_rating"),
    path("<int:pk>/", views.detail, name="detail"),
]
