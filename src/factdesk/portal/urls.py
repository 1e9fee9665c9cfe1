"""Addresses of the public pages: Vietnamese at the root, English under /en/.

Both languages share the names; `addresses.page_path` and the tag `page_url` choose by the language of the page.
"""

from django.urls import URLPattern, include, path, register_converter

from factdesk.portal.converters import CheckCode, ReviewCode
from factdesk.portal.door import door
from factdesk.portal.views import ask, checks, machines, offices, question, record, reviews, texts

register_converter(CheckCode, "check_code")
register_converter(ReviewCode, "review_code")

_pages = [
    path("", ask.home, name="home"),
    path("ask", ask.ask, name="ask"),
    path("q/", question.find, name="find-question"),
    path("q/<str:receipt>/", question.show, name="question"),
    path("q/<str:receipt>/not-this", question.not_this, name="question-not-this"),
    path("q/<str:receipt>/undo", question.undo, name="question-undo"),
    path("q/<str:receipt>/this", question.this, name="question-this"),
    path("q/<str:receipt>/place", question.place, name="question-place"),
    path("checks/", checks.index, name="checks"),
    path("checks/<check_code:code>/", checks.short, name="check-short"),
    path("checks/<check_code:code>/<slug:slug>/", checks.show, name="check"),
    path("reviews/<review_code:code>/", reviews.show, name="review"),
    path("offices/", offices.index, name="offices"),
    path("offices/<slug:slug>/", offices.show, name="office"),
    path("record/", record.index, name="record"),
    path("record/<int:seq>/", record.show, name="entry"),
    path("ratings/", texts.ratings, name="ratings"),
    path("about/", texts.about, name="about"),
    path("privacy/", texts.privacy, name="privacy"),
    path("accessibility/", texts.accessibility, name="accessibility"),
]

_files = [
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("pictures/<str:name>", machines.picture, name="picture"),
    path("media/images/<str:name>", machines.desk_image, name="desk-image"),
]


def _behind_door(patterns: list[URLPattern]) -> list[URLPattern]:
    """The same addresses, each entered through the door."""
    for pattern in patterns:
        pattern.callback = door(pattern.callback)
    return patterns


_behind_door(_pages)

urlpatterns = [
    *_behind_door(_files),
    path("en/", include((_pages, "portal"), namespace="en")),
    path("", include((_pages, "portal"), namespace="vi")),
]
