"""Wagtail's screens for users, where an administrator gives and ends roles."""
