"""Addresses of inquiries."""

from django.urls import path

from oversight.inquiries import views

app_name = "inquiries"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.open_inquiry, name="open_inquiry"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_inquiry, name="change_inquiry"),
    path("<int:pk>/withdraw/", views.withdraw_inquiry, name="withdraw_inquiry"),
    path("<int:pk>/question/", views.add_question, name="add_question"),
    path("<int:pk>/log/", views.tell_inquiry, name="tell_inquiry"),
    path("questions/<int:pk>/", views.change_question, name="change_question"),
    path("questions/<int:pk>/promise/", views.add_promise, name="add_promise"),
    path("promises/<int:pk>/", views.keep_promise, name="keep_promise"),
]
