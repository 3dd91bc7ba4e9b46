"""What is said is heard, what is denied is not."""

import pytest

from knowledge_base.guidance.catalogue import Catalogue


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("胸口这里老是疼", "chest_pain"),
        ("小便泡沫多，半天不散", "foamy_urine"),
        ("晚上睡不着，心里烦", "sleepless"),
        ("胃口不好老是恶心", "vomiting"),
        ("咳了三个星期", "cough"),
        ("没有口水，眼睛也干得难受", "immune"),
        ("不光头痛，还想吐", "headache"),
    ],
)
def test_a_finding_is_heard_in_plain_words(catalogue: Catalogue, text: str, finding: str) -> None:
    assert finding in catalogue.heard(text)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("没有发烧，就是嗓子疼", "fever"),
        ("不发烧", "fever"),
        ("没有发烧、咳嗽，人没精神", "cough"),
        ("胸口不痛", "chest_pain"),
        ("发烧倒没有，只是咳", "fever"),
        ("甲状腺查过正常，就是心慌", "thyroid"),
    ],
)
def test_a_denied_finding_is_not_heard(catalogue: Catalogue, text: str, finding: str) -> None:
    assert finding not in catalogue.heard(text)
