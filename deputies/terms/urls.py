"""Addresses of the rollover."""

from django.urls import path

from deputies.terms import views

app_name = "terms"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.rollover_of, name="rollover"),
    path("<int:pk>/open/", views.open_term, name="open_term"),
    path("<int:pk>/groups/close/", views.close_groups, name="close_groups"),
    path("<int:pk>/groups/copy/", views.copy_groups, name="copy_groups"),
]
