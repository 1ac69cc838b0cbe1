"""What the record gives in, the lines of a terminal out: statements found, people, one of them, an article, the log."""

from collections.abc import Iterable, Iterator, Sequence

from sayso.data import Dossier, Edit, Judged, Listed, Publication, Shelved, Statement
from sayso.show.cells import count_cells, pad, wrap
from sayso.show.characters import tidy
from sayso.show.label import label_act, label_count, label_date
from sayso.show.lines import Line, Piece, Style, fill_marked, flow
from sayso.show.terminal import lay_out

_LONGEST = 200
"""Characters of a value in the log that are shown."""


def lay_out_statements(statements: Iterable[Statement], *, width: int) -> Iterator[Line]:
    """Lay statements out: id, speaker and act, what was said with the matches marked, and where."""
    for n, statement in enumerate(statements):
        if n:
            yield ()
        yield from _lay_out_statement(statement, width)


def _lay_out_statement(statement: Statement, width: int) -> Iterator[Line]:
    act = f"{label_act(statement.attribution)} · {statement.attribution.manner}"
    status = "" if statement.status == "machine" else f" · {statement.status}"
    orphan = " · its words are gone" if statement.orphan else ""
    named, style = name_speaker(statement)
    told = (Piece(statement.id, "faint"), Piece(named, style), Piece(act, "act"), Piece(status + orphan, "notice"))
    yield from flow(told, width)
    yield from _mark(statement, width - 4)  # a match that is broken in two has two asterisks more
    for line in wrap(label_place(statement.publication) + _label_copies(statement), width - 2):
        yield (Piece("  "), Piece(line, "faint"))


def name_speaker(statement: Statement) -> tuple[str, Style]:
    """Name who speaks, with the article's words where nobody knows who is meant."""
    source = statement.attribution.source
    if statement.speaker is not None:
        bodies = " and ".join(tidy(party.name) for party in statement.speaks_for[:2])
        return tidy(statement.speaker.name) + (f", for {bodies}" if bodies else ""), "speaker"
    if source is not None and source.entity == "writer":
        return "the writer", "speaker"
    return (tidy(source.text).rstrip(" ,") if source else "") or "(nobody named)", "nobody"


def label_place(publication: Publication) -> str:
    """Say where an article appeared: publisher, day, title."""
    date = label_date(publication.published) if publication.published else ""
    title = tidy(publication.title or publication.path or publication.url or publication.article)
    return " · ".join(part for part in (tidy(publication.publisher or ""), date, title) if part)


def _label_copies(statement: Statement) -> str:
    origin = statement.origin
    if origin is None or origin.articles < 2:
        return ""
    credit = f" from {tidy(origin.credit)}" if origin.credit else ""
    return f" · printed in {label_count(origin.articles, 'article')}{credit}"


def _mark(statement: Statement, width: int) -> Iterator[Line]:
    """Break what was said into lines, each match a piece of its own."""
    text, at, pieces = statement.attribution.content.text, 0, list[Piece]()
    for start, end in statement.marks:
        pieces += [Piece(text[at:start]), Piece(text[start:end], "match")]
        at = end
    for line in fill_marked([*pieces, Piece(text[at:])], width):
        yield (Piece("  "), *line)


