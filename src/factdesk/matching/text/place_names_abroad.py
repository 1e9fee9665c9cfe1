"""Names of countries, states and cities of the world, written as place_names.py says."""

#: Countries by continent.
COUNTRIES = """
châu Á: Việt Nam, Vietnam, Viet Nam, =VN, nước ta, nước mình, Vietnamese; Trung Quốc, China, =TQ, Tàu cộng, Trung Cộng
châu Á: Trung Quốc, Chinese, People's Republic of China; Nhật Bản, *Nhật, Japan, Japanese; Hàn Quốc, *Hàn, South Korea
châu Á: Hàn Quốc, South Korean, =HQ; ~Triều Tiên, Bắc Triều Tiên, North Korea, North Korean
châu Á: Đài Loan, Taiwan, Taiwanese
châu Á: Hồng Kông, Hong Kong, Hongkong; ~Ma Cao, Macau, Macao; ~Mông Cổ, Mongolia; Ấn Độ, India, =Indian; Pakistan
châu Á: Pakistan, Pakistani; Bangladesh; Sri Lanka; Nepal, Nê Pan; Bhutan; Maldives; Afghanistan; Iran, Iranian
châu Á: Iraq, Iraqi, I-rắc; Syria; Li-băng, Lebanon, Liban; Israel, Israeli; Palestine, Palestinian
châu Á: !Jordan, Gioóc-đa-ni
châu Á: Ả Rập Xê Út, Ả Rập Saudi, Saudi Arabia, Ả-rập Xê-út; Yemen; !Oman; UAE, United Arab Emirates; Qatar; Bahrain
châu Á: Kuwait; Thổ Nhĩ Kỳ, !Turkey, Turkish, Türkiye; Síp, !Cyprus; Armenia; Azerbaijan; Kazakhstan; Uzbekistan
châu Á: Turkmenistan; Kyrgyzstan; Tajikistan; Thái Lan, *Thái, Thailand, =Thai; *Lào, Laos; Campuchia, Cambodia
châu Á: Campuchia, Cambodian, Cam-pu-chia; Myanmar, Miến Điện, Burma; Malaysia, ~Mã Lai, Malaysian
châu Á: Singapore, Sing-ga-po
châu Á: Singapore, Xinh-ga-po, Singaporean; Indonesia, Indonesian, In-đô-nê-xi-a, In-đô
châu Á: Philippines, Philippine, Phi-líp-pin
châu Á: Brunei; Đông Timor, East Timor, Timor-Leste
châu Âu: *Anh, Anh Quốc, Vương quốc Anh, nước Anh, United Kingdom, Great Britain, Britain, England, British, =UK
châu Âu: Anh, U.K; Scotland, Scottish, Xcốt-len; Wales; Ireland, Ai-len, Irish; *Pháp, France, French
châu Âu: *Đức, Germany, German; *Ý, Italy, Italia, Italian; Tây Ban Nha, Spain, Spanish; Bồ Đào Nha, Portugal
châu Âu: Bồ Đào Nha, Portuguese; Hà Lan, Netherlands, Holland, Dutch; *Bỉ, Belgium, Belgian; Luxembourg; *Áo
châu Âu: Áo, Austria, Austrian; Thụy Sĩ, Switzerland, Swiss, Thụy Sỹ; ~Thụy Điển, Sweden, Swedish; Na Uy, Norway
châu Âu: Na Uy, Norwegian; Đan Mạch, Denmark, Danish; Phần Lan, Finland, Finnish; !Iceland, Ai-xơ-len, Icelandic
châu Âu: ~Ba Lan
châu Âu: ~Ba Lan, Poland, =Polish; *Séc, Czech Republic, Czechia, Cộng hòa Séc, Czech; Tiệp Khắc, Czechoslovakia
châu Âu: Slovakia; Slovenia; Hungary, Hungari, Hungarian; Romania, Rumani, Romanian; Bulgaria, Bungari; Serbia
châu Âu: Croatia
châu Âu: Bosnia; Montenegro; Albania; Kosovo; ~Nam Tư, Yugoslavia; Hy Lạp, Greece, =Greek; *Nga, Russia, Russian
châu Âu: Liên Xô, Soviet Union, =USSR, Soviet; Ukraina, Ukraine, U-crai-na, Ukrainian; Belarus; Moldova
châu Âu: Litva, Lithuania
châu Âu: Latvia; Estonia; !Malta; Vatican; Monaco
châu Mỹ: *Mỹ, Hoa Kỳ, =US, =USA, =U.S, =U.S.A, United States, nước Mỹ, America, American, Huê Kỳ; Canada, Canadian
châu Mỹ: Mexico, Mê-hi-cô, Mexican; Cuba, ~Cu-ba, Cuban; Haiti; Jamaica; Dominican Republic; Puerto Rico; Guatemala
châu Mỹ: Honduras; Nicaragua; El Salvador; Costa Rica; Panama; Colombia, Cô-lôm-bi-a; Venezuela; Ecuador; !Peru
châu Mỹ: Bolivia
châu Mỹ: Chile, !Chi Lê; Argentina, Ác-hen-ti-na, Argentine; Uruguay; Paraguay; Brazil, Brasil, Bra-xin, Brazilian
châu Mỹ: Greenland; Bahamas
châu Phi: ~Nam Phi, South Africa, South African; Ai Cập, Egypt, Egyptian; Libya; Tunisia; Algeria, Algérie, An-giê-ri
châu Phi: Morocco, Maroc, Ma-rốc; Sudan; Ethiopia; Kenya, Kê-ni-a; Somalia; Uganda; Tanzania; Rwanda; Congo; Nigeria
châu Phi: Nigeria, Ni-giê-ri-a; Ghana; !Mali; !Niger; !Chad; Cameroon; Senegal; Angola; Mozambique; Zimbabwe; Zambia
châu Phi: Namibia; Botswana; Madagascar; Liberia; Sierra Leone; Guinea; Ivory Coast, Bờ Biển Ngà; !Togo; !Benin
châu Đại Dương: *Úc, Australia, Australian, Ốt-xtrây-li-a; New Zealand, Niu Di-lân; Papua New Guinea; Fiji; Tonga
châu Đại Dương: Samoa; Vanuatu
"""

