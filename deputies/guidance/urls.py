"""Addresses of the log of guidance."""

from django.urls import path

from deputies.guidance import views

app_name = "guidance"
urlpatterns = [
    path("", views.index, name="index"),
    path("gaps/", views.gaps, name="gaps"),
    path("new/", views.record_guidance, name="record_guidance"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_guidance, name="change_guidance"),
    path("<int:pk>/withdraw/", views.withdraw_guidance, name="withdraw_guidance"),
]
