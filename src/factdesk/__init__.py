"""factdesk: a self-hosted desk that answers "is this true?"."""

__version__ = "0.1.0"
