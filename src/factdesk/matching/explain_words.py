"""What an explanation says of rules and features: a plain sentence for each, in English here."""

from __future__ import annotations

from factdesk.matching.evaluate.messages import N_, Said

#: Of each rule of reading, and of what comes after them.
RULES = {
    "lookalikes": N_("Letters of other scripts that look like Latin ones were read as these."),
    "layers": N_("What forwarding and quoting had put round the message was taken off."),
    "authors": N_("Who wrote it was left out where words are looked up."),
    "links": N_("Links were taken out, or read as the words of their address."),
    "tags": N_("Hashtags and names of accounts were cut into words."),
    "pictures": N_("Emoji and other pictures were taken out."),
    "decorations": N_("Rows of marks, laughter and other decoration were taken out."),
    "censored": N_("Words that were pulled apart to get past filters were joined."),
    "repeats": N_("Letters that were drawn out were cut."),
    "keys": N_("Keystrokes of Telex or VNI became the letters that were meant."),
    "tones": N_("Tone marks were put where today's spelling has them."),
    "chat": N_("What people shorten in chat was written out."),
    "abbreviations": N_("Abbreviations were written out."),
    "amounts": N_("Shortened amounts were written in full."),
    "frames": N_("What only asks about the claim, such as “is this true?”, was taken off."),
    "respell": N_("Words that nobody knows were taken for slips of the fingers, where it is clear which were meant."),
    "restore": N_("Missing diacritics were put back, the likeliest ones."),
}

_NOT_ACROSS = N_("The first did not have to be compared across languages.")

#: Of each feature, where the first check has more of it than the others, and where it has less. What belongs to the
#: question alone says the same both times.
FEATURES = {
    "cosine": (
        N_("Taken as a whole, the first is nearer in meaning."),
        N_("Taken as a whole, the first is further away in meaning."),
    ),
    "cosine_over": (
        N_("The first is further above what any text of its language has in common with the question."),
        N_("The first is less far above what any text of its language has in common with the question."),
    ),
    "cosine_z": (
        N_("Among the texts of its language, the first stands out more in meaning."),
        N_("Among the texts of its language, the first stands out less in meaning."),
    ),
    "twin_over": (
        N_("The first check's text in another language fits better too."),
        N_("The first check's text in another language fits less well."),
    ),
    "cosine_gap": (
        N_("No other check comes as near in meaning."),
        N_("Another check comes as near in meaning, or nearer."),
    ),
    "words_gap": (
        N_("No other check has as many telling words in common with the question."),
        N_("Another check has as many telling words in common with the question, or more."),
    ),
    "asked_covered": (
        N_("More of the question's words are in the first."),
        N_("Fewer of the question's words are in the first."),
    ),
    "text_covered": (
        N_("More of the first one's words are in the question."),
        N_("Fewer of the first one's words are in the question."),
    ),
    "claim_covered": (
        N_("More words of the first one's claim are in the question."),
        N_("Fewer words of the first one's claim are in the question."),
    ),
    "rarest_covered": (
        N_("More of the question's rarest words are in the first."),
        N_("Fewer of the question's rarest words are in the first."),
    ),
    "trigrams": (
        N_("Letter by letter, the first is more like the question."),
        N_("Letter by letter, the first is less like the question."),
    ),
    "verbatim": (
        N_("The first one's claim or title is more nearly what was asked, letter by letter."),
        N_("The first one's claim or title is less nearly what was asked, letter by letter."),
    ),
    "numbers_missing": (
        N_("The first lacks more of the question's numbers."),
        N_("The first lacks fewer of the question's numbers."),
    ),
    "numbers_extra": (
        N_("The first has more numbers that the question does not have."),
        N_("The first has fewer numbers that the question does not have."),
    ),
    "years_missing": (
        N_("The first lacks more of the question's years."),
        N_("The first lacks fewer of the question's years."),
    ),
    "years_differ": (
        N_("The first names another year than the question."),
        N_("The first does not name another year than the question."),
    ),
    "opposes": (
        N_("The first has the opposite of a word in the question."),
        N_("The first does not have the opposite of a word in the question."),
    ),
    "negation_differs": (
        N_("Of the question and the first, one denies and the other does not."),
        N_("The question and the first either both deny or both do not."),
    ),
    "denies": (
        N_("The question denies what the first states."),
        N_("The question does not deny what the first states."),
    ),
    "place_differs": (
        N_("The first names another place than the question."),
        N_("The first does not name another place than the question."),
    ),
    "place_missing": (
        N_("The question names a place that the first has nothing to do with."),
        N_("The question names no place that the first has nothing to do with."),
    ),
    "date_differs": (
        N_("The first names another date or time than the question."),
        N_("The first does not name another date or time than the question."),
    ),
    "measure_differs": (
        N_("The first has another amount of the same unit than the question."),
        N_("The first does not have another amount of the same unit than the question."),
    ),
    "name_differs": (
        N_("The first names somebody or something else than the question."),
        N_("The first does not name somebody or something else than the question."),
    ),
    "names_missing": (
        N_("The first lacks more of the names in the question."),
        N_("The first lacks fewer of the names in the question."),
    ),
    "asks_openly": (
        N_("The question wants a date, a place or an amount, which no verdict gives."),
        N_("The question states something that can be true or false."),
    ),
    "length": (
        N_("How many words the question has to go by."),
        N_("How many words the question has to go by."),
    ),
    "bare": (
        N_("The question came without diacritics, so they had to be guessed."),
        N_("The question came with its diacritics."),
    ),
    "late": (
        N_("Word by word, the first is nearer."),
        N_("Word by word, the first is further away."),
    ),
    "late_telling": (
        N_("Word by word, with rare words counting most, the first is nearer."),
        N_("Word by word, with rare words counting most, the first is further away."),
    ),
    "late_least": (
        N_("The words that fit worst still find something nearer in the first."),
        N_("The words that fit worst find less in the first."),
    ),
    "late_back": (
        N_("Compared the other way, from the check to the question, the first is nearer."),
        N_("Compared the other way, from the check to the question, the first is further away."),
    ),
    "late_back_worst": (
        N_("The first says less that the question does not say."),
        N_("The first says more that the question does not say."),
    ),
    "late_z": (
        N_("Among the candidates of its language, the first stands out more word by word."),
        N_("Among the candidates of its language, the first stands out less word by word."),
    ),
    "bm25_z": (
        N_("Among the candidates of its language, the first stands out more by the words in common."),
        N_("Among the candidates of its language, the first stands out less by the words in common."),
    ),
    "late_gap": (
        N_("No other check comes as near word by word."),
        N_("Another check comes as near word by word, or nearer."),
    ),
    "back_gap": (
        N_("No other check comes as near when compared the other way."),
        N_("Another check comes as near when compared the other way, or nearer."),
    ),
    "rank_gap": (
        N_("All in all, the first is further ahead of the next."),
        N_("All in all, the next is close to the first."),
    ),
    "rival_word": (
        N_("Some word of the question is nearer to another check than to the first."),
        N_("Hardly any word of the question is nearer to another check than to the first."),
    ),
    "phrasing": (
        N_("The first was given before to somebody who asked in words like these."),
        N_("The first was found by its own text, not by an earlier question."),
    ),
    "same_language": (
        N_("The first is in the question's language."),
        N_("The first is in another language than the question."),
    ),
    "english": (
        N_("The question and the first are both in English."),
        N_("The question and the first are not both in English."),
    ),
    "cosine_across": (
        N_("The first is in another language, and texts across languages are nearer in meaning than words tell."),
        _NOT_ACROSS,
    ),
    "late_across": (
        N_("The first is in another language and nearer word by word."),
        _NOT_ACROSS,
    ),
    "back_across": (
        N_("The first is in another language and nearer when compared the other way."),
        _NOT_ACROSS,
    ),
    "covered_across": (
        N_("The first is in another language and has more of the question's words all the same."),
        _NOT_ACROSS,
    ),
}

