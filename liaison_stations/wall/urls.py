"""Addresses of the wall of a station."""

from django.urls import path

from liaison_stations.wall.views import photos, regulations, sheets

app_name = "station_wall"
urlpatterns = [
    path("", sheets.index, name="index"),
    path("regulations/", regulations.regulations, name="regulations"),
    path("regulations/add/", regulations.add_regulation, name="add_regulation"),
    path("regulations/<int:pk>/", regulations.change_regulation, name="change_regulation"),
    path("sheets/<int:pk>/take-back/", sheets.take_back, name="take_back"),
    path("photos/<int:pk>.jpg", photos.photo, name="photo"),
    path("days/<int:pk>/notice/", sheets.day_notice, name="day_notice"),
    path("<int:pk>/", sheets.station, name="station"),
    path("<int:pk>/put-up/", sheets.put_up, name="put_up"),
    path("<int:pk>/print-all/", sheets.print_all, name="print_all"),
    path("<int:pk>/photos/", photos.choose_photos, name="choose_photos"),
    path("<int:pk>/regulations/<int:regulation>/", regulations.write_regulation, name="write_regulation"),
    path("<int:pk>/<slug:wall>/pdf/", sheets.sheet_pdf, name="sheet_pdf"),
]
