"""Words whose opposite turns a claim round: a question with "tăng" is not about a claim with "giảm"."""

import functools
import re

from factdesk.matching.text.words import fold, words

#: Each line: words of one direction, a bar, words of the other. Two words are looked for side by side.
_PAIRS = """
tăng, nâng, tăng thêm, cao hơn, lên | giảm, hạ, bớt, cắt giảm, thấp hơn, xuống
cho phép, được phép, cấp phép, hợp pháp | cấm, bị cấm, không được phép, thu hồi, bất hợp pháp
bắt buộc, phải | tự nguyện, không bắt buộc, miễn
miễn phí, miễn | thu phí, tính phí, mất phí
mở cửa, mở lại, mở | đóng cửa, tạm đóng, đóng
sáp nhập, nhập, gộp | tách, chia tách
kéo dài, gia hạn | rút ngắn
sớm, sớm hơn | muộn, trễ, lùi
thắng, đánh bại | thua, bị đánh bại
nhiều nhất, lớn nhất, cao nhất, dài nhất | ít nhất, nhỏ nhất, thấp nhất, ngắn nhất
đầu tiên | cuối cùng
xuất khẩu | nhập khẩu
mua | bán
trước | sau
increase, increases, increased, raise, raises, raised, rise, rises, rose, higher, up | decrease, decreases, decreased, \
cut, cuts, lower, lowers, lowered, reduce, reduced, fall, falls, fell, down
allow, allows, allowed, legal, legalised, legalized, permit, permitted | ban, bans, banned, illegal, outlaw, \
prohibit, prohibited, forbidden
mandatory, compulsory, required, must | voluntary, optional
open, opens, opened, reopen, reopened | close, closes, closed, shut
free | charge, charged, paid
merge, merged, merging | split, splits
extend, extended | shorten, shortened
most, largest, highest, longest, biggest | least, smallest, lowest, shortest
first | last
win, wins, won, beat, defeated | lose, loses, lost
export, exports | import, imports
before | after
tốt, có lợi, bổ | xấu, có hại, độc
an toàn | nguy hiểm
cứu, cứu được | giết, làm chết, giết chết
chữa, chữa khỏi, trị, phòng, ngừa, phòng ngừa | gây, gây ra, làm bùng phát
hơn, trên, quá, tối thiểu | dưới, chưa đến, tối đa
còn hiệu lực, còn giá trị, chưa hết | hết hiệu lực, hết giá trị, đã hết, không còn
bên trái, rẽ trái | bên phải, rẽ phải
ban ngày | ban đêm
giàu | nghèo
nội địa, trong nước | nước ngoài
gọi đi | nghe máy, bắt máy
good, healthy, beneficial | bad, unhealthy, harmful, toxic, poisonous
safe, safely | dangerous, unsafe, deadly
save, saves, saved | kill, kills, killed
cure, cures, cured, prevent, prevents, prevented, protects | cause, causes, caused, triggers
strengthen, strengthens, strengthened, boost, boosts | weaken, weakens, weakened, wipes out, destroys, damages
above, over, more than, at least | below, under, less than, fewer than, at most
still valid, remains valid | no longer valid, expired, invalid
left | right
tall, taller | short, shorter
abolish, abolishes, abolished, scrapped, ended | bring back, brought back, restored, reintroduced
answering, receiving | making, calling
hot | cold
rich | poor
guilty, convicted | innocent, acquitted
"""


@functools.cache
def _sides() -> tuple[dict[str, tuple[int, int]], re.Pattern[str]]:
    """Which pair and side each folded phrase belongs to, and a pattern that finds any of them."""
    sides: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(filter(None, _PAIRS.replace("\\\n", "").splitlines())):
        for side, part in enumerate(line.split("|")):
            for phrase in part.split(","):
                sides.setdefault(phrase.strip(), (number, side))
    longest_first = sorted(sides, key=len, reverse=True)
    return sides, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


@functools.cache
def _bare_sides() -> tuple[dict[str, tuple[int, int]], re.Pattern[str]]:
    """The same for what is typed without diacritics; phrases that are ambiguous then are left out."""
    sides: dict[str, tuple[int, int]] = {}
    twice = set()
    for phrase, where in _sides()[0].items():
        bare = fold(phrase)
        if bare in sides and sides[bare] != where:
            twice.add(bare)
        sides[bare] = where
    kept = {bare: where for bare, where in sides.items() if bare not in twice and len(bare) > 3}
    longest_first = sorted(kept, key=len, reverse=True)
    return kept, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def directions(text: str) -> dict[int, set[int]]:
    """For each pair the sides that a text names."""
    said = " ".join(words(text))
    sides, pattern = _bare_sides() if said.isascii() else _sides()
    found: dict[int, set[int]] = {}
    for match in pattern.finditer(said):
        number, side = sides[match.group()]
        found.setdefault(number, set()).add(side)
    return found


def oppose(asked: dict[int, set[int]], stated: dict[int, set[int]]) -> bool:
    """Whether of some pair a question's directions have only the one side and a claim's only the other."""
    return any(
        len(asked[number]) == len(stated[number]) == 1 and asked[number] != stated[number]
        for number in asked.keys() & stated.keys()
    )
