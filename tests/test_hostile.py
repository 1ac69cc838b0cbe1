"""Nothing that is read can break the reader: an empty reading or one line of complaint, and spans that hold."""

import random
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.collect import collect_articles, make_article
from sayso.data import Article
from sayso.errors import InputError, NoArticleError
from sayso.settings import Settings
from tests.hostile import HOSTILE, SUFFIXES, find_faults, find_faults_of_blocks, make_hostile_input, mark_up

fragments = st.one_of(st.text(max_size=60), st.sampled_from([text[:300] for text in HOSTILE.values()]))
WITH_WORDS = [name for name, text in HOSTILE.items() if text.strip()]
texts = st.lists(fragments, max_size=8).map("\n".join).filter(str.strip)


@pytest.fixture(scope="module")
def reader():
    from sayso import Reader

    return Reader(threads=1)


def collect(content: bytes, suffix: str, tmp_path) -> list[Article | InputError]:
    path = tmp_path / f"input{suffix}"
    path.write_bytes(content)
    return list(collect_articles([path], settings=Settings()))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl"])
def test_a_hostile_file_gives_articles_or_one_line_of_complaint(name, suffix, tmp_path):
    for found in collect(HOSTILE[name].encode(), suffix, tmp_path):
        if isinstance(found, Article):
            assert list(find_faults_of_blocks(found)) == []
        else:
            assert "\n" not in str(found)


@pytest.mark.parametrize("name", WITH_WORDS)
def test_a_plain_text_is_kept_to_the_character(name):
    assert make_article(HOSTILE[name]).text == HOSTILE[name]


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - set(WITH_WORDS)))
def test_a_text_of_nothing_but_blanks_is_no_article(name):
    with pytest.raises(NoArticleError):
        make_article(HOSTILE[name])


@pytest.mark.weights
@pytest.mark.parametrize("name", WITH_WORDS)
def test_a_hostile_text_gives_a_reading_whose_spans_hold_their_words(name, reader):
    (reading,) = reader.pipe([make_article(HOSTILE[name])])
    assert list(find_faults(reading)) == []


@pytest.mark.weights
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_any_text_gives_a_reading_whose_spans_hold_their_words(text, reader):
    (reading,) = reader.pipe([make_article(text)])
    assert list(find_faults(reading)) == []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, seed=st.integers(0, 1000))
def test_any_page_gives_articles_or_complaints(text, seed, tmp_path):
    page = mark_up(random.Random(seed), text)
    for found in collect(page.encode("utf-8", errors="replace"), ".html", tmp_path):
        assert isinstance(found, InputError) or list(find_faults_of_blocks(found)) == []


@pytest.mark.parametrize("control", ["\x1b", "&#1;", "\uffff"])
@pytest.mark.parametrize("quotation", ["<q>No{}</q>", "<q><b>No</b>{}</q>"], ids=["inside it", "behind its last part"])
def test_a_control_character_in_a_quotation_of_a_page_is_no_crash(control, quotation, tmp_path):
    page = f"<article><p>{quotation.format(control)}, said Ada Lund, the mayor of Lund.</p></article>" * 9
    (found,) = collect(page.encode(), ".html", tmp_path)
    assert isinstance(found, Article)


def test_a_lone_surrogate_is_no_crash():
    with pytest.raises(InputError):
        make_article("“No,\ud800” she said.")


@pytest.mark.weights
@pytest.mark.parametrize("options", [["--json"], ["--html", "-"], []], ids=["json", "page", "screen"])
def test_a_folder_of_hostile_files_is_read_to_its_end_without_a_traceback(options, tmp_path):
    for number, text in enumerate(HOSTILE.values()):
        (tmp_path / f"{number}{SUFFIXES[number % 4]}").write_bytes(text[:3000].encode())
    (tmp_path / "last.txt").write_text("“It ends here,” said Ada Lund.\n")
    command = [sys.executable, "-m", "sayso", "read", *options, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 3, "done, but some inputs failed"
    assert b"Traceback" not in done.stderr
    assert "It ends here" in done.stdout.decode()


def test_the_input_of_a_seed_is_always_the_same():
    assert [make_hostile_input(seed) for seed in range(20)] == [make_hostile_input(seed) for seed in range(20)]
