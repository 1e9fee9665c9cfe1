"""Names of persons and organisations, by their capital letters: "Phạm Nhật Vượng", "Hillary Clinton", "WHO"."""

from collections.abc import Iterable, Iterator

from factdesk.matching.text import frequencies
from factdesk.matching.text.patterns import listed
from factdesk.matching.text.places import spans
from factdesk.matching.text.tokens import Tokens, looks_vietnamese, tokens
from factdesk.matching.text.words import words

#: Words with a capital that name nobody: days, months, peoples, titles, words that stand alone for stress.
_NOBODY = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december i i'm i've i'd i'll ok the a an is are was did do does has have will can why"
    " how what who when where which if so and but or not no yes please english vietnamese viet tet tết christmas easter"
    " halloween thanksgiving new year covid mr mrs ms dr prof king queen president prime minister ministry state decree"
    " law government national assembly party department office bank university hospital school police court fw fwd re"
    " via breaking video photo anh chị em ông bà cô chú bác ai tôi mình vn usa uk us tp tphcm hcm ubnd bộ sở luật nghị"
    " định quyết thông tư quốc hội chính phủ nhà nước đảng công an tòa án viện trường đại học bệnh ngân hàng thủ tướng"
    " chủ tịch bí thư giám đốc giáo sư tiến sĩ bác sĩ hội ban cục tổng tập đoàn công ty vua hoàng đế trái đất mặt trời"
    " mặt trăng earth sun moon god internet facebook tiktok youtube zalo google app sms sim"
    " emperor senator governor professor general captain saint sir lady lord prince"
    " princess pope doctor uncle aunt grandpa grandma mum dad county city street lake mount river south north east west"
    " september sept oct nov dec jan feb aug ngày tháng chạp giêng tết trận chùa sông núi hồ đền nhà thờ cầu đường phố"
    " phường xã huyện quận tỉnh thành trường bắc nam trung đông tây hội điện tháp cuộc vụ theo trong khi một hai ba"
    " vnd ai tv pm am gps pdf usb mr phd bc ad tcn gdp ceo dna adn hiv sars xe đồng thứ"
)
#: Family names of Viet Nam: with these a sentence may begin and a name too.
_FAMILIES = listed(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đào trịnh tô lưu lương tạ quách kiều"
    " chế tôn triệu đoàn mạc khúc trương chu la thái nguyen tran le pham hoang huynh phan vu vo dang bui do ngo duong"
    " ly dinh dao trinh luu luong quach trieu doan truong"
)
_INSIDE = listed("of de van von da di al bin")
# Zipf values from which English words are no name by a capital letter alone, nor several of them together, and from
# which one only begins a sentence.
_COMMON, _COMMON_TOGETHER, _EVERYDAY = 4.3, 4.6, 5.4
_KNOWN = listed("who un eu imf nasa fifa cia fbi cdc fda nato unesco unicef opec")
_SHORTEST = 2  # letters of a name
_SURELY = 3  # words in capitals, which are a name whatever they are
_LONGEST_SHORT = 7  # letters of an abbreviation


def names(text: str) -> frozenset[str]:
    """The names of persons and organisations, in small letters without diacritics: {"pham nhat vuong", "who"}.

    A word that only begins a sentence is none, nor are names of places. Nothing when the text is all in capitals or all
    in small letters, for these tell no names.
    """
    read = tokens(text)
    if not read.cased:
        return frozenset()
    placed = {at for begin, end, _ in spans(text) for at in range(begin, end)}
    return frozenset(_runs(read, placed))


def missing(asked: Iterable[str], text_folded: str) -> float:
    """The share of the asked names of which no word is in a text; 0 when none is asked.

    Args:
        text_folded: in small letters without diacritics.
    """
    wanted = list(asked)
    if not wanted:
        return 0.0
    there = set(words(text_folded))
    return sum(there.isdisjoint(set(name.split()) - _INSIDE) for name in wanted) / len(wanted)


def differ(asked: Iterable[str], stated: Iterable[str], asked_folded: str, stated_folded: str) -> bool:
    """Whether each text has a name of one kind that the other has not: Lý Thánh Tông here, Lý Thái Tông there.

    Both have to be of several words: a single one is a nickname, a brand or a slip too often.

    Args:
        asked, stated: names of the two texts.
        asked_folded, stated_folded: the texts, in small letters without diacritics.
    """
    strange, others = _strangers(asked, stated_folded), _strangers(stated, asked_folded)
    return any(_is_vietnamese(one) == _is_vietnamese(other) for one in strange for other in others)


def _strangers(some: Iterable[str], text_folded: str) -> list[str]:
    """Names of several words that are not in a text, not even by their last words."""
    spaced = f" {' '.join(words(text_folded))}"
    return [name for name in some if " " in name and f" {_telling(name)}" not in spaced]


def _is_vietnamese(name: str) -> bool:
    return all(map(looks_vietnamese, name.split()))


def _telling(name: str) -> str:
    """What other mentions of a person have too: "nhat vuong", "clinton"; without the s of a plural."""
    said = name.split()
    return " ".join(said[-2:]) if _is_vietnamese(name) else said[-1].removesuffix("s")


def _runs(read: Tokens, placed: set[int]) -> Iterator[str]:
    """The names: words with capitals that follow one another, apart from places."""
    run: list[int] = []
    for at, capital in enumerate(read.capitals):
        if not capital or at in placed or not _is_part(read, at):
            continue
        if run and not _follows(read, run[-1], at):
            yield from _named(read, run)
            run = []
        run.extend(range(run[-1] + 1 if run else at, at + 1))
    if run:
        yield from _named(read, run)


def _follows(read: Tokens, last: int, at: int) -> bool:
    """Whether a word goes on with a name: the next one, or the one after "de", "von", "of"."""
    if True in read.begins[last + 1 : at + 1] or True in read.gaps[last + 1 : at + 1]:
        return False
    return at == last + 1 or (at == last + 2 and read.bare[last + 1] in _INSIDE)


def _is_part(read: Tokens, at: int) -> bool:
    """Whether a word with a capital letter may be part of a name: not one that is in capitals for stress."""
    word, bare = read.words[at], read.bare[at]
    if word.isupper() and bare in _KNOWN:
        return True
    if word.lower() in _NOBODY:
        return False
    if len(word) == 1 or not word.isupper():
        return True
    if not word.isascii() or len(word) > _LONGEST_SHORT or looks_vietnamese(bare):
        return False
    return _zipf(bare) < _COMMON


def _named(read: Tokens, run: list[int]) -> Iterator[str]:
    """The name that a run of words in capitals is, if it is one."""
    first = run[0]
    if read.begins[first] and read.words[first].lower() not in _FAMILIES:
        bare = read.bare[first]
        short = read.words[first].isupper() and not _is_word(bare)
        if not short and (len(run) == 1 or looks_vietnamese(bare) or _zipf(bare) >= _EVERYDAY):
            run = run[1:]
    said = [read.bare[at] for at in run]
    if len("".join(said)) < _SHORTEST or (len(said) == 1 and _is_word(said[0])):
        return
    if len(said) < _SURELY and all(bare not in _KNOWN and _zipf(bare) >= _COMMON_TOGETHER for bare in said):
        return
    # "Vinh" and "Sáu" alone may be anything, where emoji between sentences are gone too.
    if len(said) > 1 or not looks_vietnamese(said[0]):
        yield " ".join(said)


def _is_word(bare: str) -> bool:
    return bare not in _KNOWN and _zipf(bare) >= _COMMON


def _zipf(bare: str) -> float:
    return frequencies.load().english.get(bare, 0.0)
