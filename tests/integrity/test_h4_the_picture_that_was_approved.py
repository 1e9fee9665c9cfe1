"""H4 and H10: the picture that readers see was approved by a second person, and stays whatever its image becomes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Revision

from factdesk.checks import rules, services
from factdesk.checks.errors import NoApproval, PictureChanged, PictureInUse, PictureLost, TextChanged
from factdesk.checks.models import FactCheckPage
from factdesk.record import services as record
from factdesk.record.content import canonical, digest
from factdesk.record.errors import PictureNotKept
from factdesk.record.models import Entry, PublishedCheck, PublishedPicture, Version
from factdesk.record.projection import rebuild
from tests.checks.screens import said, signed_in
from tests.integrity.furniture import execute, insert, nothing_changes
from tests.integrity.pictures import BLACK, GREEN, SAYS, address_in, colour_of, png, upload
from tests.integrity.pictures import pictures as pictures

IMAGE_FORM = {
    "title": "khác",
    "tags": "",
    "description": "",
    "collection": "1",
    **{f"focal_point_{name}": "" for name in ("x", "y", "width", "height")},
}


def fresh(page):
    return FactCheckPage.objects.get(pk=page.pk)


def published(pictures, image):
    page = pictures.draft(image)
    pictures.desk.publish(page)
    return page


# Ways in which somebody alone puts other bytes behind an image that a text shows.


def by_overwriting_the_file(image):
    Path(image.file.path).write_bytes(png("black"))


def by_an_orm_update(image):
    other = get_image_model()(title="x")
    other.file.save("other.png", ContentFile(png("black")), save=False)
    get_image_model().objects.filter(pk=image.pk).update(file=other.file.name)


def by_sql(image):
    name = image.file.storage.save("original_images/other.png", ContentFile(png("black")))
    execute("UPDATE wagtailimages_image SET file = %s WHERE id = %s", name, image.pk)


PAST_THE_SCREENS = [by_overwriting_the_file, by_an_orm_update, by_sql]
REMOVALS = [
    lambda image: Path(image.file.path).unlink(),
    lambda image: get_image_model().objects.filter(pk=image.pk).update(file=""),
    lambda image: execute("DELETE FROM wagtailimages_image WHERE id = %s", image.pk),
]


@pytest.mark.parametrize("swap", PAST_THE_SCREENS)
def test_a_published_picture_stays_when_its_image_changes(pictures, swap):
    image = pictures.image()
    page = published(pictures, image)
    address = address_in(page.code)
    with nothing_changes():
        swap(image)
    assert address_in(page.code) == address
    assert colour_of(Client().get(address)) == GREEN


@pytest.mark.parametrize("remove", REMOVALS)
def test_a_published_picture_stays_when_its_image_goes_and_another_takes_its_name(pictures, remove):
    image = pictures.image()
    name = image.file.name
    page = published(pictures, image)
    remove(image)
    image.file.storage.delete(name)
    image.file.storage.save(name, ContentFile(png("black")))
    assert colour_of(Client().get(address_in(page.code))) == GREEN
    assert rebuild() == 1  # needs no image of the desk
    assert colour_of(Client().get(address_in(page.code))) == GREEN


def test_a_version_names_the_picture_by_the_hash_of_its_bytes(pictures):
    page = published(pictures, pictures.image())
    address = address_in(page.code)
    assert address in Version.objects.get(code=page.code).content
    assert f"/pictures/{digest(Client().get(address).content)}.png" == address


@pytest.mark.parametrize("swap", PAST_THE_SCREENS)
def test_by_swapping_the_file_between_submission_and_approval(pictures, swap):
    image = pictures.image()
    page = pictures.draft(image)
    services.submit(page, pictures.desk.person("lan"))
    swap(image)
    state = fresh(page).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    with nothing_changes():
        response = signed_in(pictures.desk.person("minh")).post(address, {"comment": ""}, follow=True)
    assert "Bài đã thay đổi" in said(response)
    assert SAYS in said(response)
    with nothing_changes(), pytest.raises(TextChanged):
        services.approve(revision=page.latest_revision, by=pictures.desk.person("minh"))


@pytest.mark.parametrize("swap", PAST_THE_SCREENS)
def test_by_swapping_the_file_between_approval_and_publication(pictures, swap):
    image = pictures.image()
    page = pictures.draft(image)
    services.approve(revision=page.latest_revision, by=pictures.desk.person("minh"))
    swap(image)
    with nothing_changes(), pytest.raises(PictureChanged):
        services.publish(page=fresh(page), by=pictures.desk.person("minh"))


@pytest.mark.parametrize("change", [*PAST_THE_SCREENS, *REMOVALS])
def test_by_swapping_or_removing_the_file_before_the_planned_hour(pictures, change):
    image = pictures.image()
    page = pictures.draft(image, go_live_at=timezone.now() + timezone.timedelta(hours=1))
    services.approve(revision=page.latest_revision, by=pictures.desk.person("minh"))
    assert services.publish(page=page, by=pictures.desk.person("binh")) is None
    change(image)
    revision = Revision.objects.get(pk=page.latest_revision_id)
    due = {"content": {**revision.content, "go_live_at": None}, "approved_go_live_at": timezone.now()}
    Revision.objects.filter(pk=revision.pk).update(**due)
    with nothing_changes():
        call_command("publish_scheduled")
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_who_swaps_the_file_does_not_approve_it_by_saving_the_text_again(pictures):
    image = pictures.image()
    page = pictures.draft(image)
    by_overwriting_the_file(image)
    minh = pictures.desk.person("minh")
    copy = fresh(page).get_latest_revision_as_object()
    block = copy.body.stream_block.child_blocks["picture"]
    form = {"p-image": str(image.pk), "p-alt_text": SAYS, "p-decorative": ""}
    copy.body = [("text", copy.body[0].value), ("picture", block.value_from_datadict(form, {}, "p"))]
    services.save_draft(copy, minh)  # as the editor's form does
    assert rules.has_written(person=minh, page=fresh(page))
    pictures.desk.publish(page, approved_by="binh")
    assert colour_of(Client().get(address_in(page.code))) == BLACK


def test_a_save_that_nobody_looked_at_takes_no_other_file_over(pictures):
    image = pictures.image()
    page = pictures.draft(image)
    by_overwriting_the_file(image)
    pictures.desk.edit(page, by="lan", topics="khác")
    with nothing_changes(), pytest.raises(TextChanged):
        services.approve(revision=fresh(page).latest_revision, by=pictures.desk.person("minh"))


@pytest.mark.parametrize("key", ["alt_text", "sha256"])
def test_by_changing_in_the_database_what_the_approved_revision_says_of_its_picture(pictures, key):
    page = pictures.draft(pictures.image())
    services.approve(revision=page.latest_revision, by=pictures.desk.person("minh"))
    revision = page.latest_revision
    body = json.loads(revision.content["body"])
    body[1]["value"][key] = "0" * 64
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "body": json.dumps(body)})
    with nothing_changes(), pytest.raises(NoApproval):
        services.publish(page=fresh(page), by=pictures.desk.person("minh"))


# The screens for images.


@pytest.mark.parametrize("state", ["draft", "published"])
def test_by_the_image_screen_of_a_contributor(pictures, state):
    image = pictures.image()
    page = pictures.draft(image) if state == "draft" else published(pictures, image)
    address = reverse("wagtailimages:edit", args=[image.pk])
    client = signed_in(pictures.desk.person("hoa"))
    with nothing_changes():
        response = client.post(address, {**IMAGE_FORM, "file": upload("black")}, follow=True, headers={"referer": ""})
    assert "tải lên một hình khác" in said(response)
    assert page.title in said(response)
    image.refresh_from_db()
    assert Path(image.file.path).read_bytes() == png("green")
    client.post(address, IMAGE_FORM)  # its name may be mended
    assert get_image_model().objects.get(pk=image.pk).title == "khác"


@pytest.mark.parametrize("screen", ["wagtailimages:delete", "bulk"])
def test_by_the_screens_that_delete_images(pictures, screen):
    image = pictures.image()
    published(pictures, image)
    address = (
        reverse("wagtail_bulk_action", args=["wagtailimages", "image", "delete"]) + f"?id={image.pk}"
        if screen == "bulk"
        else reverse(screen, args=[image.pk])
    )
    response = signed_in(pictures.desk.person("binh")).post(address, follow=True)
    assert "tải lên một hình khác" in said(response)
    assert get_image_model().objects.filter(pk=image.pk).exists()


def test_by_deleting_images_by_the_orm(pictures):
    image = pictures.image()
    pictures.draft(image)
    for delete in (image.delete, get_image_model().objects.all().delete):
        with pytest.raises(PictureInUse), transaction.atomic():
            delete()
    with pytest.raises(PictureInUse):
        image.file.save("pic.png", ContentFile(png("black")))


def test_an_image_that_no_fact_check_shows_any_more_is_free(pictures):
    image, other = pictures.image(), pictures.image("black")
    page = pictures.draft(image)
    pictures.desk.edit(page, by="lan", body=[("text", "<p>Không còn hình.</p>")])
    pictures.draft(other).delete()
    image.file = ImageFile(io.BytesIO(png("black")), name="pic.png")
    image.save()
    image.delete()
    other.delete()


def test_a_number_that_begins_like_another_is_another(pictures):
    image = pictures.image()
    get_image_model().objects.filter(pk=image.pk).update(id=77)
    pictures.draft(get_image_model().objects.get(pk=77))
    get_image_model().objects.create(pk=7, title="x", file=image.file.name).delete()


# What is lost.


@pytest.mark.parametrize("remove", REMOVALS)
def test_a_text_whose_picture_is_lost_is_neither_submitted_nor_approved(pictures, remove):
    image = pictures.image()
    page = pictures.draft(image)
    remove(image)
    desk = pictures.desk
    with nothing_changes(), pytest.raises(PictureLost, match=SAYS):
        services.submit(fresh(page), desk.person("lan"))
    with nothing_changes(), pytest.raises(PictureLost, match=SAYS):
        services.approve(revision=fresh(page).latest_revision, by=desk.person("minh"))


def test_a_file_in_which_nothing_can_be_seen_is_lost(pictures):
    image = pictures.image()
    Path(image.file.path).write_bytes(b"\x89PNG no more")
    page = pictures.draft(image)
    with nothing_changes(), pytest.raises(PictureLost):
        services.submit(page, pictures.desk.person("lan"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_screen_for_translating_says_which_picture_is_lost(pictures, method):
    image = pictures.image()
    page = published(pictures, image)
    REMOVALS[2](image)
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    client = signed_in(pictures.desk.person("binh"))
    response = getattr(client, method)(address, follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert SAYS in said(response)
    stranger = getattr(Client(), method)(address)
    assert "login" in stranger.url
    assert SAYS not in str(stranger.cookies)


# The record itself.

#: It has the form of a kept one, so only `append`, which looks for its bytes, can refuse it.
NOWHERE = f'<img src="/pictures/{"0" * 64}.png" alt="a b">'
ELSEWHERE = [
    '<img src="/media/images/pic.png" alt="a b">',
    '<img src="https://example.org/pic.png" alt="a b">',
    NOWHERE,
    '<img src="/pictures/pic.png" alt="a b">',
    '<img src="/pictures/../media/pic.png" alt="a b">',
    f'<img src="/pictures/{"0" * 63}.png" alt="a b">',
    f'<img src="/pictures/{"A" * 64}.png" alt="a b">',
    f'<img src="/pictures/{"0" * 64}.png/../../media/pic.png" alt="a b">',
    f'{NOWHERE}<IMG src="/media/pic.png">',
    f'{NOWHERE[:-1]}<img src="/media/pic.png">',
    f'<img alt="a b" src="/pictures/{"0" * 64}.png">',
    f'<img src="/pictures/{"0" * 64}.svg" alt="a b">',
    '<IMG SRC="/pictures/../media/pic.png">',
    "<img/src=/media/pic.png>",
    "<img",
]


def with_body(page, body):
    content = json.loads(Version.objects.get(code=page.code).content)
    content["texts"]["vi"]["body"] = body
    return content


@pytest.mark.parametrize("element", ELSEWHERE)
def test_by_appending_a_picture_that_is_not_kept(desk, element):
    content = with_body(desk.published(), f"<figure>{element}</figure>")
    with nothing_changes(), pytest.raises(PictureNotKept):
        record.append(kind="update", office=desk.office, content=content, written_by=[1], approved_by=[2])


@pytest.mark.parametrize("element", [element for element in ELSEWHERE if element != NOWHERE])
@pytest.mark.parametrize("road", ["sql", "orm"])
def test_by_a_version_whose_picture_is_not_kept(desk, element, road):
    page = desk.published()
    version = Version.objects.get(code=page.code)
    data = canonical(with_body(page, element))
    columns = {"sha256": digest(data), "content": data.decode(), "type": version.type, "code": version.code}
    columns |= {"office_id": version.office_id, "claim_kind": version.claim_kind, "rating": version.rating}
    with nothing_changes(), pytest.raises(IntegrityError, match="picture_is_kept"), transaction.atomic():
        insert("record_version", **columns) if road == "sql" else Version.objects.bulk_create([Version(**columns)])


def test_the_database_takes_pictures_that_have_the_form_of_kept_ones(desk):
    """So the refusals above are about the form and nothing else."""
    page = desk.published()
    version = Version.objects.get(code=page.code)
    words = 'Dòng một\n"Ngoặc" \\ và &lt;img&gt;'
    data = canonical(with_body(page, f"<p>{words}</p>{NOWHERE}<p>{words}</p>{NOWHERE.replace('.png', '.webp')}"))
    columns = {"sha256": digest(data), "content": data.decode(), "type": version.type, "code": version.code}
    columns |= {"office_id": version.office_id, "claim_kind": version.claim_kind, "rating": version.rating}
    insert("record_version", **columns)
    assert Version.objects.filter(pk=digest(data)).exists()


def test_a_picture_that_was_once_published_stays_public_and_a_rebuild_gives_the_same(pictures):
    page = published(pictures, pictures.image())
    first = address_in(page.code)
    pictures.desk.edit(page, by="lan", body=[("text", "<p>Không còn hình.</p>")])
    pictures.desk.publish(page)
    assert "<img" not in PublishedCheck.objects.get(code=page.code).body
    grown = list(PublishedPicture.objects.values_list())
    assert colour_of(Client().get(first)) == GREEN
    assert rebuild() == Entry.objects.count() == 2
    assert list(PublishedPicture.objects.values_list()) == grown == [(first.rpartition("/")[2], 0)]
