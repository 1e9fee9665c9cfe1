"""Writes plausible ClaimReviews to standard output, half of them Vietnamese, half English.

    python bench/reviews_generator.py 100000 > reviews.ndjson
    python bench/reviews_generator.py 100000 --seed 2 --form datafeed > feed.json

The same number, seed and form give the same bytes. Claims are put together from parts, so that many resemble each
other closely and some are the same, as real rumours do. All publishers are invented (`.example`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from typing import Any, TextIO

_PARTS: dict[str, dict[str, list[str]]] = {
    "vi": {
        "opening": ["", "Cảnh báo: ", "Tin lan truyền: ", "Video cho thấy ", "Hình ảnh được chia sẻ nói rằng "],
        "who": [
            "Bộ Y tế", "ngân hàng nhà nước", "một bệnh viện ở Hà Nội", "các nhà khoa học Nhật Bản", "tổ chức WHO",
            "công an tỉnh", "một trường học ở Cần Thơ", "tập đoàn điện lực", "hãng hàng không", "sở giao thông",
        ],
        "does": [
            "khuyên uống", "cấm bán", "xác nhận tìm thấy chất độc trong", "phát miễn phí", "thu hồi khẩn cấp",
            "tăng giá", "bắt buộc mọi người khai báo", "thử nghiệm thành công", "ngừng cung cấp", "yêu cầu đổi",
        ],
        "what": [
            "nước chanh nóng", "thẻ căn cước", "vắc xin cúm", "gạo nhựa", "sim điện thoại", "tài khoản ngân hàng",
            "xăng E5", "sữa bột trẻ em", "trứng gà giả", "thuốc hạ sốt", "vé tàu Tết", "nước máy", "muối i-ốt",
        ],
        "aim": [
            "để chữa ung thư", "từ đêm nay", "cho người trên {n} tuổi", "sau trận bão số {n}", "ở {n} tỉnh miền Trung",
            "nếu không sẽ bị khóa trong {n} giờ", "vì {n} người đã tử vong", "trước ngày {n} tháng này",
            "với mức phạt {n} triệu đồng",
        ],
        "rating": ["Sai", "Sai sự thật", "Đúng một phần", "Thiếu ngữ cảnh", "Đúng", "Chưa đủ căn cứ", "Gây hiểu lầm"],
        "claimant": ["Nhiều người dùng mạng xã hội", "Một bài đăng Facebook", "Tin nhắn Zalo", "Trang ẩn danh"],
    },
    "en": {
        "opening": ["", "Warning: ", "Says ", "A video shows that ", "A widely shared post says "],
        "who": [
            "the health ministry", "the central bank", "a hospital in Manila", "Japanese scientists", "the WHO",
            "the provincial police", "a school in Leeds", "the power company", "an airline", "the transport agency",
        ],
        "does": [
            "recommends drinking", "has banned", "found poison in", "is giving away", "has urgently recalled",
            "raised the price of", "forces everyone to register", "successfully tested", "will cut off", "is replacing",
        ],
        "what": [
            "hot lemon water", "identity cards", "the flu vaccine", "plastic rice", "SIM cards", "bank accounts",
            "E10 petrol", "infant formula", "fake eggs", "paracetamol", "holiday train tickets", "tap water", "salt",
        ],
        "aim": [
            "to cure cancer", "from tonight", "for people over {n}", "after storm number {n}", "in {n} provinces",
            "or accounts are locked within {n} hours", "because {n} people died", "before day {n} of this month",
            "with fines of {n} million",
        ],
        "rating": ["False", "Mostly false", "Half true", "Missing context", "True", "Unproven", "Misleading"],
        "claimant": ["Social media users", "A Facebook post", "A chain message", "An anonymous site"],
    },
}  # fmt: skip
_PUBLISHERS = {
    "vi": [("Kiểm chứng Sông Lam", "kiemchung"), ("Tin Thật", "tinthat"), ("Báo Miền Trung", "baomientrung")],
    "en": [("River Fact Check", "riverfacts"), ("Plain Truth Desk", "plaintruth"), ("Check The Post", "checkpost")],
}
_VALUES = (1, 2, 3, 3, 5, 0, 2)


def reviews(number: int, seed: int) -> Iterator[dict[str, Any]]:
    """`number` ClaimReviews, always the same for the same `seed`."""
    chance = random.Random(seed)
    for index in range(number):
        language = chance.choice(("vi", "en"))
        parts = _PARTS[language]
        words = [chance.choice(parts[key]) for key in ("who", "does", "what", "aim")]
        claim = chance.choice(parts["opening"]) + " ".join(words).format(n=chance.randint(2, 99_999))
        name, site = chance.choice(_PUBLISHERS[language])
        year, month, day = chance.randint(2016, 2025), chance.randint(1, 12), chance.randint(1, 28)
        rating = chance.randrange(len(_VALUES))
        yield {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": f"https://{site}.example/{year}/{month:02}/{seed}-{index}/",
            "claimReviewed": claim[0].upper() + claim[1:] + ".",
            "inLanguage": language,
            "datePublished": f"{year}-{month:02}-{day:02}",
            "author": {"@type": "Organization", "name": name, "url": f"https://{site}.example/"},
            "reviewRating": {
                "@type": "Rating",
                "alternateName": parts["rating"][rating],
                "ratingValue": str(_VALUES[rating]),
                "bestRating": "5",
                "worstRating": "1",
            },
            "itemReviewed": {
                "@type": "Claim",
                "author": {"@type": "Person", "name": chance.choice(parts["claimant"])},
                "datePublished": f"{year}-{month:02}-{max(1, day - 3):02}",
                "appearance": [{"@type": "CreativeWork", "url": f"https://posts.example/{seed}/{index}"}],
            },
        }


def write(number: int, *, seed: int = 1, form: str = "ndjson", out: TextIO) -> None:
    """Write `number` reviews to `out`, one a line, or as one DataFeed."""
    if form == "datafeed":
        out.write('{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [\n')
    for index, review in enumerate(reviews(number, seed)):
        if form == "datafeed":
            item = {"@type": "DataFeedItem", "dateCreated": review["datePublished"], "item": [review]}
            out.write(("" if index == 0 else ",\n") + json.dumps(item, ensure_ascii=False))
        else:
            out.write(json.dumps(review, ensure_ascii=False) + "\n")
    if form == "datafeed":
        out.write("\n]}\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Writes plausible ClaimReviews to standard output.")
    parser.add_argument("number", type=int, help="how many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=["ndjson", "datafeed"], default="ndjson")
    arguments = parser.parse_args()
    write(arguments.number, seed=arguments.seed, form=arguments.form, out=sys.stdout)


if __name__ == "__main__":
    main()
