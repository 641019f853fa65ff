"""Addresses of this room."""

from django.urls import path

from congress.workdays import views

app_name = "workdays"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:year>/", views.index, name="year"),
    path("<int:year>/complete/", views.complete, name="complete"),
    path("correct/", views.correct, name="correct"),
    path("corrections/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
