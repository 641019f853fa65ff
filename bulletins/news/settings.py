"""What the office keeps for its public site: the columns."""

from __future__ import annotations

from bulletins.models import NewsColumn
from bulletins.news.forms import ColumnForm
from congress.web.settings_lists import Listed, SettingsLists

LISTS = SettingsLists(
    "news",
    "网站栏目",
    Listed(
        "columns",
        "网站栏目",
        "栏目里有了已发布的文章才会出现在网站上，如“民生实事”",
        NewsColumn,
        ColumnForm,
        str,
        lambda row: f"/news/{row.slug}/",
        ("order", "id"),
        line="栏目",
        switch="in_use",
    ),
)
