"""Files and functions stay short: above these sizes the design is changed, not the limit."""

import statistics

from tests.architecture.sizes import ALL, PRODUCT, ROOT, files, functions, length, parsed

LONGEST_FILE = 400
LONGEST_FUNCTION = 45
MEDIAN_FILE = 90
MEDIAN_FUNCTION = 10


def test_no_file_is_too_long() -> None:
    assert {str(path): length(path) for path in files(*ALL) if length(path) > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    sizes = dict(pair for path in files(*ALL) for pair in functions(path))
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_the_medians_stay_small() -> None:
    product = list(files(*PRODUCT))
    assert statistics.median(length(path) for path in product) <= MEDIAN_FILE
    assert statistics.median(size for path in product for _, size in functions(path)) <= MEDIAN_FUNCTION


def test_every_file_opens_with_the_sentence_that_justifies_it() -> None:
    silent = [path for path in files(*ALL) if not parsed(path).opens_with_a_sentence]
    assert [str(path.relative_to(ROOT)) for path in silent] == []
