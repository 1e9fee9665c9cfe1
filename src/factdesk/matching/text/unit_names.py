"""Names of units, and words after a number that are none; units.py reads them."""

from factdesk.matching.text.patterns import listed
from factdesk.matching.text.words import fold

#: A unit: what another is worth in it, then the ways to write that.
_UNITS = """
%: 1 % | phần trăm | percent | per cent | pct
đồng: 1 đồng | vnđ | vnd | đ
USD: 1 usd | đô la mỹ | đô la | đô | dollars | dollar | bucks | us dollars
EUR: 1 euro | euros | eur
GBP: 1 bảng anh
JPY: 1 yên nhật | yen
CNY: 1 nhân dân tệ | tệ | yuan
kg: 1 kg | kí lô | ki lô | ký | kí | kilôgam | ki-lô-gam | kilograms | kilogrammes | kilos | kilo
kg: 1000 tấn | tonnes | tonne | tons | ton ; 100 tạ ; 0.001 g | gam | gram | grams | grammes ; 0.1 lạng
kg: 0.000001 mg | miligam | mi-li-gam | milligrams | milligrammes ; 0.4536 lbs | lb ; 0.000000001 µg | mcg | microgam
m: 1 m | mét | metres | meters | metre ; 1000 km | ki-lô-mét | kilomet | cây số | kilometres | kilometers ; 0.01 cm
m: 0.01 centimetres | centimeters | xăng-ti-mét | phân ; 0.001 mm | milimet | millimetres ; 1609 miles | mile | dặm
m: 0.3048 ft | feet | foot ; 0.0254 inches | inch ; 1852 hải lý
m²: 1 m2 | m² | mét vuông | square metres | square meters | sqm ; 1000000 km2 | km² | square kilometres
m²: 1000000 square kilometers ; 10000 ha | héc-ta | hecta | héc ta | hectares | hectare ; 4047 acres | acre
lít: 1 lít | l | litres | liters | litre ; 0.001 ml | mililít | millilitres ; 1000 m3 | m³ | mét khối ; 0.001 cc
lít: 3.785 gallons | gallon ; 1000 cubic metres | cubic meters
km/h: 1 km/h | kmh | km/giờ | kph | km một giờ | km an hour | kilometres an hour ; 1.609 mph | miles an hour
giây: 1 giây | seconds | second | secs
phút: 1 phút | minutes | minute | mins | min
giờ: 1 giờ | tiếng | hours | hour | tiếng đồng hồ | h | hrs
ngày: 1 ngày | days | day | hôm ; 7 tuần | weeks | week
tháng: 1 tháng | months | month ; 12 năm | years | year
tháng tuổi: 1 tháng tuổi | months old | month old
tuổi: 1 tuổi | years old | years of age | year old | year olds
độ: 1 độ c | độ | °c | ° | degrees | degree | độ richter
người: 1 người | ng | people | persons | person
kWh: 1 kwh | số điện | kilowatt hours ; 1000 mwh
MW: 1 mw | megawatts ; 0.001 kw | kilowatts ; 1000 gw
GB: 1 gb | gigabytes ; 1000 tb ; 0.001 mb
kcal: 1 kcal | calo | calories | ca lo
điểm: 1 điểm | points | point
lần: 1 lần | times
mũi: 1 mũi | liều | doses | shots | jabs
ca: 1 ca | cases ; 1 case
con: 1 con
quả: 1 quả | trái | eggs
trang: 1 trang | pages
tầng: 1 tầng | storeys | stories | floors | storey
lượt: 1 lượt
chiếc: 1 chiếc
vụ: 1 vụ
hộ: 1 hộ | households
xã: 1 xã | phường | communes
tỉnh: 1 tỉnh | tỉnh thành | provinces
làn: 1 làn | lanes
""".strip()
#: What a unit without diacritics could be as well: "con", "do" and "hom" follow a number too often.
_EVERYDAY = listed("d do ta te hom phan ho lan ki ky")


def _ways() -> dict[str, tuple[float, str]]:
    """What each way to write a unit, in small letters with and without diacritics, is worth of which unit."""
    found: dict[str, tuple[float, str]] = {}
    for line in _UNITS.splitlines():
        unit, _, rest = line.partition(": ")
        for group in rest.split(" ; "):
            worth, _, ways = group.partition(" ")
            for way in ways.split(" | "):
                found[way] = float(worth), unit
    for way, told in list(found.items()):
        bare = fold(way)
        if bare not in _EVERYDAY:
            found.setdefault(bare, told)
    return found


#: What each way to write a unit, in small letters, is worth of which unit.
WAYS = _ways()
#: Words after a number that name nothing that is counted: "phạt 5 triệu nếu" is money.
NO_NOUN = listed(
    "một mỗi cho nếu khi thì không là ko hả à ạ để vì từ đến trong phải với và hay hoặc tiền mot moi neu khong ha vi tu"
    " den trong phai voi va hay tien đúng dung thật có co mới moi được duoc ở o tại tai của cua này nay đó do bị bi ra"
    " đã da sẽ se còn con vừa cũng cung thôi rồi roi nào nao trên tren dưới duoi hơn hon mà ma nên nen tới toi của a"
    " nhưng the of and or in on at to is are was were be been for from by with as that this it if but than per has have"
    " had will would may can could do does did not no so when while who which after before since until into out up"
    " lận phí lên xuống trở thuế vé hết luôn nhé nha nghen nhen ơi lan phi len xuong tro thue ve het luon"
    " more other new first last old big such my your his her their our its an percent am pm"
)
