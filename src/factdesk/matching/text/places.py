"""Places that a text names: provinces of Viet Nam before and after the merger, its cities, countries, states, cities.

A rumour about Hà Nội is not one about Đà Nẵng; one about Bình Dương may be one about TP.HCM, in which that lies now.
"""

import functools
import unicodedata
from collections.abc import Iterator

from factdesk.matching.text.patterns import listed
from factdesk.matching.text.place_table import Name, table
from factdesk.matching.text.tokens import Tokens, looks_vietnamese, tokens
from factdesk.matching.text.words import fold

#: Words before a name, without diacritics, that say that a place follows.
_BEFORE = listed(
    "o tai tinh tp pho ve ra vao di tu sang den toi qua gan quanh huyen xa dien dao in at from to near of around"
    " across through outside leaves leaving visiting"
)
#: The same for names of one syllable in small letters; with its diacritics, and without.
_BEFORE_ONE = listed(
    "nước ở tại sang bên qua từ người dân thống phủ đội quân hội viện bang fda cdc nasa khắp toàn hàng giữa của vua"
)
_BEFORE_BARE = listed("nuoc nguoi thong phu fda cdc nasa")
#: Of these even that would be too little: "ở anh ấy", "tại anh", "của áo", "người ý".
_ONLY_NATION = listed("anh ý áo vinh hàn")
#: What the word after a name of one syllable makes of it: pháp luật, mỹ phẩm, ý kiến.
_AFTER = {
    "my": "pham thuat vien nhan nu man le tuc cam tho dinh tam linh",
    "phap": "luat ly le nhan y danh dinh khi che su",
    "duc": "tinh hanh do chua phat cha me thanh tin",
    "y": "kien nghia te thuc tuong do nguyen ba si ta nhi khoa dinh chi hoc",
    "ao": "dai so quan tuong giac khoac phong thuat mua gio",
    "nhat": "ky trinh thuc bao dinh la tan",
    "han": "the che mat dong quoc xi lam",
    "thai": "san nhi do cuc giam duong binh hoa tong to tu hau thuong son",
    "anh": "ta ay em chi hung huong ho trai nhay minh nay oi rieng hai",
    "vinh": "quang du vien hanh danh",
    "hue": "thuong",
    "lao": "dong phoi cong xao",
    "nga": "mi ba nghieng",
    "bi": "thuong phat",
    "uc": "che",
    "sec": "",
}
#: Names of one syllable with which people are called: at the beginning of a sentence they are no place.
_PERSONS = listed("anh vinh nga thai")
#: "Nước ao" is that of a pond, "nước bị" water that is; without diacritics these are never countries.
_NEVER_BARE = listed("bi lao sec ao y thai han vinh")
_CALLED = listed("anh chị em ông bà cô chú bác dì cậu mợ thầy bé cháu con bạn chi ong ba co chu bac thay be chau ban")
_NATIONS = listed("nuoc quoc")
_DISTRICTS = listed("quận quan district")
_MOST_DISTRICTS = 12

_WIDE = frozenset(["country", "continent"])


def places(text: str) -> frozenset[str]:
    """The places that a text names, each by one name, whatever it was called: Hanoi and HN are Hà Nội.

    Names without diacritics count where they can hardly be anything else, and "anh", "mỹ", "pháp" where a capital
    letter or the words beside them say that a country is meant.
    """
    return frozenset(place for _, _, place in spans(text) if place)


@functools.lru_cache(maxsize=16)
def spans(text: str) -> tuple[tuple[int, int, str], ...]:
    """Of each name its first word's number, that after its last, the place; "" for a phrase that names none."""
    return tuple(_found(tokens(text)))


def _found(read: Tokens) -> Iterator[tuple[int, int, str]]:
    names = table().names
    skip = 0
    for at, bare in enumerate(read.bare):
        if at < skip:
            continue
        for name in names.get(bare, ()):
            if _is_there(name, read, at):
                skip = at + len(name.words)
                yield at, skip, name.place
                break
        else:
            if bare in ("quan", "district") and (numbered := _district(read, at)):
                yield at, at + 2, numbered


def within(inner: str, outer: str) -> bool:
    """Whether one place, named as in results, lies in another: Bình Dương in TP.HCM, both in Việt Nam."""
    return outer in _lies_in(inner)


def differ(asked: frozenset[str], stated: frozenset[str]) -> bool:
    """Whether two texts' places contradict: both name some, and none of one is, contains or lies in one of the other.

    A country named beside a city in it is only where that lies: "Hà Nội, Việt Nam" is not "Huế, Việt Nam".
    """
    if not asked or not stated:
        return False
    one, other = _narrowest(asked), _narrowest(stated)
    return not any(a == b or within(a, b) or within(b, a) for a in one for b in other)


def swapped(asked: frozenset[str], stated: frozenset[str]) -> bool:
    """Whether each text names a place of one kind that has nothing to do with any in the other, whatever they share.

    "The cup in Indonesia, Malaysia and Thailand" against "in Viet Nam, Malaysia and Thailand". It contains `differ`
    where that is between places of one kind.
    """
    levels = table().levels

    def alone(some: frozenset[str], others: frozenset[str]) -> set[str]:
        return {levels.get(a, "city") for a in some if not any(a == b or within(a, b) or within(b, a) for b in others)}

    return bool(alone(asked, stated) & alone(stated, asked))


