"""How often an article was read: once a reader's session, and not by machines (R293).

What a browser has read in its session it carries itself, signed, in a cookie that ends with it: a visitor costs the
portal no session of its own, and nobody can be followed by it.
"""

from __future__ import annotations

import re

from django.core import signing
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from bulletins.models import NewsArticle

COOKIE = "news_read"
_SALT = "bulletins.news"
#: A session that reads more than this many articles has its oldest counted again.
_KEPT = 100
_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|scrapy|headless|http-?client|^$",
    re.IGNORECASE,
)


def _is_person(request: HttpRequest) -> bool:
    """Whether a reader asks: no robot, no link preview, no browser that fetches ahead."""
    headers = request.headers
    ahead = f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')} {headers.get('X-Moz', '')}"
    if request.method != "GET" or "prefetch" in ahead or "preview" in ahead:
        return False
    return _ROBOT.search(headers.get("User-Agent", "")) is None


def _read_before(request: HttpRequest) -> list[int]:
    """Articles this session has read; none where the cookie is missing or not ours."""
    try:
        keys = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
    except signing.BadSignature:
        return []
    return [key for key in keys if isinstance(key, int)]


def count_reading(request: HttpRequest, article: NewsArticle) -> bool:
    """Count this reading, unless a machine asks or the session has read the article before; whether it counted.

    Writes no history and no audit event. When it counted, :func:`remember` must put the article into the answer.
    """
    if not _is_person(request) or article.pk in _read_before(request):
        return False
    NewsArticle.objects.filter(pk=article.pk).update(views=F("views") + 1)
    return True


def remember(request: HttpRequest, article: NewsArticle, response: HttpResponse) -> None:
    """Let the browser carry that it has read the article."""
    kept = [*_read_before(request), article.pk][-_KEPT:]
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=_SALT),
        path="/news/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
