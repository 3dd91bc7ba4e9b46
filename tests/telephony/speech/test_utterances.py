"""Where somebody speaks is found on quiet lines and on loud ones, and a click is nobody."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.speech import RATE, Sound, Utterances, from_mu_law
from telephony.speech.sound import loudness
from tests.telephony.speech.voice import quiet, spoken, to_mu_law

PAUSE = timedelta(seconds=0.8)


def heard(*line: Sound, pause: timedelta = PAUSE) -> list[float]:
    """How long each utterance is, in seconds."""
    utterances = Utterances(pause=pause)
    sound = np.concatenate(line)
    pieces = (sound[start : start + 160] for start in range(0, len(sound), 160))
    said = (utterances.feed(piece) for piece in pieces)
    return [len(one) / RATE for one in said if one is not None]


def test_an_utterance_ends_with_its_pause_and_keeps_its_beginning() -> None:
    [lasted] = heard(quiet(1), spoken(1.5), quiet(2))
    assert 1.5 + 0.8 <= lasted <= 1.5 + 0.8 + 0.3


def test_a_short_pause_for_thought_ends_nothing() -> None:
    assert len(heard(quiet(1), spoken(1), quiet(0.5), spoken(1), quiet(2))) == 1
    assert len(heard(quiet(1), spoken(1), quiet(1.2), spoken(1), quiet(2))) == 2
    assert len(heard(quiet(1), spoken(1), quiet(1.2), spoken(1), quiet(2), pause=timedelta(seconds=1.4))) == 1


@pytest.mark.parametrize(
    "line", [quiet(5), quiet(5, loud=0.02), np.concatenate([quiet(2), spoken(0.05), quiet(2)])]
)
def test_hiss_and_clicks_are_nobody(line: Sound) -> None:
    assert heard(line) == []


def test_one_short_word_is_somebody() -> None:
    assert len(heard(quiet(1), spoken(0.25), quiet(2))) == 1


def test_on_a_loud_line_a_louder_voice_is_found() -> None:
    assert (
        len(heard(quiet(3, loud=0.02), spoken(1, loud=0.4) + quiet(1, loud=0.02), quiet(3, loud=0.02))) == 1
    )


def test_who_never_ends_is_heard_all_the_same() -> None:
    talk = np.concatenate([np.concatenate([spoken(0.7), quiet(0.3)]) for _ in range(40)])
    assert max(heard(quiet(1), talk, quiet(2))) <= 15.1


@given(st.lists(st.integers(1, 700), min_size=1, max_size=30))
def test_in_whatever_pieces_it_comes_the_same_is_heard(cuts: list[int]) -> None:
    sound = np.concatenate([quiet(1), spoken(0.6), quiet(1.5)])
    utterances, said, place = Utterances(pause=PAUSE), [], 0
    while place < len(sound):
        length = cuts[place % len(cuts)]
        said.append(utterances.feed(sound[place : place + length]))
        place += length
    assert len([one for one in said if one is not None]) == 1


def test_the_mu_law_is_read_as_it_is_written() -> None:
    sound = np.array([0, 100, -100, 8000, -8000, 30000, -30000], dtype=np.int16)
    read = from_mu_law(to_mu_law(sound)).astype(int)
    assert np.all(np.abs(read - sound) <= np.maximum(np.abs(sound) * 0.04, 8))


def test_every_code_is_a_sample_of_its_own() -> None:
    codes = from_mu_law(bytes(range(256)))
    assert len(set(codes.tolist())) == 255  # nought has two signs
    assert loudness(codes[:0]) == loudness(np.zeros(10, dtype=np.int16)) == -96
