"""Pages that are text: the scale, about, privacy, accessibility. No query."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factdesk.record.scale import SCALE


@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """The scale: each rating's word, shape and meaning."""
    return render(request, "portal/texts/ratings.html", {"scale": SCALE})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this desk is and how it works."""
    return render(request, "portal/texts/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a question and what is not."""
    return render(request, "portal/texts/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far these pages can be used by everybody."""
    return render(request, "portal/texts/accessibility.html")