def lay_out_people(people: Iterable[Listed], *, width: int) -> Iterator[Line]:
    """Lay people and bodies out below a head, a line each: id, name, kind, statements, articles, other names."""
    kind = 13 if width >= 64 else 0
    room = width - 8 - kind - 15
    name = min(37, room * 3 // 5)
    name, also = (name, room - name) if room - name >= 10 else (room, 0)
    yield (Piece(pad("id", 8) + pad("name", name) + pad("kind" if kind else "", kind) + "  said    in"
                 + ("  also" if also else ""), "faint"),)  # fmt: skip
    for one in people:
        others = shorten(", ".join(map(tidy, one.aliases[:4])), also) if also else ""
        yield (
            Piece(pad(one.id, 8), "faint"),
            Piece(pad(shorten(tidy(one.name), name - 1), name), "speaker"),
            Piece(pad(one.kind if kind else "", kind), "manner"),
            Piece(f"{one.statements:>6,} {one.articles:>5,}"),
            Piece(f"  {others}" if others else "", "faint"),
        )


def shorten(text: str, cells: int) -> str:
    """Cut a text to so many cells, with an ellipsis where something is cut off."""
    if count_cells(text) <= cells:
        return text
    return wrap(text, cells - 1)[0].rstrip(" ,;") + "…"


def lay_out_dossier(dossier: Dossier, *, width: int) -> Iterator[Line]:
    """Lay a person or body out: who it is, its roles, for whom it speaks, and what it said last."""
    one = dossier.listed
    yield from flow((Piece(tidy(one.name), "title"), Piece(one.id, "faint")), width)
    told = [
        one.kind,
        one.country or "",
        one.sector or "",
        _label_days(one),
        "" if one.status == "machine" else one.status,
    ]
    counts = f"{label_count(one.statements, 'statement')} in {label_count(one.articles, 'article')}"
    yield from flow((Piece(" · ".join(part for part in (*map(tidy, told), counts) if part), "faint"),), width)
    yield from _lay_out_list("also", [tidy(name) for name in one.aliases], width)
    yield from _lay_out_list(
        "roles", [f"{tidy(r.role)} ({r.times}, {_label_seen(r.publication)})" for r in dossier.roles], width
    )
    yield from _lay_out_list("speaks for", [_label_party(p.name, p.id, n) for p, n in dossier.speaks_for], width)
    yield from _lay_out_list("its voices", [_label_party(p.name, p.id, n) for p, n in dossier.spoken_for_by], width)
    open_ = [judged for judged in dossier.judgements if judged.verdict == "unsure" and judged.holds]
    yield from _lay_out_list(
        "perhaps", [f"{tidy(j.right.name)} ({j.right.id}, {j.id}: {tidy(j.reason)})" for j in open_[:5]], width
    )
    if dossier.statements:
        yield ()
        yield (Piece("said last", "faint"),)
        yield from lay_out_statements(dossier.statements, width=width)


def _label_days(one: Listed) -> str:
    if one.first is None or one.last is None:
        return ""
    first, last = label_date(one.first[:10]), label_date(one.last[:10])
    return first if first == last else f"{first} to {last}"


def _label_seen(publication: Publication) -> str:
    return label_date(publication.published[:10]) if publication.published else "undated"


def _label_party(name: str, own: str, times: int) -> str:
    return f"{tidy(name)} ({own}, {times})"


def _lay_out_list(label: str, parts: Sequence[str], width: int, *, left: int = 12) -> Iterator[Line]:
    if not parts:
        return
    lines = wrap("; ".join(parts), max(20, width - left))
    for n, line in enumerate(lines):
        yield (Piece(pad(label if n == 0 else "", left), "faint"), Piece(line))


def lay_out_log(edits: Iterable[Edit], *, width: int) -> Iterator[Line]:
    """Lay lines of the log out: number, when, who, what, from what to what, and why."""
    for edit in edits:
        undone = f"(undone by #{edit.undone_by})" if edit.undone_by else ""
        field = f" {edit.field}" if edit.field else ""
        undoes = f" #{edit.undoes}" if edit.undoes else ""
        what = f"{edit.action}{undoes}{field} of {edit.object}" if field else f"{edit.action}{undoes} {edit.object}"
        told = (Piece(edit.at, "faint"), Piece(tidy(edit.by), "speaker"), Piece(tidy(what)), Piece(undone, "notice"))
        first, *rest = flow(told, width - 7, left=0)
        yield (Piece(pad(f"#{edit.number}", 7), "faint"), *first)
        yield from ((Piece(" " * 7), *line) for line in rest)
        if edit.before is not None or edit.after is not None:
            for line in wrap(f"{_cut(edit.was)} → {_cut(edit.now)}", width - 7):
                yield (Piece(" " * 7), Piece(line, "words"))
        for line in wrap(tidy(edit.why or ""), width - 7) if edit.why else ():
            yield (Piece(" " * 7), Piece(line, "faint"))


def _cut(words: str) -> str:
    text = tidy(words)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def lay_out_shelved(shelved: Shelved, *, width: int) -> Iterator[Line]:
    """Lay an article of the record out: its reading, and its other printings and versions."""
    yield from lay_out(shelved.reading, width=width)
    told = [f"added {shelved.added}"]
    told += [f"credits {tidy(shelved.credit)}"] if shelved.credit else []
    told += [] if shelved.status == "machine" else [shelved.status]
    yield ()
    yield from flow((Piece(f"{shelved.reading.article.id} · {' · '.join(told)}", "faint"),), width)
    for label, publications in (("also in", shelved.reprints), ("older", shelved.older)):
        yield from _lay_out_list(label, [_label_version(p, own=label == "older") for p in publications], width)
    if shelved.newer is not None:
        yield from _lay_out_list("newer", [_label_version(shelved.newer, own=True)], width)


def _label_version(publication: Publication, *, own: bool) -> str:
    return f"{publication.article}: {label_place(publication)}" if own else label_place(publication)


def lay_out_judged(judged: Judged, *, width: int) -> Iterator[Line]:
    """Lay a judgement out: whom it joins or parts, why, and by whom it was made."""
    verdict = {"same": "are one", "different": "are two", "unsure": "may be one"}[judged.verdict]
    withdrawn = "" if judged.holds else "(withdrawn)"
    told = (Piece(judged.id, "faint"), Piece(tidy(judged.left.name), "speaker"), Piece(" and"),
            Piece(f" {tidy(judged.right.name)}", "speaker"), Piece(f" {verdict}"),
            Piece(withdrawn, "notice"))  # fmt: skip
    yield from flow(told, width)
    for line in wrap(tidy(judged.reason), width - 2):
        yield (Piece("  "), Piece(line, "words"))
    origin = (
        f"{judged.score:.2f} · {tidy(judged.by)} · {judged.at} · in {judged.left_article} and {judged.right_article}"
    )
    for line in wrap(origin, width - 2):
        yield (Piece("  "), Piece(line, "faint"))


def lay_out_forgetting(
    who: Sequence[str], names: Sequence[str], touched: Sequence[str], removed: Sequence[str], *, width: int
) -> Iterator[Line]:
    """Lay out what it would touch to forget somebody: all who go, the names that become bars, and which copies."""
    yield from _lay_out_list("forgets", [tidy(name) for name in who], width)
    yield from _lay_out_list("names", [tidy(name) for name in names], width)
    yield from _lay_out_list("in", touched, width)
    yield from _lay_out_list("deleted", removed, width)


def lay_out_passage(statement: Statement, history: Sequence[Edit], *, width: int) -> Iterator[Line]:
    """Lay a statement out with what stands around its words, on whose word it is, and what was decided of it."""
    yield from _lay_out_statement(statement, width)
    chain = [tidy(party.name) for party in statement.chain]
    yield from _lay_out_list("  on whose word", [" → ".join(["the writer", *chain])] if chain else [], width, left=17)
    spans = statement.attribution.content.spans
    if spans:
        around = f"…{spans[0].prefix}[{' … '.join(span.exact for span in spans)}]{spans[-1].suffix}…"
        yield from _lay_out_list("  in context", [tidy(around)], width, left=17)
    yield from _lay_out_list("  article", [statement.publication.article], width, left=17)
    if history:
        yield ()
        yield from lay_out_log(history, width=width)
