"""Addresses of the register of duties."""

from django.urls import path

from deputies.duty.views import desk, own, prints, registers, settings

app_name = "duty"
urlpatterns = [
    path("", desk.index, name="index"),
    path("<int:pk>/", desk.detail, name="detail"),
    path("<int:pk>/send-back/", desk.send_back, name="send_back"),
    path("<int:pk>/strike-out/", desk.strike_out, name="strike_out"),
    path("<int:pk>/again/", own.declare_again, name="declare_again"),
    path("<int:pk>/take-back/", own.take_back, name="take_back"),
    path("confirm/", desk.confirm, name="confirm"),
    path("review/", desk.review, name="review"),
    path("waiting/", desk.to_confirm, name="to_confirm"),
    path("report/", desk.report, name="report"),
    path("declare/", own.declare, name="declare"),
    path("mine/", own.mine, name="mine"),
    path("photos/<int:pk>/<str:size>/", desk.photo, name="photo"),
    path("registers/", registers.registers, name="registers"),
    path("registers/lock/", registers.lock_registers, name="lock_registers"),
    path("files/<int:pk>/", registers.file, name="file"),
    path("files/<int:pk>/<int:year>/lock/", registers.lock_register, name="lock_register"),
    path("files/<int:pk>/<int:year>/unlock/", registers.unlock_register, name="unlock_register"),
    path("files/<int:pk>/<int:year>/book.pdf", prints.book_pdf, name="book_pdf"),
    path("files/<int:pk>/archive.pdf", prints.archive_pdf, name="archive_pdf"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<slug:listed>/add/", settings.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", settings.change_line, name="change_line"),
]
