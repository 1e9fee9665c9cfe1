"""Django's registration of wagtail.users, with this room's screens in place of its own."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleScreens(WagtailUsersAppConfig):
    """Of Wagtail's two menu entries, "Users" is ours; "Groups" is shown to nobody, since roles make them."""

    user_viewset = "factdesk.desk.people.viewset.PeopleViewSet"
