"""The address of the public site."""

from django.urls import path

from congress.web.public import views

app_name = "public"
urlpatterns = [path("", views.home, name="home")]
