"""The sample province: offices with their portal sections, sectors and regions."""

from __future__ import annotations

import datetime
from importlib.resources import files
from typing import Any

import yaml
from django.conf import settings

from factdesk.offices.models import Channel, Office, Region, Sector


def create_offices() -> dict[str, Office]:
    """Create the offices as a tree, a portal channel for each, the sectors and the regions.

    Returns:
        The offices by slug.
    """
    content = yaml.safe_load(files("factdesk.sample").joinpath("offices.yaml").read_text(encoding="utf-8"))
    offices: dict[str, Office] = {}
    for item in content["offices"]:
        _add(item, None, offices)
    Channel.objects.bulk_create(
        Channel(
            office=office,
            kind=Channel.Kind.PORTAL,
            address=f"{settings.SITE_ADDRESS}/offices/{slug}/",
            since=datetime.date(2026, 1, 5),
        )
        for slug, office in offices.items()
    )
    # A desk that was prepared without the sample has sectors already, some with the same slugs.
    sectors = [Sector(**_named(order, item)) for order, item in enumerate(content["sectors"])]
    regions = [Region(**_named(order, item)) for order, item in enumerate(content["regions"])]
    Sector.objects.bulk_create(sectors, ignore_conflicts=True)
    Region.objects.bulk_create(regions, ignore_conflicts=True)
    return offices


def _named(order: int, item: dict[str, str]) -> dict[str, Any]:
    return {"slug": item["slug"], "name_vi": item["vi"], "name_en": item["en"], "order": order}


def _add(item: dict[str, Any], parent: Office | None, offices: dict[str, Office]) -> None:
    about = item.get("about", {})
    office = Office(
        slug=item["slug"],
        kind=item["kind"],
        name_vi=item["vi"],
        name_en=item["en"],
        about_vi=about.get("vi", ""),
        about_en=about.get("en", ""),
        sample=True,
    )
    # treebeard: what was read before a child was added no longer knows the tree.
    office = Office.objects.get(pk=parent.pk).add_child(instance=office) if parent else Office.add_root(instance=office)
    offices[office.slug] = office
    for below in item.get("below", []):
        _add(below, office, offices)