CONTINENTS = """
: châu Á, Asia; châu Âu, Europe; châu Phi, Africa; châu Đại Dương, Oceania; châu Nam Cực, Nam Cực, Antarctica
: châu Mỹ, Mỹ Latinh, Latin America
châu Á: Đông Nam Á, Southeast Asia, South-East Asia, South East Asia; Trung Đông, Middle East; Đông Dương, Indochina
châu Phi: ~Tây Phi, West Africa; ~Đông Phi, East Africa
châu Mỹ: ~Bắc Mỹ, North America; ~Nam Mỹ, South America
"""

#: Which countries those parts have.
PARTS = {
    "Đông Nam Á": "Đông Dương, Thái Lan, Myanmar, Malaysia, Singapore, Indonesia, Philippines, Brunei",
    "Đông Dương": "Việt Nam, Lào, Campuchia",
    "Trung Đông": "Iran, Iraq, Syria, Li-băng, Israel, Palestine, Jordan, Ả Rập Xê Út, Yemen, Oman, UAE, Qatar, Bahrain"
    ", Kuwait, Thổ Nhĩ Kỳ, Ai Cập",
    "Tây Phi": "Nigeria, Ghana, Mali, Niger, Senegal, Liberia, Sierra Leone, Guinea, Ivory Coast, Togo, Benin",
    "Đông Phi": "Kenya, Tanzania, Uganda, Ethiopia, Somalia, Rwanda",
    "Bắc Mỹ": "Mỹ, Canada, Mexico",
    "Nam Mỹ": "Brazil, Argentina, Chile, Peru, Bolivia, Colombia, Venezuela, Ecuador, Uruguay, Paraguay",
    "Liên Xô": "Nga, Ukraina, Belarus, Moldova, Litva, Latvia, Estonia, Armenia, Azerbaijan, Kazakhstan, Uzbekistan",
    "Anh": "Scotland, Wales",
    "Trung Quốc": "Hồng Kông, Ma Cao",
}

#: States and provinces.
STATES = """
Mỹ: Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida; Georgia; Hawaii; Idaho
Mỹ: Illinois; Indiana; Iowa; Kansas; Kentucky; Louisiana; !Maine; Maryland; Massachusetts; Michigan; Minnesota
Mỹ: Mississippi; Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico; North Carolina
Mỹ: North Dakota
Mỹ: Ohio; Oklahoma; Oregon; Pennsylvania; Rhode Island; South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont
Mỹ: West Virginia; !Virginia; Wisconsin; Wyoming; Washington State, bang Washington
Canada: Ontario; Quebec; British Columbia; Alberta; Manitoba; Saskatchewan; Nova Scotia
Úc: Queensland; New South Wales; Tasmania
Đức: Bavaria
Ấn Độ: Kerala; Gujarat; Rajasthan; Punjab; Assam; !Goa
Trung Quốc: Quảng Đông, Guangdong; ~Vân Nam, Yunnan; ~Hồ Bắc, Hubei; Quảng Tây, Guangxi; Tứ Xuyên, Sichuan
Trung Quốc: ~Hải Nam, Hainan
Trung Quốc: Phúc Kiến, Fujian; Chiết Giang, Zhejiang; Tân Cương, Xinjiang; Tây Tạng, Tibet
Ý: Sicily; Sardinia; !Lombardy
Nga: Siberia
"""

