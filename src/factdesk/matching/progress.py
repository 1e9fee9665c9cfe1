"""How long work tells how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Called now and then with what is done, of how much, and what is going on in a few words."""

    def __call__(self, done: int, total: int, what: str) -> None: ...


def silent(done: int, total: int, what: str) -> None:
    """A Progress that says nothing."""
