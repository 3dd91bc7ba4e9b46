"""The data key opens what it wrote, and keys can be changed without losing a word."""

import pytest

from hotline.database import FaultyDataKey, Keyring, KeyringMissing, Undecipherable, install_keyring
from hotline.database import keyring as keyring_module

OLD, NEW = Keyring.generate_key(), Keyring.generate_key()


def test_what_was_encrypted_is_read_again() -> None:
    ring = Keyring(OLD)
    token = ring.encrypt("自己减了药")
    assert "减" not in token
    assert ring.decrypt(token) == "自己减了药"


def test_the_same_words_never_look_the_same_twice() -> None:
    ring = Keyring(OLD)
    assert ring.encrypt("头晕") != ring.encrypt("头晕")


def test_after_a_rotation_old_words_are_read_and_new_ones_need_the_new_key() -> None:
    before, during, after = Keyring(OLD), Keyring(f"{NEW}, {OLD}"), Keyring(NEW)
    assert during.decrypt(before.encrypt("旧")) == "旧"
    assert after.decrypt(during.encrypt("新")) == "新"
    with pytest.raises(Undecipherable):
        before.decrypt(during.encrypt("新"))


def test_a_damaged_token_is_refused() -> None:
    ring = Keyring(OLD)
    with pytest.raises(Undecipherable):
        ring.decrypt(ring.encrypt("头晕")[:-5])


def test_a_hash_is_found_under_every_key_and_written_under_the_newest() -> None:
    during = Keyring(f"{NEW},{OLD}")
    assert during.lookup_hash("13800008000") == Keyring(NEW).lookup_hash("13800008000")
    assert Keyring(OLD).lookup_hash("13800008000") in during.lookup_hashes("13800008000")


def test_without_the_key_a_hash_cannot_be_made() -> None:
    assert Keyring(OLD).lookup_hash("13800008000") != Keyring(NEW).lookup_hash("13800008000")


FAULTY = {"empty": "", "only commas": " , ", "short": "too short", "one of two": f"{OLD},nonsense"}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY.keys())
def test_a_faulty_data_key_is_named_without_being_shown(faulty: str) -> None:
    with pytest.raises(FaultyDataKey) as refused:
        Keyring(faulty)
    assert OLD not in str(refused.value)
    assert "nonsense" not in str(refused.value)


def test_a_private_column_without_a_keyring_is_a_mistake_that_is_named(keyring: Keyring) -> None:
    keyring_module._installed.clear()
    with pytest.raises(KeyringMissing):
        keyring_module.installed_keyring()
    install_keyring(keyring)
    assert keyring_module.installed_keyring() is keyring
