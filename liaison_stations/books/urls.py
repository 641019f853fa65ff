"""Addresses of the books of stations; the year is ``?year=``."""

from django.urls import path

from liaison_stations.books import views

app_name = "station_books"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.station, name="station"),
    path("<int:pk>/archive-pdf/", views.archive_pdf, name="archive_pdf"),
    path("<int:pk>/<slug:book>/", views.book, name="book"),
    path("<int:pk>/<slug:book>/pdf/", views.book_pdf, name="book_pdf"),
    path("<int:pk>/<slug:book>/write/", views.write_paper, name="write_paper"),
]
