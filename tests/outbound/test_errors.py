"""Every refusal has a code of its own and says what to do."""

from __future__ import annotations

from factdesk.outbound import OutboundRefused, errors


def test_codes_are_distinct_and_messages_say_what_to_do():
    kinds = OutboundRefused.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds) == 10
    assert all(kind.message.count(". ") >= 1 or ". " in kind.message for kind in kinds)
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in kinds)
