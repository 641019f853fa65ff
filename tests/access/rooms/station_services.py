"""Addresses of the services of stations and of bookings: who may open them, whose record stands in them."""

_READERS = "office deputy_work town station leader committee"
_STAFF = "station town office deputy_work"

WHO = {
    "station_services:index": _READERS,
    "station_services:services": _READERS,
    "station_services:service": _READERS,
    "station_services:record": _READERS,
    "station_services:photo": _READERS,
    "station_services:add_service": _STAFF,
    "station_services:change_service": _STAFF,
    "station_services:end_service": _STAFF,
    "station_services:resume_service": _STAFF,
    "station_services:add_time": _STAFF,
    "station_services:drop_time": _STAFF,
    "station_services:pause_service": _STAFF,
    "station_services:lift_pause": _STAFF,
    "station_services:record_service": _STAFF,
    "station_services:change_record": _STAFF,
    "station_services:withdraw_record": _STAFF,
    "station_services:reveal_record": _STAFF,
    "station_services:bookings": _STAFF,
    "station_services:booking": _STAFF,
    "station_services:reveal_booking": _STAFF,
    "station_services:mark_booking": _STAFF,
    "station_services:cancel_booking": _STAFF,
    "online:services": "public",
    "online:book": "public",
    "online:book_day": "public",
    "online:booked": "public",
    "online:cancel_booking": "public",
    "reception_days:set_leaders": _STAFF,
}

RECORD_OF: dict[str, str] = {
    "station_services": "liaison_stations.StationService",
    "station_services:add_service": "liaison_stations.Station",
    "station_services:drop_time": "liaison_stations.ServiceTime",
    "station_services:lift_pause": "liaison_stations.ServicePause",
    "station_services:record": "liaison_stations.ServiceRecord",
    "station_services:change_record": "liaison_stations.ServiceRecord",
    "station_services:withdraw_record": "liaison_stations.ServiceRecord",
    "station_services:reveal_record": "liaison_stations.ServiceRecord",
    "station_services:photo": "liaison_stations.ServicePhoto",
    "station_services:booking": "liaison_stations.Booking",
    "station_services:reveal_booking": "liaison_stations.Booking",
    "station_services:mark_booking": "liaison_stations.Booking",
    "station_services:cancel_booking": "liaison_stations.Booking",
}
