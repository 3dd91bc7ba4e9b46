"""Words a recogniser is told to expect: our own commands first, then what patients call things."""

from knowledge_base.lexicon import Lexicon
from telephony.phone.hearing import Hearing

LONGEST_HINT = 100


def hints_of(lexicon: Lexicon, *, hearing: Hearing, most: int) -> tuple[str, ...]:
    """The telephone's own words first; then of each term its name, and only then its other names."""
    own = [word for phrases in hearing.commands.values() for word in (*phrases.within, *phrases.short)]
    names = list(lexicon.words)
    others = [word for words in lexicon.words.values() for word in words]
    wanted = dict.fromkeys(word for word in (*own, *names, *others) if 1 < len(word) <= LONGEST_HINT)
    return tuple(wanted)[:most]
