"""Addresses of the public site and the desk behind it: who may open them, whose record stands in them."""

_WRITERS = "office deputy_work"
_KEEPERS = "office deputy_work leader"
_REVIEWERS = "office leader"

WHO = {
    "public:home": "public",
    "online:deputies": "public",
    "news:public": "public",
    "news:public_column": "public",
    "news:public_article": "public",
    "news:public_photo": "public",
    "news:public_issues": "public",
    "news:public_issue": "public",
    "news:public_piece": "public",
    "news:public_pdf": "public",
    "news:public_stories": "public",
    "news:public_story": "public",
    "news:story_photo": "public",
    "news:index": _KEEPERS,
    "news:article": _KEEPERS,
    "news:photo": _KEEPERS,
    "news:write_article": _WRITERS,
    "news:change_article": _WRITERS,
    "news:submit_article": _WRITERS,
    "news:recall_article": _WRITERS,
    "news:revise_article": _WRITERS,
    "news:caption_photo": _WRITERS,
    "news:drop_photo": _WRITERS,
    "news:return_article": _REVIEWERS,
    "news:release_article": _REVIEWERS,
    "news:withdraw_article": _REVIEWERS,
    "news:issues": "office",
    "news:issue": "office",
    "news:release_issue": "office",
    "news:withdraw_issue": "office",
    "news:settings": "office",
    "news:add_line": "office",
    "news:change_line": "office",
}

RECORD_OF: dict[str, str] = {
    "news": "bulletins.NewsArticle",
    "news:public_issue": "bulletins.Issue",
    "news:public_piece": "bulletins.Issue",
    "news:public_pdf": "bulletins.Issue",
    "news:issue": "bulletins.Issue",
    "news:release_issue": "bulletins.Issue",
    "news:withdraw_issue": "bulletins.Issue",
    "news:public_story": "bulletins.Story",
    "news:story_photo": "bulletins.StoryPhoto",
    "news:photo": "bulletins.NewsPhoto",
    "news:public_photo": "bulletins.NewsPhoto",
    "news:caption_photo": "bulletins.NewsPhoto",
    "news:drop_photo": "bulletins.NewsPhoto",
    "news:change_line": "bulletins.NewsColumn",
}
