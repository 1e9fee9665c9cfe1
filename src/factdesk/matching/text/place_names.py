"""Names of places of Viet Nam, written so that they are easy to add to; place_table.py reads them.

A line is `where it lies: names
A line is `where it lies: names`. Each place's names have commas between them, the first is what it is called in
results. Signs before a name:

- `~` without its diacritics it is an everyday phrase in Vietnamese or English: small letters count only with them;
- `!` so it is with them too: only with capital letters, or after a word such as "tỉnh" or "ở";
- `*` one syllable that is also a word or a person's name: places.py looks at its neighbours;
- `=` only letter for letter.
"""

#: The 63 of before 1 July 2025 where they lie now; a province that kept its name contains its own old part.
PROVINCES = """
Việt Nam/đồng bằng sông Hồng: Hà Nội, Hanoi, =HN, Thăng Long, Kẻ Chợ; ~Hải Phòng, Haiphong; Hưng Yên; Ninh Bình
Việt Nam/đồng bằng sông Hồng: Bắc Ninh
Việt Nam/Đông Bắc/đồng bằng sông Hồng: Quảng Ninh
Việt Nam/Đông Bắc: !Cao Bằng; Lạng Sơn; Tuyên Quang; Thái Nguyên; Phú Thọ
Việt Nam/Tây Bắc: Lai Châu; ~Điện Biên; ~Sơn La; ~Lào Cai
Việt Nam/Bắc Trung Bộ: ~Thanh Hóa; Nghệ An; ~Hà Tĩnh; Quảng Trị; *Huế, Thừa Thiên Huế, Thừa Thiên - Huế
Việt Nam/Nam Trung Bộ: Đà Nẵng, Danang, =ĐN, =ĐNG; Quảng Ngãi; Khánh Hòa
Việt Nam/Tây Nguyên: ~Gia Lai; Đắk Lắk, Đăk Lăk, Đắc Lắc, Dak Lak, Daklak, Đaklak; ~Lâm Đồng
Việt Nam/Đông Nam Bộ: Đồng Nai; Tây Ninh
Việt Nam/Đông Nam Bộ: TP.HCM, TPHCM, TP HCM, HCM, HCMC, Hồ Chí Minh City, Saigon, Sài Gòn, =SG, =SGN
Việt Nam/Đông Nam Bộ: TP.HCM, thành phố Hồ Chí Minh, TP Hồ Chí Minh, Hồ Chí Minh
Việt Nam/miền Tây: Cần Thơ; Vĩnh Long; Đồng Tháp; Cà Mau; An Giang
Tuyên Quang/Đông Bắc: Hà Giang
Lào Cai/Tây Bắc: Yên Bái
Thái Nguyên/Đông Bắc: Bắc Kạn, Bắc Cạn
Phú Thọ/Tây Bắc: !Hòa Bình
Phú Thọ/đồng bằng sông Hồng: Vĩnh Phúc
Bắc Ninh/Đông Bắc: Bắc Giang
Hải Phòng/đồng bằng sông Hồng: ~Hải Dương
Hưng Yên/đồng bằng sông Hồng: !Thái Bình
Ninh Bình/đồng bằng sông Hồng: ~Hà Nam; Nam Định
Quảng Trị/Bắc Trung Bộ: Quảng Bình
Đà Nẵng/Nam Trung Bộ: Quảng Nam
Quảng Ngãi/Tây Nguyên: Kon Tum, Kontum
Gia Lai/Nam Trung Bộ: Bình Định
Đắk Lắk/Nam Trung Bộ: Phú Yên
Khánh Hòa/Nam Trung Bộ: Ninh Thuận
Lâm Đồng/Tây Nguyên: Đắk Nông, Đăk Nông, Đắc Nông, Dak Nong
Lâm Đồng/Nam Trung Bộ: Bình Thuận
Đồng Nai/Đông Nam Bộ: Bình Phước
TP.HCM/Đông Nam Bộ: Bình Dương; Bà Rịa - Vũng Tàu, Bà Rịa Vũng Tàu, =BRVT, =BR-VT
Tây Ninh/miền Tây: ~Long An
Cần Thơ/miền Tây: Sóc Trăng; Hậu Giang
Vĩnh Long/miền Tây: Bến Tre; Trà Vinh
Đồng Tháp/miền Tây: Tiền Giang
Cà Mau/miền Tây: Bạc Liêu
An Giang/miền Tây: Kiên Giang
"""