def missing(asked: frozenset[str], stated: frozenset[str]) -> bool:
    """Whether a question names a place smaller than a country, and a text has nothing to do with any that it names.

    Of 6,956 questions to their own claims 9 in 1,000 do, of near misses about another place 4 in 10.
    """
    levels = table().levels
    small = {place for place in asked if levels.get(place, "city") not in _WIDE}
    return bool(small) and not any(a == b or within(a, b) or within(b, a) for a in small for b in stated)


def _narrowest(named: frozenset[str]) -> frozenset[str]:
    if len(named) == 1:
        return named
    return named - frozenset().union(*map(_lies_in, named))


def _lies_in(place: str) -> frozenset[str]:
    if place.startswith("Quận "):
        return table().within["TP.HCM"] | {"TP.HCM"}
    return table().within.get(place, frozenset())


def _is_there(name: Name, read: Tokens, at: int) -> bool:
    end = at + len(name.words)
    if len(name.words) > 1:
        if tuple(read.bare[at:end]) != name.bare:
            return False
        if True in read.begins[at + 1 : end] or True in read.gaps[at + 1 : end]:
            return False
    if name.exact is not None:
        return (
            read.cased
            and tuple(read.words[at:end]) == name.exact
            and (name.exact[0].isupper() or not _is_longer(read, at, end))
        )
    marked = bare = True
    for word, full, plain in zip(read.words[at:end], name.words, name.bare, strict=True):
        lower = word.lower()
        marked = marked and (lower == full or _sorted(lower) == _sorted(full))
        bare = bare and lower == plain
    if not marked and not bare:
        return False
    here = read.capitals[at:end]
    if any(here) and not (marked and here[0]) and any(c > h for c, h in zip(name.capitals, here, strict=True)):
        return False  # "Mường Thanh do" is not Thành Đô
    if name.sign == "*":
        return _alone(read, at, marked=marked)
    if not name.sign or (marked and name.sign == "~" and not _is_plain(name)):
        return True
    if all(read.capitals[at:end]):
        return name.sign == "~" or not _is_longer(read, at, end)
    return not any(read.capitals[at:end]) and at > 0 and read.bare[at - 1] in _BEFORE


def _is_plain(name: Name) -> bool:
    return name.words == name.bare


@functools.lru_cache(maxsize=5_000)
def _sorted(word: str) -> str:
    """The same for "hoà" and "hòa"."""
    return "".join(sorted(unicodedata.normalize("NFD", word)))


def _is_longer(read: Tokens, at: int, end: int) -> bool:
    """Whether the words in capitals from `at` to `end` are part of a longer name."""
    before = at > 0 and read.capitals[at - 1] and not read.begins[at - 1] and not read.begins[at] and not read.gaps[at]
    if before and not (read.words[at - 1].isupper() or read.bare[at - 1] in _BEFORE):
        return True
    after = end < len(read.words) and read.capitals[end] and not read.begins[end] and not read.gaps[end]
    return after and looks_vietnamese(read.bare[end]) and not read.words[end].isupper()


def _alone(read: Tokens, at: int, *, marked: bool) -> bool:
    """Whether a name of one syllable is that of a place here."""
    word, bare = read.words[at].lower(), read.bare[at]
    after = read.bare[at + 1] if at + 1 < len(read.bare) and not read.gaps[at + 1] else ""
    if after in _EXCLUDED.get(bare, ()):
        return False
    first = at == 0 or read.begins[at]
    before = "" if first or read.gaps[at] else read.words[at - 1].lower()
    if read.cased and read.capitals[at]:
        if _is_longer(read, at, at + 1):
            return False
        if bare == "hue":
            return True
        if not marked:
            return fold(before) in _BEFORE_BARE or before in ("o", "tai", "sang", "ben")
        if bare in _PERSONS and before in _CALLED:
            return False
        if bare in _PERSONS and before and read.capitals[at - 1]:
            return fold(before) in _BEFORE or before in _BEFORE_ONE
        return not (first and bare in _PERSONS) and not (word.isascii() and before and not _is_local(before))
    if not before:
        return bare == "hue" and marked
    if word in _ONLY_NATION or (word.isascii() and bare in _NEVER_BARE):
        return fold(before) in _NATIONS and bare not in _NEVER_BARE
    if bare == "hue" and marked:
        return True
    return (before in _BEFORE_ONE) if marked and not word.isascii() else fold(before) in _BEFORE_BARE


def _is_local(word: str) -> bool:
    """Whether a word can stand in a Vietnamese sentence: "Anh" in an English one is somebody's name."""
    return not word.isascii() or looks_vietnamese(word)


_EXCLUDED = {bare: listed(words) for bare, words in _AFTER.items()}


def _district(read: Tokens, at: int) -> str:
    """A numbered district of the city of Hồ Chí Minh; "" for none."""
    if read.words[at].lower() in _DISTRICTS and at + 1 < len(read.words):
        number = read.words[at + 1]
        if number.isdecimal() and len(number) < 3 and 0 < int(number) <= _MOST_DISTRICTS:
            return f"Quận {int(number)}"
    return ""
