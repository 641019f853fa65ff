"""Addresses of this room."""

from django.urls import path

from congress.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.index, name="index"),
    path("history/", views.history, name="history"),
    path("history/add/", views.add_history, name="add_history"),
    path("history/<int:pk>/", views.change_history, name="change_history"),
    path("history/<int:pk>/withdraw/", views.withdraw_history, name="withdraw_history"),
]
