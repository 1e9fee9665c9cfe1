"""Addresses. The desk under /desk/, the API under /api/v1/, everything else is the public portal.

Wagtail's page-serving view is left out on purpose: what the public sees comes from the record alone.
"""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from factdesk.api.urls import urlpatterns as api_urls

urlpatterns = [
    path("desk/documents/", include(wagtaildocs_urls)),
    path("desk/", include(wagtailadmin_urls)),
    *api_urls,
    path("", include("factdesk.portal.urls")),
]
