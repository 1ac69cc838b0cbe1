"""Corpora of events come out as labelled words: what happened, who did it to whom, and what becomes of it."""

import json
from pathlib import Path

import pytest
from happenings import Told, read_cameo, read_events, read_pairs, read_plover, read_plv, read_truths

from sayso.model.labels import EVENT_MODES, EVENT_ROLES, EVENT_STATES, EVENT_TYPES

EVENTS = Path(__file__).parents[2] / "training" / "events.txt"
REPORT = """# a comment
==== 2031-03-05
Navy {v1:shells} {r1:village}

{a2,3:The Vostran navy} {v2:shelled} {r2:a village near {p2:Kemm}} {t2:on Monday}. It has {v3:denied} {r3:nothing}.
----
1 ASSAULT heavy-weapons; real
2=1 ASSAULT heavy-weapons; real
3 REJECT; negated historical
"""


def words(told: Told, first: int, last: int) -> str:
    return told.text[told.words[first][0] : told.words[last - 1][1]]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "events.txt"
    path.write_text(REPORT, encoding="utf-8")
    (told,) = read_events(path)
    return told


def test_a_report_is_read_without_its_marks(report):
    assert report.text.startswith("Navy shells village\n\nThe Vostran navy shelled a village near Kemm on Monday.")


def test_each_mention_of_an_event_has_its_word_type_modes_and_state(report):
    first, second, third = report.happenings
    assert [words(report, h.trigger, h.trigger + 1) for h in report.happenings] == ["shells", "shelled", "denied"]
    assert [EVENT_TYPES[h.kind] for h in report.happenings] == ["ASSAULT", "ASSAULT", "REJECT"]
    assert [EVENT_MODES[mode] for mode in first.modes] == ["heavy-weapons"]
    assert [EVENT_STATES[h.state] for h in report.happenings] == ["real", "real", "negated"]
    assert [h.historical for h in report.happenings] == [False, False, True]
    assert (first.same, second.same, third.same) == (None, 0, None)


def test_its_arguments_are_found_one_inside_another_and_one_for_two(report):
    _, second, third = report.happenings
    told = {
        role: [words(report, *span) for span in spans]
        for role, spans in zip(EVENT_ROLES, second.arguments, strict=True)
    }
    assert told == {
        "actor": ["The Vostran navy"], "recipient": ["a village near Kemm"], "place": ["Kemm"], "time": ["on Monday"],
    }  # fmt: skip
    assert [words(report, *span) for span in third.arguments[0]] == ["The Vostran navy"]


def test_parties_that_a_report_names_elsewhere_belong_to_all_mentions_of_the_event(tmp_path):
    marked = (
        "==== 2031-03-05\n{v1:Strike} {v2:begins}\n\nBus drivers met. Lowmark Buses pays {a3:Ada} too little, "
        "{a3:she} {v3:said}.\n----\n"
    )
    named = "actor: Bus drivers; recipient: Lowmark Buses"
    lines = f"1 PROTEST strike; real | {named}\n2=1 PROTEST; real\n3 ACCUSE; real\n"
    (tmp_path / "events.txt").write_text(marked + lines, encoding="utf-8")
    (told,) = read_events(tmp_path / "events.txt")
    assert told.happenings is not None
    strike, begins, said = told.happenings
    found = [[words(told, *span) for span in spans] for spans in strike.elsewhere]
    assert found == [["Bus drivers"], ["Lowmark Buses"]]
    assert begins.elsewhere == strike.elsewhere
    assert [happening.unsaid for happening in (strike, begins, said)] == [{0, 1}, {0, 1}, {1}]


def test_our_reports_are_all_of_the_form_and_keep_arguments_in_the_line_of_their_word():
    count = 0
    for told in read_events(EVENTS):
        assert "{" not in told.text
        assert told.happenings is not None
        count += len(told.happenings)
        for happening in told.happenings:
            for first, last in (span for spans in happening.arguments for span in spans):
                low, high = sorted((first, happening.trigger))
                between = told.text[told.words[low][0] : told.words[max(high, last - 1)][1]]
                assert "\n\n" not in between, (told.name, between)
    assert count > 6_000


