"""Addresses of pasting, below those of the log."""

from django.urls import path

from activities.pasting import views

urlpatterns = [
    path("", views.paste, name="paste"),
    path("<int:pk>/", views.paste_draft, name="paste_draft"),
    path("<int:pk>/record/", views.record_paste, name="record_paste"),
    path("<int:pk>/drop/", views.drop_paste, name="drop_paste"),
    path("<int:pk>/bring-back/", views.bring_back, name="bring_back"),
    path("one/", views.paste_one, name="paste_one"),
    path("cards/<int:pk>/", views.paste_card, name="paste_card"),
    path("cards/<int:pk>/pick/", views.paste_pick, name="paste_pick"),
]
