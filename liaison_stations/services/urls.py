"""Addresses of services, what was done, and bookings."""

from django.urls import path

from liaison_stations.services.views import bookings, records, services

app_name = "station_services"
urlpatterns = [
    path("", records.index, name="index"),
    path("all/", services.services, name="services"),
    path("all/<int:pk>/", services.service, name="service"),
    path("all/<int:pk>/change/", services.change_service, name="change_service"),
    path("all/<int:pk>/end/", services.end_service, name="end_service"),
    path("all/<int:pk>/resume/", services.resume_service, name="resume_service"),
    path("all/<int:pk>/time/", services.add_time, name="add_time"),
    path("all/<int:pk>/pause/", services.pause_service, name="pause_service"),
    path("all/<int:pk>/record/", records.record_service, name="record_service"),
    path("times/<int:pk>/drop/", services.drop_time, name="drop_time"),
    path("pauses/<int:pk>/lift/", services.lift_pause, name="lift_pause"),
    path("stations/<int:pk>/add/", services.add_service, name="add_service"),
    path("bookings/", bookings.bookings, name="bookings"),
    path("bookings/<int:pk>/", bookings.booking, name="booking"),
    path("bookings/<int:pk>/reveal/", bookings.reveal_booking, name="reveal_booking"),
    path("bookings/<int:pk>/mark/", bookings.mark_booking, name="mark_booking"),
    path("bookings/<int:pk>/cancel/", bookings.cancel_booking, name="cancel_booking"),
    path("photos/<int:pk>/<str:size>/", records.photo, name="photo"),
    path("<int:pk>/", records.record, name="record"),
    path("<int:pk>/change/", records.change_record, name="change_record"),
    path("<int:pk>/withdraw/", records.withdraw_record, name="withdraw_record"),
    path("<int:pk>/reveal/", records.reveal_record, name="reveal_record"),
]
