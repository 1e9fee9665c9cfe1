"""Django's registration of the room."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "factdesk.reviews"
    label = "reviews"
