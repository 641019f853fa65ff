"""Addresses of this app."""

from django.urls import path

from deputies import views

app_name = "deputies"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.create_person, name="create_person"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_person, name="change_person"),
    path("<int:pk>/posts/new/", views.add_post, name="add_post"),
    path("posts/<int:pk>/change/", views.change_post, name="change_post"),
    path("posts/<int:pk>/end/", views.end_post, name="end_post"),
]
