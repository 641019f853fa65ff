"""Addresses of meetings."""

from django.urls import path

from oversight.meetings import own_views, views

app_name = "meetings"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.choose_kind, name="choose_kind"),
    path("new/<int:pk>/", views.plan_meeting, name="plan_meeting"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change_meeting, name="change_meeting"),
    path("<int:pk>/people/", views.set_attendees, name="set_attendees"),
    path("<int:pk>/agenda/add/", views.add_item, name="add_item"),
    path("agenda/<int:pk>/", views.change_item, name="change_item"),
    path("agenda/<int:pk>/drop/", views.drop_item, name="drop_item"),
    path("<int:pk>/materials/", views.add_materials, name="add_materials"),
    path("<int:pk>/call/", views.call_meeting, name="call_meeting"),
    path("<int:pk>/hold/", views.hold_meeting, name="hold_meeting"),
    path("<int:pk>/cancel/", views.cancel_meeting, name="cancel_meeting"),
    path("<int:pk>/minutes/", views.write_minutes, name="write_minutes"),
    path("<int:pk>/<slug:paper>.pdf", views.paper, name="paper"),
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/drop/", views.drop_material, name="drop_material"),
    path("mine/", own_views.mine, name="mine"),
    path("<int:pk>/invitation/", own_views.invitation, name="invitation"),
    path("<int:pk>/sign-in/", own_views.sign_in, name="sign_in"),
    path("<int:pk>/leave/", own_views.ask_leave, name="ask_leave"),
    path("settings/", own_views.settings, name="settings"),
    path("settings/<slug:listed>/add/", own_views.add_line, name="add_line"),
    path("settings/<slug:listed>/<int:pk>/", own_views.change_line, name="change_line"),
]
