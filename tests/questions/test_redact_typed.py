"""As people type on a phone, in small letters and without marks: home, account and sender go, claims stay (H7)."""

from __future__ import annotations

import pytest

from factdesk.questions.redact import redact

HOME, ACCOUNT, SENDER, NAME = "[địa chỉ nhà]", "[tên tài khoản]", "[người gửi]", "[họ tên]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nhà em ở số 7 đường trần phú", f"nhà em ở {HOME}"),
        ("em o so 7 duong tran phu", f"em o {HOME}"),
        ("ở 12/3 ngõ 45 phố huế", f"ở {HOME}"),
        ("nhà mk ở số 19 đường lê lợi có bị cúp nước ko", f"nhà mk ở {HOME} có bị cúp nước ko"),
        ("e o 21/4 nguyen thi minh khai mai co cat dien k", f"e o {HOME} mai co cat dien k"),
        ("minh dang tro o so 5 ngach 12 ngo 80 xuan thuy nghe bao ngap", f"minh dang tro o {HOME} nghe bao ngap"),
        ("toi song tai 88 duong quang trung, phuong 4", f"toi song tai {HOME}, phuong 4"),
        ("nhà em số 3 hẻm 27 đường cách mạng tháng tám ngập rồi", f"nhà em {HOME} ngập rồi"),
        ("em ở ngõ 62 phố khâm thiên, nước máy có độc k", f"em ở {HOME}, nước máy có độc k"),
        ("dc nha em: 45/6 hem 12 duong le duan", f"dc nha em: {HOME}"),
        ("địa chỉ em là số nhà 9 tổ 4 khu phố 2 phường đông", f"địa chỉ em là {HOME} phường đông"),
        ("tui o phong 302 chung cu hoa sen co phai di doi ko", f"tui o {HOME} co phai di doi ko"),
        ("Em o so 7 duong Tran Phu, co ngap khong", f"Em o {HOME}, co ngap khong"),
        ("nhà em ở 7 trần hưng đạo có bị giải tỏa không", f"nhà em ở {HOME} có bị giải tỏa không"),
        ("o 8/15 hem 30 duong nguyen trai co mat dien khong", f"o {HOME} co mat dien khong"),
        ("em là thợ điện, trọ ở số 16 đường hùng vương", f"em là thợ điện, trọ ở {HOME}"),
        ("em đang thuê trọ ở số 4 ngõ 12 đường hồ tùng mậu ạ", f"em đang thuê trọ ở {HOME} ạ"),
        ("toi o 17/5a nguyen van cu, phuong 2 nghe noi cat nuoc", f"toi o {HOME}, phuong 2 nghe noi cat nuoc"),
        ("e tro o hem 77 duong phan xich long co bi phong toa k", f"e tro o {HOME} co bi phong toa k"),
        ("EM Ở SỐ 5 ĐƯỜNG LÊ LỢI CÓ BỊ NGẬP KHÔNG", f"EM Ở {HOME} CÓ BỊ NGẬP KHÔNG"),
        ("c ơi nha e o so 14 duong ly thuong kiet ngap k", f"c ơi nha e o {HOME} ngap k"),
        ("nhà tớ ở xóm 3, số nhà 15", f"nhà tớ ở {HOME}"),
        ("em ở khu tập thể số 8 ngách 45 phố vọng", f"em ở {HOME}"),
        ("tôi tên lê thị mận, ở số 18 đường lam sơn, hỏi", f"tôi tên {NAME}, ở {HOME}, hỏi"),
        ("i live at 9 le loi street, is the water safe", f"i live at {HOME}, is the water safe"),
        ("my house is at 7 tran phu street", f"my house is at {HOME}"),
        ("our place is on 221 baker street is it flooded", f"our place is on {HOME} is it flooded"),
        ("im staying at 45/2 nguyen hue near the river", f"im staying at {HOME} near the river"),
    ],
)
def test_a_home_in_small_letters_is_masked(text, left):
    assert redact(text, "vi") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("fb của em: lananh", f"fb của em: {ACCOUNT}"),
        ("zalo em là lananh88", f"zalo em là {ACCOUNT}"),
        ("tele: lananh", f"tele: {ACCOUNT}"),
        ("facebook cua minh la lan.anh", f"facebook cua minh la {ACCOUNT}"),
        ("my insta is lananh", f"my insta is {ACCOUNT}"),
        ("fb mk là thuytrang nha ad", f"fb mk là {ACCOUNT} nha ad"),
        ("zalo cua e: hoaitrang, nhan e nhe", f"zalo cua e: {ACCOUNT}, nhan e nhe"),
        ("ig của tớ là meo.con.2k4", f"ig của tớ là {ACCOUNT}"),
        ("tiktok tui ten la quocbao", f"tiktok tui ten la {ACCOUNT}"),
        ("telegram minh: tuananhvn", f"telegram minh: {ACCOUNT}"),
        ("nick em là bongbong99 ạ", f"nick em là {ACCOUNT} ạ"),
        ("tai khoan facebook cua toi la minhduc", f"tai khoan facebook cua toi la {ACCOUNT}"),
        ("ib fb e: huonggiang nhé", f"ib fb e: {ACCOUNT} nhé"),
        ("fb của em là Thuỳ Trang nhé", f"fb của em là {ACCOUNT} nhé"),
        ("fb: thanhhuyen, ad trả lời giúp", f"fb: {ACCOUNT}, ad trả lời giúp"),
        ("zalo em là nguyễn thị lan ạ", f"zalo em là {ACCOUNT} ạ"),
        ("zalo mẹ em là bichthuy", f"zalo mẹ em là {ACCOUNT}"),
        ("my fb is hoangnam if you want to reply", f"my fb is {ACCOUNT} if you want to reply"),
        ("my tiktok: linhchi", f"my tiktok: {ACCOUNT}"),
        ("my ig is johnsmith", f"my ig is {ACCOUNT}"),
    ],
)
def test_an_account_in_small_letters_is_masked(text, left):
    assert redact(text, "vi") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("tran van binh gui: mai cup dien", f"{SENDER} gui: mai cup dien"),
        ("nguyen thi lan: mai cup dien", f"{SENDER}: mai cup dien"),
        ("từ: trần văn bình", ""),
        ("từ: trần văn bình\nmai cúp điện", "mai cúp điện"),
        ("tu: le thi hoa\nmai cup dien", "mai cup dien"),
        ("nguoi gui: pham quoc huy\nmai cup dien", "mai cup dien"),
        ("chuyen tiep tu hoang thi cuc: mai nghi hoc", "mai nghi hoc"),
        ("forward tu vu duc long: mai nghi hoc", "mai nghi hoc"),
        ("lê thị hồng nhung nhắn: mai nghỉ học", f"{SENDER} nhắn: mai nghỉ học"),
        ("đỗ minh quân vừa gửi cho mình: mai nghỉ học", f"{SENDER} vừa gửi cho mình: mai nghỉ học"),
        ("pham thu ha chuyen tiep: an toi khoi covid", f"{SENDER} chuyen tiep: an toi khoi covid"),
        ("huỳnh ngọc gửi nhóm lớp: mai nghỉ học", f"{SENDER} gửi nhóm lớp: mai nghỉ học"),
        ("vo thi ut: nuoc dau tang gia", f"{SENDER}: nuoc dau tang gia"),
        ("Tran van binh gui: mai cup dien", f"{SENDER} gui: mai cup dien"),
        ("tin của bùi văn sáu gửi: mai cúp điện", f"tin của {SENDER} gửi: mai cúp điện"),
        ("trần văn bình gửi cho tôi tin về chanh", f"{SENDER} gửi cho tôi tin về chanh"),
        ("em tên là nguyễn thị bưởi, cho em hỏi", f"em tên là {NAME}, cho em hỏi"),
        ("ten em la do thi huong", f"ten em la {NAME}"),
        ("tên em là Hương, cho em hỏi", f"tên em là {NAME}, cho em hỏi"),
        ("toi ten tran van cuc xin hoi", f"toi ten {NAME} xin hoi"),
    ],
)
def test_a_name_in_small_letters_is_cut_where_it_is_surely_somebodys(text, left):
    assert redact(text, "vi") == left


