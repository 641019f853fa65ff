"""Addresses of the public site's news, and of the desk behind them."""

from django.urls import path

from bulletins.news.views import desk, issues, public, settings, steps, stories

app_name = "news"
urlpatterns = [
    path("", public.public, name="public"),
    path("read/<int:pk>/", public.public_article, name="public_article"),
    path("photos/<int:pk>/<str:size>.jpg", public.public_photo, name="public_photo"),
    path("bulletin/", issues.public_issues, name="public_issues"),
    path("bulletin/<int:pk>/", issues.public_issue, name="public_issue"),
    path("bulletin/<int:pk>/<int:place>/", issues.public_piece, name="public_piece"),
    path("bulletin/<int:pk>/pdf/", issues.public_pdf, name="public_pdf"),
    path("stories/", stories.public_stories, name="public_stories"),
    path("stories/<int:pk>/", stories.public_story, name="public_story"),
    path("stories/photos/<int:pk>/<str:size>.jpg", stories.story_photo, name="story_photo"),
    path("desk/", desk.index, name="index"),
    path("desk/new/", desk.write_article, name="write_article"),
    path("desk/<int:pk>/", desk.article, name="article"),
    path("desk/<int:pk>/change/", desk.change_article, name="change_article"),
    path("desk/<int:pk>/submit/", steps.submit_article, name="submit_article"),
    path("desk/<int:pk>/recall/", steps.recall_article, name="recall_article"),
    path("desk/<int:pk>/return/", steps.return_article, name="return_article"),
    path("desk/<int:pk>/release/", steps.release_article, name="release_article"),
    path("desk/<int:pk>/withdraw/", steps.withdraw_article, name="withdraw_article"),
    path("desk/<int:pk>/revise/", steps.revise_article, name="revise_article"),
    path("desk/photos/<int:pk>/<str:size>.jpg", desk.photo, name="photo"),
    path("desk/photos/<int:pk>/caption/", desk.caption_photo, name="caption_photo"),
    path("desk/photos/<int:pk>/drop/", desk.drop_photo, name="drop_photo"),
    path("desk/issues/", issues.issues, name="issues"),
    path("desk/issues/<int:pk>/", issues.issue, name="issue"),
    path("desk/issues/<int:pk>/release/", issues.release_issue, name="release_issue"),
    path("desk/issues/<int:pk>/withdraw/", issues.withdraw_issue, name="withdraw_issue"),
    path("desk/settings/", settings.settings, name="settings"),
    path("desk/settings/<slug:listed>/add/", settings.add_line, name="add_line"),
    path("desk/settings/<slug:listed>/<int:pk>/", settings.change_line, name="change_line"),
    path("<slug:code>/", public.public_column, name="public_column"),
]
