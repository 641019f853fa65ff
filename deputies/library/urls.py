"""Addresses of the library."""

from django.urls import path

from deputies.library import views

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.add_text, name="add_text"),
    path("<int:pk>/", views.text, name="text"),
    path("<int:pk>/change/", views.change_text, name="change_text"),
    path("<int:pk>/edition/", views.issue_edition, name="issue_edition"),
    path("editions/<int:pk>/change/", views.change_edition, name="change_edition"),
    path("editions/<int:pk>/confirm/", views.confirm_edition, name="confirm_edition"),
    path("editions/<int:pk>/repeal/", views.repeal_edition, name="repeal_edition"),
    path("public/", views.public_index, name="public_index"),
    path("public/<slug:code>/", views.public_text, name="public_text"),
]