WORLD_CITIES = """
Mỹ: New York, =NYC, New York City, Nữu Ước
New York: Brooklyn; Manhattan
California: Los Angeles; San Francisco; San Diego; Sacramento; !Oakland; Santa Barbara; !Berkeley; Hollywood
Mỹ: Washington, Washington DC, Washington D.C
Illinois: Chicago; Peoria
Texas: Houston; !Dallas; !Austin; San Antonio; El Paso
Florida: Miami; !Orlando; Tampa; !Jacksonville
Georgia: Atlanta
Massachusetts: !Boston
Pennsylvania: Philadelphia; Pittsburgh
Nevada: Las Vegas; !Reno
Louisiana: New Orleans
Colorado: Denver
Washington State: Seattle
Oregon: Portland
Michigan: Detroit
Ohio: !Cleveland; !Columbus; Cincinnati
Minnesota: Minneapolis
Missouri: St Louis, St. Louis; Kansas City
Tennessee: Nashville; Memphis
Arizona: !Phoenix; Tucson
Maryland: Baltimore; Annapolis
Oklahoma: Tulsa
Wisconsin: Milwaukee
Indiana: Indianapolis
Hawaii: Honolulu
North Carolina: !Charlotte
Utah: Salt Lake City
Ontario: Toronto; Ottawa
Quebec: Montreal
British Columbia: Vancouver
Nova Scotia: Halifax
Anh: London, Luân Đôn; Manchester; Liverpool; Birmingham; Oxford; Cambridge; !Bristol; Leeds
Scotland: Edinburgh; Glasgow
Ireland: Dublin
Pháp: Paris, Pa-ri; Marseille; Lyon; !Nice; Bordeaux; Montpellier; Strasbourg
Đức: Berlin, Béc-lin; Munich; Hamburg; Frankfurt; !Cologne; Dresden
Ý: Rome, Roma; !Milan; Venice; Naples, Napoli; !Florence; !Turin
Tây Ban Nha: Madrid; Barcelona; !Valencia; Seville
Bồ Đào Nha: Lisbon
Hà Lan: Amsterdam; Rotterdam
Bỉ: Brussels
Áo: Vienna
Thụy Sĩ: Geneva, Giơ-ne-vơ; Zurich; Basel
Thụy Điển: Stockholm; Gothenburg
Na Uy: Oslo
Đan Mạch: Copenhagen
Phần Lan: Helsinki
Ba Lan: Warsaw; Krakow
Séc: Prague
Hungary: Budapest
Romania: Bucharest
Hy Lạp: Athens
Nga: Moscow, Mát-xcơ-va, Moskva; St Petersburg, Saint Petersburg; Vladivostok; Stalingrad; Leningrad; Sevastopol
Ukraina: Kyiv, Kiev
Thổ Nhĩ Kỳ: Istanbul; Ankara
Israel: Jerusalem; Tel Aviv
Palestine: Gaza
Li-băng: Beirut
UAE: Dubai; Abu Dhabi
Iran: Tehran
Iraq: Baghdad
Ai Cập: Cairo
Algeria: Algiers, Alger
Morocco: Marrakech; Casablanca
Nam Phi: Cape Town; Johannesburg
Kenya: Nairobi
Nigeria: Lagos
Ấn Độ: New Delhi, Delhi; Mumbai; Chennai; Kolkata; Bangalore
Trung Quốc: Bắc Kinh, Beijing; Thượng Hải, Shanghai; Quảng Châu, Guangzhou; ~Thâm Quyến, Shenzhen; Vũ Hán, Wuhan
Trung Quốc: Trùng Khánh, Chongqing; ~Thành Đô, Chengdu; ~Nam Kinh, Nanjing
Nhật Bản: Tokyo, Tô-ki-ô; Osaka; Kyoto; Hiroshima; Nagasaki; Fukushima; Okinawa; Nagoya
Hàn Quốc: Seoul; Busan; Incheon
Triều Tiên: Bình Nhưỡng, Pyongyang
Đài Loan: ~Đài Bắc, Taipei
Thái Lan: Bangkok, Băng Cốc; Chiang Mai; Phuket; Pattaya
Lào: Viêng Chăn, Vientiane
Campuchia: Phnom Penh, Phnôm Pênh; Siem Reap; Angkor; Sihanoukville
Myanmar: Yangon; Mandalay
Malaysia: Kuala Lumpur
Indonesia: Jakarta; !Bali; Palu
Philippines: Manila
Úc: Sydney; Melbourne; Brisbane; !Perth; Canberra; !Adelaide
New Zealand: Auckland; !Wellington; Christchurch
Brazil: Rio de Janeiro; São Paulo, Sao Paulo; Minas Gerais
Argentina: Buenos Aires
Chile: !Santiago
Peru: !Lima
Colombia: Bogota
Venezuela: Caracas
Mexico: Mexico City; Tijuana
Cuba: Havana
"""
