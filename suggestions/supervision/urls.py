"""Addresses of supervision."""

from django.urls import path, re_path

from suggestions.supervision.views import clues, keys, lists, records

app_name = "supervision"
urlpatterns = [
    path("", lists.index, name="index"),
    path("keys/", lists.keys, name="keys"),
    path("report/", lists.report, name="report"),
    path("gates/", lists.gate_list, name="gate_list"),
    # key supervision
    path("decide/", keys.decide, name="decide"),
    path("<int:pk>/", keys.detail, name="detail"),
    path("<int:pk>/plan/", keys.save_plan, name="save_plan"),
    path("<int:pk>/approve/", keys.approve_plan, name="approve_plan"),
    path("<int:pk>/steps/", keys.add_step, name="add_step"),
    path("<int:pk>/conclude/", keys.conclude, name="conclude"),
    path("<int:pk>/drop/", keys.drop, name="drop"),
    path("steps/<int:pk>/finish/", keys.finish_step, name="finish_step"),
    path("steps/<int:pk>/join/", keys.join_step, name="join_step"),
    # of one suggestion
    path("of/<int:pk>/recommend/", keys.recommend, name="recommend"),
    path("of/<int:pk>/log/", records.log, name="log"),
    path("of/<int:pk>/measure/", records.add_measure, name="add_measure"),
    path("of/<int:pk>/clue/", clues.send_clue, name="send_clue"),
    path("of/<int:pk>/case/", records.write_case, name="write_case"),
    path("logs/<int:pk>/withdraw/", records.withdraw_log, name="withdraw_log"),
    path("items/", records.items, name="items"),
    path("items/<int:pk>/", records.save_item, name="save_item"),
    # meetings
    path("meetings/", lists.meetings, name="meetings"),
    path("meetings/link/", records.link_meeting, name="link_meeting"),
    path("meetings/<int:pk>/", records.meeting, name="meeting"),
    path("meetings/items/<int:pk>/", records.conclude_item, name="conclude_item"),
    # procuratorate
    path("clues/", lists.clues, name="clues"),
    path("clues/<int:pk>/", clues.clue, name="clue"),
    path("clues/<int:pk>/accept/", clues.accept_clue, name="accept_clue"),
    path("clues/<int:pk>/refuse/", clues.refuse_clue, name="refuse_clue"),
    path("clues/<int:pk>/advise/", clues.advise_clue, name="advise_clue"),
    path("clues/<int:pk>/conclude/", clues.conclude_clue, name="conclude_clue"),
    path("advices/", lists.advices, name="advices"),
    path("advices/new/", clues.offer_advice, name="offer_advice"),
    path("advices/<int:pk>/", clues.advice, name="advice"),
    path("advices/<int:pk>/convert/", clues.convert_advice, name="convert_advice"),
    path("advices/<int:pk>/decline/", clues.decline_advice, name="decline_advice"),
    # cases
    path("cases/", lists.cases, name="cases"),
    path("cases/<int:pk>/", records.case, name="case"),
    re_path(r"^cases/photos/(?P<pk>\d+)/(?P<size>small|full)/$", records.photo, name="photo"),
]
