"""Addresses of this room."""

from django.urls import path

from congress.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="index"),
    path("all/", views.all_jobs, name="all"),
    path("all/<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/", views.progress, name="progress"),
    path("<int:pk>/file/", views.download, name="download"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
