"""What is said back: the value with its unit, what it means, and what to do when it is serious."""

import pytest

from knowledge_base.reports import ReportReader


def say(reader: ReportReader, text: str) -> str:
    (reading,) = reader.read(text)
    return reading.say


def test_the_value_is_said_back_with_the_unit_guessed(reader: ReportReader) -> None:
    assert say(reader, "低密度3.8").startswith("低密度脂蛋白胆固醇3.8毫摩尔每升，偏高。")


def test_a_converted_value_is_said_in_both_units(reader: ReportReader) -> None:
    assert say(reader, "肌酐 1.2").startswith("您说的肌酐1.2，按毫克每分升算，合106.1微摩尔每升，偏高。")


def test_a_share_and_a_negative_value_are_said_as_people_do(reader: ReportReader) -> None:
    assert "百分之8.2" in say(reader, "糖化8.2")
    assert "T值负2.8，偏低" in say(reader, "骨密度T值-2.8")


def test_serious_values_say_what_to_do_now(reader: ReportReader) -> None:
    assert say(reader, "血钾7.2").endswith("请现在就去急诊，不舒服马上打120。")
    assert say(reader, "血钾6.2").endswith("这个数值请今天就去看医生。")
    assert "120" not in say(reader, "血钾4.2")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("血压160/95", "高压160，低压95，偏高。"),
        ("高压165", "高压165，偏高，低压也请告诉我。"),
        ("低压95", "低压95，偏高，高压也请告诉我。"),
        ("尿蛋白++", "尿蛋白两个加号，不在参考范围里。"),
        ("甲状腺结节4a类", "甲状腺结节超声分级4A类，要请医生看。"),
        ("表面抗体阴性", "乙肝表面抗体是阴性，不在参考范围里。没有保护力。"),
    ],
)
def test_pairs_grades_and_classes_have_their_own_words(reader: ReportReader, text: str, begins: str) -> None:
    assert say(reader, text).startswith(begins)


def test_where_the_sexes_differ_and_none_is_told_it_is_said(reader: ReportReader) -> None:
    assert "男女的范围不一样" in say(reader, "血红蛋白122")
    assert "男女的范围不一样" not in say(reader, "女，血红蛋白122")
    assert "男女的范围不一样" not in say(reader, "血红蛋白60")


def test_a_childs_value_is_not_judged_silently_by_an_adults_range(reader: ReportReader) -> None:
    assert "孩子的范围和大人不一样" in say(reader, "孩子白蛋白38")
    assert "孩子的范围" not in say(reader, "孩子血红蛋白120")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("3岁，血红蛋白112", "normal"),
        ("孕28周，血压142/88", "urgent"),
        ("备孕，血压142/88", "high"),
        ("我爸68岁，肌酐108", "normal"),
        ("我爸45岁，肌酐108", "high"),
        ("宝宝2个月大，体温38.2", "emergency"),
        ("宝宝8个月大，体温38.2", "high"),
    ],
)
def test_the_person_decides_the_range(reader: ReportReader, text: str, level: str) -> None:
    assert [one.level for one in reader.read(text)] == [level]


def test_a_reading_names_its_topics(reader: ReportReader) -> None:
    assert reader.read("尿酸520")[0].topics == ("gout",)


def test_less_than_the_limit_of_detection_is_normal(reader: ReportReader) -> None:
    assert reader.read("乙肝DNA <20")[0].level == "normal"
    assert reader.read("乙肝DNA 20")[0].level == "high"


def test_a_printed_range_before_the_result_is_not_the_result(reader: ReportReader) -> None:
    assert [one.value for one in reader.read("血钾（3.5-5.3）5.9")] == [5.9]
    assert [one.value for one in reader.read("肌酐 57-97 156")] == [156]


def test_what_cannot_be_this_value_is_another_or_none(reader: ReportReader) -> None:
    assert [(one.name, one.value) for one in reader.read("中性粒细胞82%")] == [("中性粒细胞百分比", 82)]
    assert [one.name for one in reader.read("尿常规：潜血3+，白细胞阴性")] == ["尿潜血", "尿白细胞"]
    assert reader.read("血钾45") == ()
    assert reader.read("血钾5毫克") == ()
