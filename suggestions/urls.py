"""Addresses of suggestions."""

from django.urls import path

from suggestions.views import listing, reading

app_name = "suggestions"
urlpatterns = [
    # lists
    path("", listing.index, name="index"),
    path("sentiment/", listing.sentiment, name="sentiment"),
    path("picked/<slug:which>/urge/", listing.urge_picked, name="urge_picked"),
    path("picked/<slug:which>/assign/", listing.assign_picked, name="assign_picked"),
    path("picked/<slug:which>/print/", listing.print_picked, name="print_picked"),
    # one suggestion
    path("<int:pk>/", reading.detail, name="detail"),
]
