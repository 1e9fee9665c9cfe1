"""ClaimReview in, plain records out: reads what publishers really write, and says why where it cannot.

Plain Python: no Django, no database, no network. `reader.read` takes an open binary file of any form and gives
`ParsedReview` and `Refusal`, one for each review that it met.
"""

from factdesk.reviews.claimreview.parsed import Found, ParsedReview, Place, Reason, Refusal
from factdesk.reviews.claimreview.reader import read

__all__ = ["Found", "ParsedReview", "Place", "Reason", "Refusal", "read"]
