"""The frozen core: one miss, or one false alarm, fails the build."""

import pytest

from hotline.safety import TriageGrade, screen
from hotline.safety.screening import shipped_rules
from tests.safety.corpora import must_pass, must_stop, urgent
from tests.safety.noise import PERTURBATIONS, Perturbation

KIND_OF = {rule.id: rule.kind for rule in shipped_rules().rules}


def test_the_corpora_are_as_large_as_promised() -> None:
    assert len(must_stop()) >= 300
    assert len(must_pass()) >= 300
    assert len(urgent()) >= 80
    for corpus in ([message for _, message in must_stop()], must_pass(), urgent()):
        assert len(set(corpus)) == len(corpus)


def test_every_emergency_of_the_core_is_stopped() -> None:
    missed = [message for _, message in must_stop() if screen(message).grade != TriageGrade.EMERGENCY]
    assert missed == []


def test_every_emergency_is_known_for_what_it_is() -> None:
    mistaken = [
        (kind, message)
        for kind, message in must_stop()
        if kind not in {KIND_OF[rule] for rule in screen(message).rules}
    ]
    # Another kind may speak first; the right one must be among those that fired, a few excepted.
    assert len(mistaken) <= len(must_stop()) // 50, mistaken


def test_no_everyday_message_of_the_core_is_raised() -> None:
    raised = [(message, screen(message).rules) for message in must_pass() if screen(message).rules]
    assert raised == []


def test_what_must_be_seen_today_is_urgent_and_no_more() -> None:
    wrong = [message for message in urgent() if screen(message).grade != TriageGrade.URGENT]
    assert wrong == []


@pytest.mark.whole
@pytest.mark.parametrize("perturb", PERTURBATIONS, ids=lambda perturb: perturb.__name__)
def test_noise_around_an_emergency_does_not_hide_it(perturb: Perturbation) -> None:
    missed = [
        noisy
        for _, message in must_stop()
        for noisy in perturb(message)
        if screen(noisy).grade != TriageGrade.EMERGENCY
    ]
    assert missed == []


def test_the_patient_who_cut_down_his_own_tablets_is_seen_today() -> None:
    screening = screen("我高血压十年了，自己把药减了，头晕得厉害")
    assert (screening.grade, screening.kind) == (TriageGrade.URGENT, "medicine_stopped")


@pytest.mark.parametrize("message", ["没有发烧，就是胸口压着疼", "他说不疼，可是嘴歪了"])
def test_denying_one_thing_does_not_deny_the_next(message: str) -> None:
    assert screen(message).grade == TriageGrade.EMERGENCY
