"""Addresses of the door."""

from django.urls import path

from activities.attendance import views

app_name = "attendance"
urlpatterns = [
    path("my-code/", views.my_code, name="my_code"),
    path("here/<str:code>/", views.here, name="here"),
    path("<int:pk>/", views.index, name="index"),
    path("<int:pk>/door/", views.door, name="door"),
    path("<int:pk>/mark/", views.mark, name="mark"),
    path("<int:pk>/states/", views.states, name="states"),
    path("<int:pk>/scan/", views.scan, name="scan"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/screen/", views.screen, name="screen"),
]
