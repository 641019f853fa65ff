"""Addresses of this room."""

from django.urls import path

from congress.district.views import settings, setup

app_name = "district"
urlpatterns = [
    path("settings/", settings.settings, name="settings"),
    path("settings/district/", settings.change_profile, name="change_profile"),
    path("setup/", setup.setup, name="setup"),
    path("setup/areas/", setup.paste_areas, name="paste_areas"),
    path("setup/finish/", setup.finish_setup, name="finish_setup"),
    path("setup/reopen/", setup.reopen_setup, name="reopen_setup"),
    path("setup/steps/<slug:key>/skip/", setup.skip_step, name="skip_step"),
    path("setup/steps/<slug:key>/resume/", setup.resume_step, name="resume_step"),
]