#: A number before these counts them, or is the mark of a province on its plates.
COUNTS = [
    "ở 37 Nghệ An",
    "em ở 37 Nghệ An có mưa không",
    "nhà em ở 38 Hà Tĩnh có bão k",
    "63 Tỉnh thành",
    "34 tỉnh thành",
    "em ở 63 Tỉnh thành đều thấy tin này",
    "tôi sống ở 34 Tỉnh Thành mới thì đổi giấy tờ gì",
    "mình ở 2 Nơi có bị đánh thuế không",
    "chúng tôi ở 5 Xã sáp nhập có phải đổi căn cước không",
    "em ở 29 hà nội có phải đổi biển số không",
    "em ở 51 hồ chí minh đổi biển số ở đâu",
    "nhà em 4 người có được giảm tiền điện",
    "em ở phòng 12 mét vuông có phải báo cháy",
    "nhà em ở ql1a km 12 có bị giải tỏa",
    "7 quận ở Hà Nội",
    "em ở 7 quận nội thành thì có được hỗ trợ ko",
    "tôi ở 3 phố khác nhau trong năm, khai tạm trú thế nào",
    "tui o 2 noi co phai dang ky tam tru ko",
    "con em ở 24/7 trong nhà có sao không",
    "em ở 12 tuổi có được tiêm không",
    "em ở nhà 14 ngày mới được đi học à",
    "tôi ở 40 độ c có bị sốc nhiệt không",
    "em ở 3 lần tiêm vẫn bị covid",
    "em o 3 phan duong bi cat dien",
    "tôi ở số 1 việt nam về uống bia là đúng không",
]
#: Streets and houses of which something is said; nobody says that they live there.
PLACES = [
    "đường Trần Phú bị cấm xe",
    "duong tran phu bi cam xe tu 1/7",
    "cháy ở số 7 đường trần phú",
    "ở số 7 đường trần phú có ổ dịch",
    "ở 12/3 ngõ 45 phố huế có cháy lớn",
    "nghe nói ở 12/3 ngõ 45 phố huế có người chết",
    "trẻ em ở số 7 đường trần phú bị bắt cóc",
    "hai mẹ con ở số 9 đường lê lợi chết cháy",
    "anh em ở 12 đường lê lợi đánh nhau",
    "em nghe ở số 7 đường trần phú phát gạo",
    "em ở gần cầu 30 đường trần phú thấy nứt",
    "em ở đường trần phú có bị cấm xe không",
    "tôi ở ngõ nhỏ phố nhỏ có phải đóng phí rác không",
    "nhà em ở 2 mặt tiền đường trần phú có bị thu thuế không",
    "ở 15 ngõ 102 trường chinh phát hiện bom",
    "bà con ở số 5 đường trần phú phản đối",
    "7 tuyến phố: trần phú, lê lợi, quang trung cấm xe",
    "trụ sở công an phường số 20 nguyễn trãi chuyển đi đâu",
    "em ở phòng 5 người có phải khai báo không",
    "em ở tầng 12 tòa nhà đang cháy phải làm gì",
    "the fire is at 7 tran phu street",
    "i live at 5 minutes from the main road",
    "i live on 3 meals a day",
    "we live in 63 provinces of vietnam",
]
#: Offices and companies in whose name an account speaks, and what is said of accounts and networks.
ACCOUNTS = [
    "zalo tên Điện Lực Nghệ An",
    "zalo tên Điện lực Nghệ An nhắn nợ tiền điện",
    "fb tên Nước Sạch Vinh thu tiền qua link",
    "zalo tên Bảo Hiểm Xã Hội Việt Nam gọi cập nhật vssid",
    "facebook tên Tuyển Dụng Lazada có thật ko",
    "Zalo có tên Giao Hàng Tiết Kiệm đòi 30k",
    "zalo tên CSGT Nghệ An báo phạt nguội",
    "telegram tên Chăm Sóc Khách Hàng Viettel",
    "Zalo: Điện Lực Nghệ An báo cắt điện",
    "tài khoản Facebook Điện Lực Miền Bắc là thật hay giả",
    "Nguồn: fb Điện Lực Nghệ An",
    "fb tên VTV24 đăng tin này",
    "fb tên Mặt Trận Tổ Quốc kêu gọi ủng hộ",
    "facebook tên Người Nghệ An có phải trang chính thức",
    "zalo tên Kho Bạc Nhà Nước",
    "zalo tên MB Bank",
    "zalo tên Honda Việt Nam",
    "zalo tên Nghệ An 24h",
    "fb tên Vingroup tặng xe",
    "my telegram: someone logged in",
    "zalo của em là bản cũ",
    "fb của em bị hack",
    "fb của em: hacked rồi",
    "zalo em là online suốt mà",
    "fb em là fanpage bán hàng",
    "fb mình là facebook lite",
    "tele: lừa đảo việc nhẹ lương cao",
    "zalo: canh giac link la",
    "my insta is private",
    "my insta is something else now",
    "my facebook is inactive",
    "my facebook is restricted after one post",
    "facebook cua minh la cua trung quoc",
    "zalo cua em la ban moi nhat",
    "telegram của tôi là lừa đảo à",
    "tài khoản của em là tài khoản phụ",
    "acc em là premium mà vẫn bị trừ tiền",
]
#: What begins as a name in small letters does, and is none.
WORDS = [
    "lương hưu gửi: qua tài khoản",
    "luong huu gui: qua tai khoan",
    "lý do gửi: chưa rõ",
    "đào tạo từ xa gửi: bằng giả",
    "hồ sơ xin học gửi: trước 1/7",
    "dương tính covid gửi: mẫu về đâu",
    "vo toi gui: mai cup dien",
    "vợ tôi gửi: mai cúp điện",
    "to dan pho gui: lich phun muoi",
    "truong thpt nguyen trai gui: mai nghi hoc",
    "dang uy xa gui: moi hop",
    "bo y te gui: deo khau trang",
    "ho ngheo gui: don xin ho tro",
    "le hoi den hung gui: lich moi",
    "tran dau toi nay: viet nam thang 3-0",
    "trận đấu tối nay: việt nam thắng 3-0",
    "trần hưng đạo: ngập 12 tuyến",
    "lý thường kiệt gửi: tuyến đường bị cấm",
    "hồ chí minh: triều cường tối nay",
    "từ: 1/7 tăng lương",
    "từ: bộ y tế và bộ công an",
    "tu: 8h den 17h cup dien",
    "ông trần văn bình từ trần: gia đình báo tang",
    "đỗ xe sai quy định: phạt 1 triệu",
    "lương trung bình: tăng 5%",
    "do thi hoa: gia dat tang",
    "hoàng thành thăng long: mở cửa miễn phí",
    "tran trong kinh gui: quy phu huynh",
    "đỗ đại học: cộng điểm ưu tiên",
    "phạm nhân trốn trại gửi: thư đe dọa",
    "thủ tướng phạm minh chính: lương tăng 30%",
    "nguyễn phương hằng gửi tâm thư: sẽ trở lại",
    "tôi là phạm nhân được ân xá",
    "đặt tên con là Covid có bị cấm không",
    "em tên gì kệ em",
    "chuyen tiep tu 10 nguoi se gap may",
]


@pytest.mark.parametrize("text", [*COUNTS, *PLACES, *ACCOUNTS, *WORDS])
def test_a_claim_in_small_letters_stays(text):
    assert redact(text, "vi") == text
