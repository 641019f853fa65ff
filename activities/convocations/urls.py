"""Addresses of convocations."""

from django.urls import path

from activities.convocations.views import desk, own

app_name = "convocations"
urlpatterns = [
    path("", desk.index, name="index"),
    path("new/", desk.create, name="create"),
    path("mine/", own.mine, name="mine"),
    path("files/<int:pk>/", desk.file, name="file"),
    path("<int:pk>/", desk.detail, name="detail"),
    path("<int:pk>/reply/", own.reply, name="reply"),
    path("<int:pk>/change/", desk.change, name="change"),
    path("<int:pk>/callees/", desk.add_callees, name="add_callees"),
    path("<int:pk>/callees/<int:callee>/release/", desk.release, name="release"),
    path("<int:pk>/callees/<int:callee>/reply/", desk.reply_for, name="reply_for"),
    path("<int:pk>/send/", desk.send, name="send"),
    path("<int:pk>/remind/", desk.remind, name="remind"),
    path("<int:pk>/cancel/", desk.cancel, name="cancel"),
    path("<int:pk>/hold/", desk.hold, name="hold"),
]
