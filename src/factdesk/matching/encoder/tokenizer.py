"""The tokenizer of XLM-R, over all of its pieces or over those that are kept."""

from collections.abc import Sequence

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from factdesk.matching.encoder.weights import Piece

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
BOS, PAD, EOS, UNKNOWN = range(4)


def build(pieces: Sequence[Piece]) -> Tokenizer:
    """A tokenizer whose identifiers are the places in `pieces`; the first four must be the special ones."""
    if tuple(piece.text for piece in pieces[:4]) != SPECIAL:
        raise ValueError("the first pieces must be <s>, <pad>, </s>, <unk>")
    model = Unigram([(piece.text, piece.score) for piece in pieces], unk_id=UNKNOWN, byte_fallback=False)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        # Composed first: decomposed Vietnamese would otherwise drift (NFKC composes too, but Nmt runs before it).
        [normalizers.NFC(), normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", BOS), ("</s>", EOS)]
    )
    return tokenizer
