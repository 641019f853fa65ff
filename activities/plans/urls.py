"""Addresses of the groups' plans."""

from django.urls import path

from activities.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/items/new/", views.add_item, name="add_item"),
    path("items/<int:pk>/change/", views.change_item, name="change_item"),
    path("items/<int:pk>/link/", views.link_activity, name="link_activity"),
    path("items/<int:pk>/postpone/", views.postpone_item, name="postpone_item"),
    path("items/<int:pk>/drop/", views.drop_item, name="drop_item"),
]
