"""Addresses of messages and recurring reminders."""

from django.urls import path

from congress.notices.messages.views import keeping, reading, reminders, setting

app_name = "messages"
urlpatterns = [
    path("", keeping.index, name="index"),
    path("deliveries/", keeping.deliveries, name="deliveries"),
    path("new/", keeping.write_message, name="write_message"),
    path("<int:pk>/", keeping.detail, name="detail"),
    path("<int:pk>/change/", keeping.change_message, name="change_message"),
    path("<int:pk>/send/", keeping.send_message, name="send_message"),
    path("<int:pk>/remind/", keeping.remind_unread, name="remind_unread"),
    path("<int:pk>/feed-back/", keeping.feed_back, name="feed_back"),
    path("<int:pk>/discard/", keeping.discard_message, name="discard_message"),
    path("<int:pk>/withdraw/", keeping.withdraw_message, name="withdraw_message"),
    path("<int:pk>/read/", reading.read, name="read"),
    path("<int:pk>/reply/", reading.reply, name="reply"),
    path("reminders/", reminders.index, name="reminders"),
    path("reminders/new/", reminders.add_reminder, name="add_reminder"),
    path("reminders/<int:pk>/", reminders.reminder, name="reminder"),
    path("reminders/<int:pk>/change/", reminders.change_reminder, name="change_reminder"),
    path("reminders/<int:pk>/stop/", reminders.stop_reminder, name="stop_reminder"),
    path("reminders/<int:pk>/resume/", reminders.resume_reminder, name="resume_reminder"),
    path("sending/", setting.change_policy, name="change_policy"),
]
