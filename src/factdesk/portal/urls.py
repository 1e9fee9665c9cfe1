"""Addresses of the public pages: Vietnamese at the root, English under /en/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
