"""Hashtags and names of accounts as words: #KhôngTiêmVaccine, #nuocchanh_uungthu, @realDonaldTrump."""

import functools
import itertools
import math
import re

from factdesk.matching.text import frequencies
from factdesk.matching.text.patterns import listed, says_something
from factdesk.matching.text.tones import is_syllable
from factdesk.matching.text.words import fold

_MARKED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_TAG = re.compile(r"(?<![\w&/])[#＃](?=\w{0,80}[^\W\d_])(\w{1,80})")
_HANDLE = re.compile(r"(?<![\w@/.])@(?:\[[^\]\n]{1,60}\]|([\w.]{1,40}))")
# Whom a reply is to; a tag that calls everyone says nothing either.
_REPLY = re.compile(r"^(?:\s*@[\w.]{1,40}[\s,:]+)+")
_EVERYONE = re.compile(r"@(?:everyone|followers|highlight|all|tất cả|mọi người|here)(?!\w)", re.IGNORECASE)
#: Tags that ask for reach and say nothing of what a text is about.
_REACH = re.compile(
    r"[#＃](?:fyp\w{0,12}|foryou\w{0,8}|xuhuong\w{0,8}|xuhướng\w{0,8}|viral\w{0,8}|trending\w{0,8}|trend"
    r"|tiktok\w{0,10}|reels?\w{0,8}"
    r"|shorts?|learnontiktok|like4like|follow\w{0,8}|instagood|hot|tintuc\w{0,4}|tinnong|tinhot|news|breaking"
    r"|share|chiase)"
    r"(?!\w)",
    re.IGNORECASE,
)
_UPPER, _LOWER = "A-Z" + "".join(_MARKED).upper(), "a-z" + "".join(_MARKED)
_SEAMS = re.compile(
    rf"_+|(?<=[{_LOWER}])(?=[{_UPPER}])|(?<=[{_UPPER}])(?=[{_UPPER}][{_LOWER}])"
    r"|(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[^\W\d_]{3})"
)
_TWICE = re.compile(r"([iuy])\1")
#: Words of rumours that are younger than the table or too rare for it.
_YOUNG = listed(
    "vaccine vaccines covid corona facebook zalo tiktok youtube telegram whatsapp hoax hoaxes fake deepfake scam scams"
    " lockdown virus biden trump obama putin zelensky ukraine elon musk pfizer moderna astrazeneca wuhan plandemic"
    " chemtrails smartphone online bitcoin crypto"
)
#: Of words of one letter, and English ones of two, only these are looked for.
_SHORTEST = listed("a i ở o y ý of to in is on no it we us me my by he be do go so or an at as am up if")
_LONGEST = 60  # letters of one run that are cut into words
_NAMED = 3  # letters that each word of a capitalised run must have: Madeira is one
_WIDEST = 14  # letters of one word in it
_STEP = 2.3
_DEAREST = 25.0  # what a word of a chain may cost on average
_SHORT = 2.0  # what a word of one or two letters costs more: long words win over many short ones
_SPACE = re.compile(r"\s+")

Cuts = tuple[int, ...]


def as_words(text: str) -> str:
    """The text with hashtags and accounts cut into their words.

    Tags that only ask for reach (#fyp, #xuhuong), those who a reply is to, and accounts whose names are no words go.
    """
    if "#" not in text and "@" not in text and "＃" not in text:
        return text
    read = _REPLY.sub("", _EVERYONE.sub(" ", _REACH.sub(" ", text)))
    read = _TAG.sub(lambda found: f" {split(found.group(1))} ", read)
    read = _HANDLE.sub(lambda found: f" {_account(found.group(1) or found.group()[2:-1])} ", read)
    read = _SPACE.sub(" ", read).strip()
    return read if says_something(read) else text


def split(name: str) -> str:
    """The words of a name that is written as one: at capitals, figures and `_`, else where known words meet."""
    parts = [part for part in _SEAMS.split(name) if part]
    # Whoever marks the seams with capitals marks all of them.
    marked = any(map(str.isupper, name[1:]))
    return " ".join(parts if marked else [cut for part in parts for cut in _cut(part)])


def _account(name: str) -> str:
    found = split(name.strip(".")).replace(".", " ").split()
    known = [word for word in found if _cost(word.lower(), "vi") or _cost(word.lower(), "en")]
    told = 2 * len(known) >= len(found) if len(found) > 1 else bool(known) or name.isupper()
    return " ".join(found) if told else ""


def _cut(part: str) -> list[str]:
    """The words of a run of letters; itself where it is one, or not all of it is known."""
    small = part.lower()
    if not 4 < len(part) <= _LONGEST or len(small) != len(part) or not part.isalpha() or small[1:] != part[1:]:
        return [part]
    cuts = _best(small)
    if part != small and min((end - begin for begin, end in itertools.pairwise((0, *cuts, len(part))))) < _NAMED:
        return [part]
    if not cuts and (once := _TWICE.sub(r"\1", small)) != small and (again := _best(once)):
        part, cuts = once, again
    return [part[begin:end] for begin, end in zip((0, *cuts), (*cuts, len(part)), strict=True)]


@functools.lru_cache(maxsize=2_000)
def _best(run: str) -> Cuts:
    """The places where a run is cut most cheaply, in either language; none where it is best in one piece."""
    alone = min(filter(None, (_cost(run, "vi"), _cost(run, "en"))), default=math.inf)
    chains = [_cheapest(run, language) for language in ("vi", "en")]
    # A chain of rare words is more likely a name that nobody knows.
    likely = [(cost, cuts) for cost, cuts in chains if cuts and cost < alone and cost < _DEAREST * (len(cuts) + 1)]
    return min(likely)[1] if likely else ()


def _cheapest(run: str, language: str) -> tuple[float, Cuts]:
    costs: list[tuple[float, Cuts]] = [(0.0, ())]
    for end in range(1, len(run) + 1):
        found: tuple[float, Cuts] = (math.inf, ())
        for begin in range(max(0, end - _WIDEST), end):
            before, cuts = costs[begin]
            if before < found[0] and (cost := _cost(run[begin:end], language)) and before + cost < found[0]:
                found = before + cost, (*cuts, begin) if begin else ()
        costs.append(found)
    return costs[-1]


def _cost(word: str, language: str) -> float:
    """What a word adds to the cost of a chain; 0 for one that is not known."""
    value = _english(word) if language == "en" else _syllables().get(word)
    if value is None or (len(word) < 2 + (language == "en") and word not in _SHORTEST):
        return 0.0
    return (9.0 - value) * _STEP + (_SHORT if len(word) < 3 else 0.0)


def _english(word: str) -> float | None:
    return 4.5 if word in _YOUNG else frequencies.load().english.get(word)


@functools.cache
def _syllables() -> dict[str, float]:
    """The values of syllables that are Vietnamese by their build, with and without diacritics."""
    table = frequencies.load().vietnamese
    found = {word: value for word, value in table.items() if is_syllable(word)}
    for word, value in list(found.items()):
        found[fold(word)] = max(value, found.get(fold(word), 0.0))
    return found
