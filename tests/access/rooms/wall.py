"""Addresses of the wall of stations: who may open them, whose record stands in them."""

WHO = {
    "online:regulations": "public",
    "station_wall:add_regulation": "office deputy_work",
    "station_wall:change_regulation": "office deputy_work",
    "station_wall:choose_photos": "station town office deputy_work",
    "station_wall:day_notice": "office deputy_work committee leader town station",
    "station_wall:index": "office deputy_work committee leader town station",
    "station_wall:photo": "station town office deputy_work",
    "station_wall:print_all": "office deputy_work committee leader town station",
    "station_wall:put_up": "station town office deputy_work",
    "station_wall:regulations": "office deputy_work",
    "station_wall:sheet_pdf": "office deputy_work committee leader town station",
    "station_wall:station": "office deputy_work committee leader town station",
    "station_wall:take_back": "station town office deputy_work",
    "station_wall:write_regulation": "station town office deputy_work",
}

RECORD_OF: dict[str, str] = {
    "station_wall": "liaison_stations.Station",
    "station_wall:change_regulation": "liaison_stations.Regulation",
    "station_wall:day_notice": "liaison_stations.ReceptionDay",
    "station_wall:photo": "activities.ActivityPhoto",
    "station_wall:take_back": "liaison_stations.WallSheet",
}
