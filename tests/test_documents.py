"""The documents keep what they say: their examples run and print what is shown, their links lead somewhere."""

from pathlib import Path

import pytest

from tests.documents import ROOT, check_examples, check_links, find_examples, list_documents, print_alike, replace


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.weights
@pytest.mark.parametrize("path", list_documents(), ids=names(list_documents()))
def test_the_examples_of_a_document_print_what_it_shows(path):
    assert check_examples(path) == []


@pytest.mark.parametrize("path", list_documents(), ids=names(list_documents()))
def test_the_links_of_a_document_lead_somewhere(path):
    assert check_links(path) == []


def test_an_example_that_prints_something_else_is_a_fault_with_its_line(tmp_path):
    (tmp_path / "page.md").write_text("# Page\n\n```console\n$ python -c 'print(1)'\n2\n```\n")
    (fault,) = check_examples(tmp_path / "page.md")
    assert fault.startswith("page.md:5: shown is\n2\n\nbut printed is\n1")


def test_a_python_block_goes_on_from_the_one_before_it(tmp_path):
    (tmp_path / "page.md").write_text(
        "```python\nn = 1\n```\n\nand\n\n```python\nprint(n + 1)\n```\n\n```text\n2\n```\n"
    )
    assert check_examples(tmp_path / "page.md") == []


def test_a_python_block_that_fails_is_a_fault_and_not_the_end(tmp_path):
    (tmp_path / "page.md").write_text("```python\nunknown\n```\n\n```python\n1 / 0\n```\n")
    first, second = check_examples(tmp_path / "page.md")
    assert "NameError" in first
    assert "ZeroDivisionError" in second


def test_writing_puts_what_was_printed_in_the_place_of_what_was_shown(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```console\n$ python -c 'print(1)'\n2\n$ python -c 'print(3)'\n3\n```\n")
    check_examples(page, write=True)
    assert page.read_text() == "```console\n$ python -c 'print(1)'\n1\n$ python -c 'print(3)'\n3\n```\n"


@pytest.mark.parametrize(
    ("document", "typed"),
    [
        ("```console\n$ pip install .\n$ sayso info\n```\n", ["sayso info"]),
        ("```console\n$ sayso read a.txt \\\n    --json\n```\n", ["sayso read a.txt \\\n    --json"]),
        ("<!-- not run: needs a feed -->\n```console\n$ sayso info\n```\n", []),
        ("```sh\n$ sayso info\n```\n", []),
    ],
)
def test_only_what_is_ours_to_run_is_run(document, typed):
    assert [example.typed for example in find_examples(document)] == typed


def test_a_command_that_fails_unannounced_is_a_fault(tmp_path):
    (tmp_path / "page.md").write_text("```console\n$ python -c 'raise SystemExit(3)'\n```\n")
    assert "exit code 3, not 0" in check_examples(tmp_path / "page.md")[0]


def test_a_command_that_is_shown_to_fail_may_fail(tmp_path):
    (tmp_path / "page.md").write_text("<!-- exit 3 -->\n```console\n$ python -c 'raise SystemExit(3)'\n```\n")
    assert check_examples(tmp_path / "page.md") == []


@pytest.mark.parametrize(("shown", "alike"), [("a\n...\nz\n", True), ("a  \nb\nz", True), ("a\nz\n", False)])
def test_an_ellipsis_stands_for_anything_and_blanks_at_the_end_of_a_line_for_nothing(shown, alike):
    assert print_alike(shown, "a\nb\nz\n") is alike


def test_what_a_person_has_shortened_is_left_as_it_is():
    assert replace("a\n...\n", [(0, 6, "a\nb\nc\n")]) == "a\n...\n"


def test_a_link_to_a_missing_file_or_heading_is_a_fault(tmp_path):
    (tmp_path / "page.md").write_text(
        "# One thing\n[a](gone.md) [b](#one-thing) [c](#other) [d](https://example.org)\n"
    )
    assert check_links(tmp_path / "page.md") == ["page.md: no file gone.md", "page.md: no heading #other"]
