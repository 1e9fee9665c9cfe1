"""Abbreviations of offices, papers and places in full: UBND, CSGT, CCCD, TP.HCM.

Both sides are read by the same rule, questions and documents; so "UBND" finds "ủy ban nhân dân" and the other way.
"""

import re

from factdesk.matching.text.patterns import BEGIN, END, small_runs

#: Those that nobody uses for anything else, in any capitals.
_SURE = {
    "ubnd": "Ủy ban nhân dân",
    "hđnd": "Hội đồng nhân dân",
    "hdnd": "Hội đồng nhân dân",
    "mttq": "Mặt trận Tổ quốc",
    "vksnd": "Viện kiểm sát nhân dân",
    "tand": "Tòa án nhân dân",
    "đbqh": "đại biểu Quốc hội",
    "nhnn": "Ngân hàng Nhà nước",
    "gdđt": "Giáo dục và Đào tạo",
    "gd-đt": "Giáo dục và Đào tạo",
    "gd&đt": "Giáo dục và Đào tạo",
    "gddt": "Giáo dục và Đào tạo",
    "gtvt": "Giao thông vận tải",
    "tn&mt": "Tài nguyên và Môi trường",
    "tnmt": "Tài nguyên và Môi trường",
    "lđtbxh": "Lao động - Thương binh và Xã hội",
    "ldtbxh": "Lao động - Thương binh và Xã hội",
    "nn&ptnt": "Nông nghiệp và Phát triển nông thôn",
    "csgt": "cảnh sát giao thông",
    "cscđ": "cảnh sát cơ động",
    "pccc": "phòng cháy chữa cháy",
    "shk": "sổ hộ khẩu",
    "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế",
    "bhtn": "bảo hiểm thất nghiệp",
    "cccd": "căn cước công dân",
    "cmnd": "chứng minh nhân dân",
    "cmtnd": "chứng minh thư nhân dân",
    "gplx": "giấy phép lái xe",
    "gtgt": "giá trị gia tăng",
    "tncn": "thu nhập cá nhân",
    "tndn": "thu nhập doanh nghiệp",
    "hđlđ": "hợp đồng lao động",
    "hdld": "hợp đồng lao động",
    "xklđ": "xuất khẩu lao động",
    "xkld": "xuất khẩu lao động",
    "nlđ": "người lao động",
    "nvqs": "nghĩa vụ quân sự",
    "tngt": "tai nạn giao thông",
    "atgt": "an toàn giao thông",
    "attp": "an toàn thực phẩm",
    "vsattp": "vệ sinh an toàn thực phẩm",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "thptqg": "trung học phổ thông quốc gia",
    "đhqg": "Đại học Quốc gia",
    "sgk": "sách giáo khoa",
    "hssv": "học sinh, sinh viên",
    "cntt": "công nghệ thông tin",
    "bđs": "bất động sản",
    "bds": "bất động sản",
    "htx": "hợp tác xã",
    "clb": "câu lạc bộ",
    "ttxvn": "Thông tấn xã Việt Nam",
    "cty": "công ty",
    "tphcm": "Thành phố Hồ Chí Minh",
    "tp.hcm": "Thành phố Hồ Chí Minh",
    "tp hcm": "Thành phố Hồ Chí Minh",
    "tp. hcm": "Thành phố Hồ Chí Minh",
    "tp.hồ chí minh": "Thành phố Hồ Chí Minh",
    "tp hồ chí minh": "Thành phố Hồ Chí Minh",
    "tp. hồ chí minh": "Thành phố Hồ Chí Minh",
    "tp.hà nội": "Thành phố Hà Nội",
    "hcm": "Hồ Chí Minh",
    "hcmc": "Hồ Chí Minh",
    "brvt": "Bà Rịa - Vũng Tàu",
}
#: Those that are something else in other texts: read in capitals or small letters as they stand here.
_CASED = {
    "KCN": "khu công nghiệp",
    "VN": "Việt Nam",
    "vn": "Việt Nam",
    "HN": "Hà Nội",
    "hn": "Hà Nội",
    "SG": "Sài Gòn",
    "sg": "Sài Gòn",
    "TQ": "Trung Quốc",
    "tq": "Trung Quốc",
    "BYT": "Bộ Y tế",
    "byt": "Bộ Y tế",
    "BCA": "Bộ Công an",
    "bca": "Bộ Công an",
    "BGD": "Bộ Giáo dục",
    "bgd": "Bộ Giáo dục",
    "BGTVT": "Bộ Giao thông vận tải",
    "BQP": "Bộ Quốc phòng",
    "BV": "bệnh viện",
    "BS": "bác sĩ",
    "HS": "học sinh",
    "SV": "sinh viên",
    "GV": "giáo viên",
    "CA": "công an",
    "ĐH": "đại học",
    "SĐT": "số điện thoại",
    "SDT": "số điện thoại",
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "XH": "xã hội",
}
_ANY = "|".join(re.escape(short) for short in sorted(_SURE, key=len, reverse=True))
_CASES = "|".join(re.escape(short) for short in sorted(_CASED, key=len, reverse=True))
_ABBREVIATION = re.compile(rf"{BEGIN}(?:(?i:({_ANY}))|({_CASES})){END}")
_PIECES = re.compile(r"\w+")
_FIRST = frozenset(_PIECES.findall(short.lower())[0] for short in (*_SURE, *_CASED))
_LETTER = re.compile(r"[^\W\d_]")


def written_out(text: str) -> str:
    """The text with its abbreviations in full; for texts in Vietnamese, questions and documents alike.

    Numbers of documents (100/2019/NĐ-CP), addresses and names with hyphens stay. In a text wholly in capitals only
    those are read that are nothing else.
    """
    if _FIRST.isdisjoint(small_runs(text)):
        return text
    capitals = text.isupper() and len(_LETTER.findall(text[:60])) > 12

    def full(found: re.Match[str]) -> str:
        if found.group(1):
            return _SURE[found.group(1).lower()]
        return found.group() if capitals else _CASED[found.group()]

    read = _ABBREVIATION.sub(full, text)
    return read if len(read) <= 4 * len(text) else text
