"""Addresses of the public pages, and of the desk behind them. What is printed stays short."""

from django.urls import path

from liaison_stations.online.views import asking, booking, desk, reading, sending
from liaison_stations.wall.views import regulations

app_name = "online"
urlpatterns = [
    path("", reading.index, name="index"),
    path("code/", asking.ask, name="ask"),
    path("code/rate/", asking.rate_by_code, name="rate"),
    path("code/cancel/", asking.cancel_booking, name="cancel_booking"),
    path("booked/<uuid:token>/", booking.booked, name="booked"),
    path("sent/<uuid:token>/", sending.sent, name="sent"),
    path("deputies/", reading.deputies, name="deputies"),
    path("d/<str:token>/", reading.deputy, name="deputy"),
    path("d/<str:token>/portrait.jpg", reading.portrait, name="portrait"),
    path("d/<str:token>/write/", sending.message, name="message"),
    path("sheet/<int:pk>/", desk.sheet, name="sheet"),
    path("sheet/<int:pk>/open/", desk.open_pages, name="open_pages"),
    path("sheet/<int:pk>/code.<str:form>", desk.station_qr, name="station_qr"),
    path("pages/<int:pk>/code.<str:form>", desk.page_qr, name="page_qr"),
    path("pages/<int:pk>/open/", desk.open_page, name="open_page"),
    path("pages/<int:pk>/close/", desk.close_page, name="close_page"),
    path("pages/<int:pk>/reset/", desk.reset_page, name="reset_page"),
    path("pages/<int:pk>/portrait/", desk.set_portrait, name="set_portrait"),
    path("matters/<int:pk>/publish/", desk.publish, name="publish"),
    path("matters/<int:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("<str:token>/", reading.station, name="station"),
    path("<str:token>/write/", sending.write, name="write"),
    path("<str:token>/days/", reading.days, name="days"),
    path("<str:token>/regulations/", regulations.public, name="regulations"),
    path("<str:token>/days/<int:pk>/book/", booking.book_day, name="book_day"),
    path("<str:token>/services/", booking.services, name="services"),
    path("<str:token>/services/<int:pk>/", booking.book, name="book"),
    path("<str:token>/<int:pk>/", reading.released, name="released"),
]
