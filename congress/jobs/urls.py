"""Addresses of this room."""

from django.urls import path

from congress.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.progress, name="progress"),
    path("<int:pk>/file/", views.download, name="download"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
