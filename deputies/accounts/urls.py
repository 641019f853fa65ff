"""Addresses of the accounts of people."""

from django.urls import path

from deputies.accounts import views

app_name = "deputy_accounts"
urlpatterns = [
    path("", views.index, name="index"),
    path("open/", views.open_accounts, name="open_accounts"),
    path("<int:pk>/", views.tie, name="tie"),
    path("of/<int:pk>/", views.of_account, name="of_account"),
]