def test_a_sentence_of_plv_says_who_did_what_to_whom(tmp_path):
    path = tmp_path / "plv.tsv"
    path.write_text(
        "\tsentence_id\tmarked_sentence\tgold_root\n0\t7\tOn Monday <s>Tarn </s>freed <t>two men</t>.\tYIELD\n",
        encoding="utf-8",
    )
    (told,) = read_plv(path)
    assert told.text == "On Monday Tarn freed two men."
    assert told.deed is not None
    assert [words(told, *span) for span in (told.deed.actor, told.deed.recipient) if span] == ["Tarn", "two men"]
    assert [EVENT_TYPES[kind] for kind in told.deed.kinds] == ["CONCEDE", "RETREAT"]


def test_a_record_of_plover_says_the_same_in_brackets(tmp_path):
    markup = "(SRC: Herders (LOC: in Tarn)) (EVT: met) (TAR: the mayor) on Monday."
    both = "(SRC/TAR: Tarn) and (SRC/TAR: Orde) (EVT: spoke)."
    records = [
        {"id": "x", "event": "DEMAND", "textInfo": {"markup": markup}},
        {"id": "y", "event": "CONSULT", "textInfo": {"markup": both}},
        {"id": "z", "event": "DOCUMENT", "textInfo": "about this file"},
    ]
    path = tmp_path / "records.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    first, second = read_plover(path)
    assert first.text == "Herders in Tarn met the mayor on Monday."
    assert [
        words(told, *span)
        for told in (first, second)
        if told.deed
        for span in (told.deed.actor, told.deed.recipient)
        if span
    ] == ["Herders in Tarn", "the mayor", "Tarn", "Orde"]
    assert [told.deed.kinds for told in (first, second) if told.deed] == [
        (EVENT_TYPES.index("REQUEST"),), (EVENT_TYPES.index("CONSULT"),),
    ]  # fmt: skip


def test_a_sentence_of_cameo_has_its_quad_class(tmp_path):
    path = tmp_path / "cameo.tsv"
    path.write_text('Rain fell.\t0\n"He said ""no"" twice."\t3\n', encoding="utf-8")
    assert [(told.text, told.quad) for told in read_cameo(path)] == [("Rain fell.", 0), ('He said "no" twice.', 3)]


def test_a_sentence_of_megaveridicality_tells_what_becomes_of_the_deed(tmp_path):
    hypotheses = (
        "that thing happened .",
        "that thing didn't happen .",
        "that thing might or might not have happened .",
    )

    def pairs(context: str, held: int) -> list[dict[str, object]]:
        labels = ["entailed" if n == held else "not-entailed" for n in range(3)]
        return [
            {"context": context, "hypothesis": hypothesis, "label": label}
            for hypothesis, label in zip(hypotheses, labels, strict=True)
        ]

    path = tmp_path / "truth.json"
    told = pairs("someone knew that a particular thing happened .", 0)
    told += pairs("someone did n't manage for a particular thing to happen .", 1)
    told += pairs("someone hoped that a particular thing happened .", 2)
    path.write_text(json.dumps(told), encoding="utf-8")
    found = list(read_truths(path))
    assert [told.truth and told.truth[1] for told in found] == [0, 1, 2]
    assert [words(told, told.truth[0], told.truth[0] + 1) for told in found if told.truth] == [
        "happened",
        "happen",
        "happened",
    ]
    assert found[1].text == "Someone didn't manage for a particular thing to happen."


def test_sentences_with_source_and_target_tell_who_the_parties_are_and_not_what_was_done(tmp_path):
    marked = "The/B-S Vostran/I-S navy/I-S ,/O in/O July/O ,/O freed/O Orla/B-T Venn/I-T ’/O s/O crew/O ./O"
    path = tmp_path / "pairs.txt"
    path.write_text(marked.replace(" ", "\n").replace("/", " ") + "\n\nNobody O\ncame O\n", encoding="utf-8")
    (told,) = read_pairs(path)
    assert told.text == "The Vostran navy, in July, freed Orla Venn’s crew."
    assert told.deed
    assert told.deed.kinds == ()
    assert told.deed.actor
    assert told.deed.recipient
    assert words(told, *told.deed.actor) == "The Vostran navy"
    assert words(told, *told.deed.recipient) == "Orla Venn"
