"""Addresses of the yearly ranking; the year of the page is ``?year=``."""

from django.urls import path

from liaison_stations.ranking import views

app_name = "station_ranking"
urlpatterns = [
    path("", views.index, name="index"),
    path("pdf/", views.ranking_pdf, name="ranking_pdf"),
    path("<int:year>/weights/", views.set_weights, name="set_weights"),
    path("<int:year>/freeze/", views.freeze_ranking, name="freeze_ranking"),
    path("frozen/<int:pk>/withdraw/", views.withdraw_ranking, name="withdraw_ranking"),
]
