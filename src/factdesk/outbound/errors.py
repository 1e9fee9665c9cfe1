"""Why an address was not fetched.

OutboundRefused
├── BadAddress         not an address, or one with a name and password in it
├── BadScheme          neither http nor https
├── BadPort            a port other than 80 and 443
├── InternalAddress    leads into this machine or a private network
├── TooLarge           more bytes than allowed, as announced, as sent or as unpacked
├── TooSlow            the time for all of it together is over
├── TooManyRedirects   more than five, or in a circle
├── Unreachable        no such name, no connection, no valid certificate, or the connection broke
├── BadEncoding        packed in a way that was not asked for, or wrongly packed
└── BadStatus          the server answered, but not with the document

Plain Python: `message` is English; whoever shows an error to people chooses words by `code`.
"""

from __future__ import annotations


class OutboundRefused(Exception):  # noqa: N818  (the field's word; every subclass names a refusal)
    """The address was not fetched. Subclasses say why; `detail` holds what is particular to this time."""

    code = "refused"
    message = "The address was not fetched."

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(detail)

    def __str__(self) -> str:
        return f"{self.message} ({self.detail})" if self.detail else self.message


class BadAddress(OutboundRefused):
    code = "bad-address"
    message = "This is not an address that can be fetched. Write it as https://name/path, without name or password."


class BadScheme(OutboundRefused):
    code = "bad-scheme"
    message = "Only http and https addresses are fetched. Save anything else as a file and give the file."


class BadPort(OutboundRefused):
    code = "bad-port"
    message = "Only ports 80 and 443 are fetched. Take the port out of the address, or save the page as a file."


class InternalAddress(OutboundRefused):
    code = "internal-address"
    message = "The address leads into this machine or a private network. Give a public one, or save the page as a file."


class TooLarge(OutboundRefused):
    code = "too-large"
    message = "What the address sends is larger than allowed. Give a smaller file, or split it."


class TooSlow(OutboundRefused):
    code = "too-slow"
    message = "The address took longer than allowed. Try again later, or save it as a file."


class TooManyRedirects(OutboundRefused):
    code = "too-many-redirects"
    message = "The address sends on and on. Open it in a browser and give the address where it ends."


class Unreachable(OutboundRefused):
    code = "unreachable"
    message = "The address could not be reached. Check its spelling and try again later."


class BadEncoding(OutboundRefused):
    code = "bad-packing"
    message = "The server sent the document packed in a way that cannot be read. Save it as a file and give the file."


class BadStatus(OutboundRefused):
    """The server's answer was not 200 to 299. `status` is what it was."""

    code = "bad-status"
    message = "The server answered, but not with the document. Open the address in a browser to see why."

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"status {status}")
