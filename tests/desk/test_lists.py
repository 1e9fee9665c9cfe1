"""Sectors and regions: a desk begins with a list of sectors, and its administrator keeps both lists."""

from __future__ import annotations

import secrets
from argparse import Namespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from factdesk.desk.lists import uses
from factdesk.offices import services
from factdesk.offices.models import Region, Sector
from factdesk.questions.models import Question
from factdesk.running import people
from factdesk.sample.offices import create_offices
from tests.checks.screens import signed_in
from tests.locale.test_screens import assert_vietnamese

LAND = {"name_vi": "Đất đai", "name_en": "Land and housing", "order": "", "slug": ""}


@pytest.fixture
def administrator(desk):
    return signed_in(desk.person("quan"))


def ask_about(**place):
    text = "Cầu có thu phí không?"
    mac = secrets.token_hex(16)
    Question.objects.create(
        asked_at=timezone.now(), door="web", text=text, language="vi", outcome="none", receipt_mac=mac, **place
    )


@pytest.mark.django_db
def test_a_new_desk_has_sectors_once():
    services.install_sectors()
    sectors = list(Sector.objects.all())
    assert {"health", "money", "weather", "land", "public-order"} <= {sector.slug for sector in sectors}
    assert all(sector.name_vi and sector.name_en and sector.name_vi != sector.name_en for sector in sectors)
    # What the administrator made of them stays.
    Sector.objects.exclude(slug="health").delete()
    services.install_sectors()
    assert [sector.slug for sector in Sector.objects.all()] == ["health"]


@pytest.mark.django_db
def test_the_sample_loads_into_a_desk_that_has_sectors_already():
    services.install_sectors()
    before = set(Sector.objects.values_list("slug", flat=True))
    create_offices()
    assert set(Sector.objects.values_list("slug", flat=True)) == before
    assert Region.objects.exists()


@pytest.mark.parametrize(("path", "model"), [("sectors", Sector), ("regions", Region)])
def test_the_administrator_keeps_the_list(administrator, path, model):
    assert administrator.post(f"/desk/{path}/new/", LAND).status_code == 302
    land = model.objects.get(slug="dat-dai")
    assert land.order == max(model.objects.values_list("order", flat=True))
    sent = {"name_vi": "Đất và nhà", "name_en": "Land", "order": "3", "slug": "other"}
    assert administrator.post(f"/desk/{path}/edit/{land.pk}/", sent).status_code == 302
    land.refresh_from_db()
    assert (land.name_vi, land.order, land.slug) == ("Đất và nhà", 3, "dat-dai")
    page = administrator.get(f"/desk/{path}/").content.decode()
    assert "Đất và nhà" in page
    for address in (f"/desk/{path}/", f"/desk/{path}/new/", f"/desk/{path}/edit/{land.pk}/"):
        assert_vietnamese(administrator.get(address))
    assert f'"url": "/desk/{path}/"' in administrator.get("/desk/").content.decode()  # in the menu
    assert administrator.post(f"/desk/{path}/delete/{land.pk}/").status_code == 302
    assert not model.objects.filter(pk=land.pk).exists()
    actions = ModelLogEntry.objects.filter(object_id=str(land.pk), user__username="quan").order_by("pk")
    assert [entry.action for entry in actions] == ["wagtail.create", "wagtail.edit", "wagtail.delete"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_vi": ""},
        {"name_en": " "},
        {"name_vi": "Health"},  # its slug is there
        {"slug": "health"},
        {"slug": "not a slug"},
        {"name_vi": "x" * 201},
        {"order": "-1"},
        {"order": "x"},
        {"order": "99999"},
    ],
)
def test_a_wrong_entry_is_refused(administrator, wrong):
    before = Sector.objects.count()
    assert administrator.post("/desk/sectors/new/", {**LAND, **wrong}).status_code == 200
    assert Sector.objects.count() == before


@pytest.mark.parametrize("path", ["sectors", "regions"])
def test_a_name_without_letters_for_an_address_is_called_after_the_english_one(administrator, path):
    model = {"sectors": Sector, "regions": Region}[path]
    address = f"/desk/{path}/new/"
    assert administrator.post(address, {**LAND, "name_vi": "中文"}).status_code == 302
    assert model.objects.get(name_vi="中文").slug == "land-and-housing"
    nameless = {**LAND, "name_vi": "日本", "name_en": "日本"}
    answer = administrator.post(address, nameless)
    assert answer.status_code == 200
    assert "Không tạo được địa chỉ từ các tên này" in answer.content.decode()
    assert not model.objects.filter(name_vi="日本").exists()
    assert administrator.post(address, {**nameless, "slug": "nhat-ban"}).status_code == 302
    assert model.objects.get(name_vi="日本").slug == "nhat-ban"


@pytest.mark.django_db
@pytest.mark.parametrize(("english", "slug", "status"), [("Tokyo Ward", "tokyo-ward", 0), ("東京", None, 2)])
def test_the_command_line_makes_addresses_of_the_same_names(english, slug, status, capsys):
    assert people.add_region(Namespace(name="東京", english=english, slug=None)) == status
    assert list(Region.objects.values_list("slug", flat=True)) == ([slug] if slug else [])
    assert ("slug:" in capsys.readouterr().err) is (status == 2)


@pytest.mark.parametrize("use", ["published", "draft", "newer draft", "question"])
@pytest.mark.parametrize("kind", ["sector", "region"])
def test_what_is_used_stays(desk, administrator, use, kind):
    model, path = {"sector": (Sector, "sectors"), "region": (Region, "regions")}[kind]
    place = model.objects.create(slug="land", name_vi="Đất đai", name_en="Land")
    if use == "published":
        desk.published(**{f"{kind}s": [place]})
    elif use == "draft":
        desk.draft(**{f"{kind}s": [place]})
    elif use == "newer draft":
        desk.edit(desk.draft(), by="lan", **{f"{kind}s": [place]})
    else:
        ask_about(**{kind: place})
    assert uses(place)
    for send in (administrator.get, administrator.post):
        answer = send(f"/desk/{path}/delete/{place.pk}/", follow=True)
        assert "Chưa xóa được “Đất đai”" in answer.content.decode()
    for way in (place.delete, model.objects.filter(pk=place.pk).delete, model.objects.all().delete):
        with pytest.raises(PermissionDenied), transaction.atomic():
            way()
    assert model.objects.filter(pk=place.pk).exists()


def test_how_many_asked_is_not_said(desk, administrator):
    region = Region.objects.create(slug="land", name_vi="Xã Đất", name_en="Land")
    for _number in range(3):
        ask_about(region=region)
    assert uses(region) == ["câu hỏi"]


@pytest.mark.parametrize("name", ["lan", "minh", "binh", "thu"])
def test_nobody_else_keeps_them(desk, name):
    client = signed_in(desk.person(name))
    for address in ("/desk/sectors/", "/desk/sectors/new/", f"/desk/regions/delete/{desk.region.pk}/"):
        assert client.post(address, LAND).status_code in (302, 403)
    assert not Sector.objects.filter(slug="dat-dai").exists()
    assert Region.objects.filter(pk=desk.region.pk).exists()
