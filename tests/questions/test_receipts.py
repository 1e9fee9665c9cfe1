"""The receipt: short, readable, unguessable, and not in the database."""

import pytest

from factdesk.questions import receipts


def test_it_has_ten_characters_of_crockfords_alphabet():
    seen = {receipts.random_receipt() for _ in range(200)}
    assert len(seen) == 200
    assert all(len(one) == 10 and not set(one) & set("ilou") and receipts.normalised(one) == one for one in seen)


@pytest.mark.parametrize("typed", ["0k7m2-x1q00", "OK7M2-XLQOO", " 0k7m2 x1q00 ", "ok7m2xiq0o", "0K7M2—X1Q00"])
def test_it_is_read_as_people_type_it(typed):
    assert receipts.normalised(typed) == "0k7m2x1q00"


@pytest.mark.parametrize("typed", ["", "0k7m2", "0k7m2x1q000", "0k7m2x1q0u", "0k7m2x1q0!", "\ud800" * 10, "x" * 5_000])
def test_what_cannot_be_one_is_none(typed):
    assert receipts.normalised(typed) is None


def test_it_is_shown_in_two_halves():
    assert receipts.shown("0k7m2x1q00") == "0K7M2-X1Q00"


def test_a_form_has_one_receipt_for_one_text():
    assert receipts.receipt_of_form("n", "a") == receipts.receipt_of_form("n", "a")
    assert receipts.receipt_of_form("n", "a") != receipts.receipt_of_form("n", "b")
    assert receipts.receipt_of_form("n", "a") != receipts.receipt_of_form("m", "a")
    assert receipts.normalised(receipts.receipt_of_form("\ud800" * 9_999, "a"))


def test_what_is_stored_depends_on_the_secret_key(settings):
    before = receipts.mac("0k7m2x1q00")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another secret key that is long enough"
    assert receipts.mac("0k7m2x1q00") != before
    settings.SECRET_KEY_FALLBACKS = [old]
    assert before in receipts.macs("0k7m2x1q00"), "receipts outlive a change of the key"