_UNKNOWN = N_("The feature “%(feature)s” differs.")

OUTCOMES = {
    "answer": N_("given as the answer"),
    "suggest": N_("suggested"),
    "none": N_("nothing found"),
}

LINKED = N_("The text has a link to a check, or to what a check is about.")
NOTHING = N_("There was nothing to look up, or nothing to look it up in.")
COPIED = N_("The question is a copy of the first one's claim or title.")
ANSWERED = N_("It answers with probability %(probability).3f; from %(threshold).3f on it is given as the answer.")
SUGGESTED = N_(
    "It answers with probability %(probability).3f; only from %(threshold).3f on would it be given as the answer."
)
HELD_BACK = N_("Its probability is %(probability).3f, which would do for an answer, but something speaks against it:")
NOT_SHOWN = N_(
    "That the first is about this has the probability %(probability).3f; only from %(threshold).3f on is it shown."
)
NOT_READ = N_("The text, or its language, is too little known for anything to be shown.")

SHORT = N_("The question has too few words to state anything.")
ONE_OTHER = N_("The question is short, and all but one of its telling words are in the first.")

RUNNER_UP = N_("Most of all, this put the second behind the first:")


def rule(name: str) -> str:
    """The sentence of a rule, untranslated; its name where there is none."""
    return RULES.get(name, name)


def feature(name: str, mine: float, other: float) -> Said:
    """What it means that the first has this much of a feature, and what it is compared with that much."""
    if name not in FEATURES:
        return Said(_UNKNOWN, {"feature": name})
    more, less = FEATURES[name]
    return Said(more if mine >= other else less)
