"""Addresses of filed documents."""

from django.urls import path

from oversight.filings import views

app_name = "filings"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.record_filing, name="record_filing"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_filing, name="change_filing"),
    path("<int:pk>/conclude/", views.conclude_filing, name="conclude_filing"),
    path("<int:pk>/withdraw/", views.withdraw_filing, name="withdraw_filing"),
]