#: Parts of Viet Nam; the Mekong delta is part of the south, the highlands of the centre.
REGIONS = """
Việt Nam: miền Bắc, Bắc Bộ, northern Vietnam, northern Viet Nam, north of Vietnam, Tonkin, Bắc Kỳ
Việt Nam: miền Trung, Trung Bộ, central Vietnam, central Viet Nam, Annam, Trung Kỳ
Việt Nam: miền Nam, Nam Bộ, southern Vietnam, southern Viet Nam, south of Vietnam, Cochinchina, Nam Kỳ
miền Bắc: !Tây Bắc; !Đông Bắc; đồng bằng sông Hồng, Red River Delta
miền Trung: Tây Nguyên, Central Highlands; Bắc Trung Bộ; Nam Trung Bộ
miền Nam: miền Tây, Tây Nam Bộ, đồng bằng sông Cửu Long, ĐBSCL, Mekong Delta; Đông Nam Bộ, miền Đông Nam Bộ
"""

#: Cities, districts and islands of Viet Nam by the province of before the merger, which holds for after it as well.
CITIES = """
TP.HCM: Thủ Đức; ~Củ Chi; ~Bình Chánh; ~Nhà Bè; ~Cần Giờ; Hóc Môn; Gò Vấp; ~Tân Bình; ~Tân Phú; Bình Thạnh; Phú Nhuận
TP.HCM: ~Bình Tân; ~Chợ Lớn, =Cho Lon; Cát Lái; Tân Sơn Nhất, Tan Son Nhat
Hà Nội: Hoàn Kiếm; ~Ba Đình; Cầu Giấy; ~Đống Đa; Hà Đông; Long Biên; ~Thanh Xuân; Hoàng Mai; Từ Liêm; Mỹ Đình
Hà Nội: ~Gia Lâm
Hà Nội: ~Đông Anh; ~Sóc Sơn; Sơn Tây; ~Ba Vì; Nội Bài; Thạch Thất; ~Chương Mỹ; ~Mê Linh; Tây Hồ
Lâm Đồng: Đà Lạt, Dalat; Bảo Lộc
Bình Thuận: Phan Thiết; Mũi Né; ~Phú Quý
Kiên Giang: Phú Quốc; Rạch Giá; ~Hà Tiên
Khánh Hòa: Nha Trang; Cam Ranh; Cam Lâm; Trường Sa, Spratly, Spratlys; Ninh Hòa
Bà Rịa - Vũng Tàu: Vũng Tàu; Côn Đảo; Bà Rịa; Phú Mỹ; !Đất Đỏ
Bình Dương: Thủ Dầu Một; ~Dĩ An; ~Thuận An; Tân Uyên; Bến Cát
Đồng Nai: Biên Hòa; Long Thành; Long Khánh; Nhơn Trạch; Trảng Bom
Bình Phước: Đồng Xoài; Lộc Ninh
Tiền Giang: Mỹ Tho; Gò Công; ~Cai Lậy
Đồng Tháp: Cao Lãnh; ~Sa Đéc
An Giang: Long Xuyên; Châu Đốc; Tân Châu
Cần Thơ: Ninh Kiều; ~Cái Răng; Thốt Nốt
Hậu Giang: ~Vị Thanh
Long An: ~Tân An; Bến Lức; Đức Hòa
Cà Mau: ~Năm Căn; Đất Mũi
Ninh Thuận: Phan Rang; Ninh Chữ
Bình Định: Quy Nhơn, Qui Nhơn, Quynhon
Phú Yên: Tuy Hòa
Đắk Lắk: Buôn Ma Thuột, Buôn Mê Thuột, Ban Mê Thuột, =BMT; Buôn Hồ
Gia Lai: Pleiku, Plei Ku
Kon Tum: Măng Đen; Kon Plông
Quảng Nam: Hội An; ~Tam Kỳ; ~Mỹ Sơn; Chu Lai
Đà Nẵng: Hoàng Sa, Paracel, Paracels; ~Bà Nà; ~Hải Châu; Ngũ Hành Sơn; Hòa Vang
Quảng Ngãi: Lý Sơn; Dung Quất
Huế: Phú Lộc; A Lưới; ~Lăng Cô
Quảng Trị: ~Đông Hà; Khe Sanh; Lao Bảo
Quảng Bình: Đồng Hới; Phong Nha
Hà Tĩnh: Kỳ Anh; Vũng Áng
Nghệ An: *Vinh; Cửa Lò; Quỳnh Lưu; ~Nam Đàn; Kỳ Sơn; Con Cuông
Thanh Hóa: Sầm Sơn; Nghi Sơn; Lam Sơn
Ninh Bình: Hoa Lư; Tràng An; Tam Điệp
Quảng Ninh: Hạ Long; Cẩm Phả; Móng Cái; Uông Bí; Vân Đồn; ~Cô Tô
Hải Phòng: ~Cát Bà; ~Đồ Sơn; ~Thủy Nguyên; Cát Bi
Hải Dương: Chí Linh; ~Thanh Hà
Phú Thọ: Việt Trì; Đền Hùng
Vĩnh Phúc: Tam Đảo; Vĩnh Yên; Phúc Yên
Lào Cai: Sa Pa, Sapa; ~Bắc Hà; Fansipan, Phan Xi Păng
Yên Bái: Mù Cang Chải; Nghĩa Lộ
Hà Giang: ~Đồng Văn; Mèo Vạc
Cao Bằng: Bản Giốc, Ban Gioc; Pác Bó
Lạng Sơn: ~Mẫu Sơn
Sơn La: Mộc Châu
Điện Biên: Điện Biên Phủ, Dien Bien Phu
Lai Châu: Mường Tè
"""

