"""Addresses of the bulletins."""

from django.urls import path

from bulletins.views import articles, contributions, desk, distribution, entries, issues, pages, series

app_name = "bulletins"
urlpatterns = [
    path("", issues.index, name="index"),
    path("open/", issues.open_issue, name="open_issue"),
    path("<int:pk>/", issues.read, name="read"),
    path("<int:pk>/desk/", desk.arrange, name="arrange"),
    path("<int:pk>/move/", desk.move_entry, name="move_entry"),
    path("<int:pk>/sort/", desk.sort_by_rule, name="sort_by_rule"),
    path("<int:pk>/refresh/", desk.refresh_from_log, name="refresh_from_log"),
    path("<int:pk>/entries/<int:entry_id>/", entries.edit_entry, name="edit_entry"),
    path("<int:pk>/entries/<int:entry_id>/leave-out/", entries.leave_out, name="leave_out"),
    path("<int:pk>/entries/<int:entry_id>/merge/", entries.merge_headings, name="merge_headings"),
    path("<int:pk>/entries/<int:entry_id>/take-back/", desk.take_back, name="take_back"),
    path("<int:pk>/entries/<int:entry_id>/split/", desk.split_heading, name="split_heading"),
    path("<int:pk>/entries/<int:entry_id>/log-text/", desk.take_log_text, name="take_log_text"),
    path("<int:pk>/articles/new/", articles.add_article, name="add_article"),
    path("<int:pk>/articles/<int:article_id>/", articles.save_article, name="save_article"),
    path("<int:pk>/articles/<int:article_id>/remove/", articles.remove_article, name="remove_article"),
    path("<int:pk>/submit/", issues.submit, name="submit"),
    path("<int:pk>/recall/", issues.recall, name="recall"),
    path("<int:pk>/approve/", issues.approve, name="approve"),
    path("<int:pk>/send-back/", issues.send_back, name="send_back"),
    path("<int:pk>/publish/", issues.publish, name="publish"),
    path("<int:pk>/correct/", issues.correct, name="correct"),
    path("<int:pk>/distribution/", distribution.set_distribution, name="set_distribution"),
    path("<int:pk>/distribution/<int:recipient_id>/", distribution.record_delivery, name="record_delivery"),
    path("<int:pk>/distribution/all/", distribution.record_all_deliveries, name="record_all_deliveries"),
    path("<int:pk>/preview/", desk.preview, name="preview"),
    path("<int:pk>/render/", pages.render_issue, name="render_issue"),
    path("<int:pk>/pages/<int:job_id>/<int:sheet>.png", pages.page_picture, name="page_picture"),
    path("<int:pk>/pdf/", pages.pdf, name="pdf"),
    path("<int:pk>/docx/", pages.docx, name="docx"),
    path("contributions/", contributions.contributions, name="contributions"),
    path("contributions/adopted/", contributions.adoptions, name="adoptions"),
    path("contributions/new/", contributions.submit_contribution, name="submit_contribution"),
    path("contributions/<int:pk>/", contributions.contribution, name="contribution"),
    path("contributions/<int:pk>/adopt/", contributions.adopt, name="adopt"),
    path("contributions/<int:pk>/return/", contributions.return_contribution, name="return_contribution"),
    path("contributions/<int:pk>/resubmit/", contributions.resubmit, name="resubmit"),
    path(
        "contributions/<int:pk>/withdraw/", contributions.withdraw_contribution, name="withdraw_contribution"
    ),
    path("series/", series.series_list, name="series_list"),
    path("series/new/", series.add_series, name="add_series"),
    path("series/<int:pk>/", series.save_series, name="save_series"),
]
