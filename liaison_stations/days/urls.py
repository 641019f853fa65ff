"""Addresses of reception days."""

from django.urls import path

from liaison_stations.days.views import days, mine, rules, turns

app_name = "reception_days"
urlpatterns = [
    path("", days.index, name="index"),
    path("month/", days.month, name="month"),
    path("months/", days.months, name="months"),
    path("rules/", rules.rules_of_all, name="rules"),
    path("mine/", mine.mine, name="mine"),
    path("turns/<int:pk>/leave/", mine.ask_leave, name="ask_leave"),
    path("turns/<int:pk>/swap/", mine.ask_swap, name="ask_swap"),
    path("swaps/<int:pk>/answer/", mine.answer_swap, name="answer_swap"),
    path("swaps/<int:pk>/withdraw/", mine.withdraw_swap, name="withdraw_swap"),
    path("stations/<int:pk>/", rules.station, name="station"),
    path("stations/<int:pk>/rules/<slug:kind>/", rules.add_rule, name="add_rule"),
    path("stations/<int:pk>/plan/", rules.plan_ahead, name="plan_ahead"),
    path("stations/<int:pk>/turns/", turns.share_turns, name="share_turns"),
    path("stations/<int:pk>/new/", days.plan_day, name="plan_day"),
    path("rules/<int:pk>/", rules.change_rule, name="change_rule"),
    path("rules/<int:pk>/stop/", rules.stop_rule, name="stop_rule"),
    path("<int:pk>/", days.detail, name="detail"),
    path("<int:pk>/change/", days.change_day, name="change_day"),
    path("<int:pk>/deputies/", turns.set_duties, name="set_duties"),
    path("<int:pk>/leaders/", days.set_leaders, name="set_leaders"),
    path("<int:pk>/announce/", days.announce_day, name="announce_day"),
    path("<int:pk>/open/", days.open_day, name="open_day"),
    path("<int:pk>/close/", days.close_day, name="close_day"),
    path("<int:pk>/resume/", days.resume_day, name="resume_day"),
    path("<int:pk>/cancel/", days.cancel_day, name="cancel_day"),
    path("<int:pk>/restore/", days.restore_day, name="restore_day"),
]
