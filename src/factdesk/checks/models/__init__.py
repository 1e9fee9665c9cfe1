"""The desk side of fact-checks: pages, evidence, approvals, the review step."""

from factdesk.checks.models.approval import Approval
from factdesk.checks.models.archive import ArchivedCopy, CopyRequest
from factdesk.checks.models.desk_pages import DeskRootPage, OfficeDeskPage
from factdesk.checks.models.evidence import Appearance, Evidence
from factdesk.checks.models.fact_check import FactCheckPage
from factdesk.checks.models.review import SecondPersonReview

__all__ = [
    "Appearance",
    "Approval",
    "ArchivedCopy",
    "CopyRequest",
    "DeskRootPage",
    "Evidence",
    "FactCheckPage",
    "OfficeDeskPage",
    "SecondPersonReview",
]