#: Longer phrases that name no place, though a place's name is in them.
NONE = """
: Thái Bình Dương, Ấn Độ Dương, Đại Tây Dương, Indian Ocean, hải dương học, tiếng Anh, tiếng Pháp, tiếng Nga
: tiếng Nhật
: tiếng Hàn, tiếng Đức, tiếng Trung Quốc, tiếng Thái, tiếng Việt Nam, Anh ngữ, đô la Mỹ, đô Mỹ, US dollar, US dollars
: chủ tịch Hồ Chí Minh, Bác Hồ Chí Minh, President Ho Chi Minh, đường Hồ Chí Minh, đường mòn Hồ Chí Minh
: Ho Chi Minh Trail
: tư tưởng Hồ Chí Minh, Cộng sản Hồ Chí Minh, lăng Hồ Chí Minh, bảo tàng Hồ Chí Minh, Ho Chi Minh Mausoleum
: Ho Chi Minh Museum, New England, Manchester United, Manchester City, Real Madrid, FC Barcelona, Boston Dynamics
: Cambridge Analytica, American Samoa, Christopher Columbus, Guinea pig, Guinea pigs, Brazil nut, Brazil nuts
: sông Hàn, mì Ý, tiếng Lào, dân tộc Thái, đồng bào Thái, tiếng Ý, Pháp Luân Công, đậu Hà Lan, Mỹ Linh, Mỹ Tâm
: Mỹ Lệ, Đức Phật, Đức Chúa, Đức Giáo hoàng, Đức Thánh, Đức Mẹ, Pháp luân, Nhật ký, Áo dài
: French fries, German shepherd, German shepherds, Swiss cheese, Danish pastry, Dutch oven, Spanish flu, Irish coffee
: Turkey breast, Turkey meat, Thanksgiving turkey, German measles, Japanese encephalitis, viêm não Nhật Bản
: cúm Tây Ban Nha
: American football, French toast, Peru balsam, Geneva Convention
"""
