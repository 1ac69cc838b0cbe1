"""A Match -> counts of attributions: found, exact, nested, their act, manner and speaker; of roles and mouthpieces.

A measure is a function from a Match to a Tally; `MEASURES` lists them all, those of events among them, so that
disputes come in as one more.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from sayso.data import Entity, Reading
from sayso.evaluate.events import count_events
from sayso.evaluate.labels import LabelledArticle, LabelledAttribution
from sayso.evaluate.matching import Match, best_overlap, match_attributions, pair_best
from sayso.evaluate.names import plain_name, same_name
from sayso.evaluate.pieces import Parts, Pieces, count_sentences
from sayso.evaluate.scores import Count, Tally, add_tallies


def tally_labels(gold: LabelledArticle, reading: Reading | None) -> Tally:
    """Count every measure in one article."""
    match = match_attributions(gold, reading)
    return {measure: count for count_measures in MEASURES for measure, count in count_measures(match).items()}


def count_found(match: Match) -> Tally:
    """Attributions found with the right source words: some overlap, or none in both."""
    right = sum(_source_right(match, label, found) for label, found in match.hits)
    return {"attribution": Count(right, len(match.wanted), len(match.counted))}


def count_exact(match: Match) -> Tally:
    """Pieces that are exactly gold's, by role, and attributions exact in all three."""
    read = [match.parts[index] for index in match.counted]
    labels = [match.labels[index] for index in match.wanted]
    source = {label.source[0] for label in labels} - {None}
    cue = {label.cue[0] for label in labels} - {None}
    content = {piece for label in labels for piece in label.content[0]}
    whole = sum(_exact(match.labels[label], match.parts[found]) for label, found in match.hits)
    return {
        "exact.source": _count_sets(source, {piece for parts in read for piece in parts.source}),
        "exact.cue": _count_sets(cue, {piece for parts in read for piece in parts.cue}),
        "exact.content": _count_sets(content, {piece for parts in read for piece in parts.content}),
        "exact.whole": Count(whole, len(match.wanted), len(match.counted)),
    }


def count_nested(match: Match) -> Tally:
    """Attributions inside another's content, and of those the share under the right parent."""
    given = sum(bool(a.nested_in) for a in match.found) - sum(
        bool(match.found[found].nested_in) and not (match.labels[label].agreed and match.labels[label].nested_agreed)
        for label, found in match.pairs.items()
    )
    nested = [i for i in match.wanted if match.labels[i].nested_in and match.labels[i].nested_agreed]
    hits = [i for i in nested if i in match.pairs and match.found[match.pairs[i]].nested_in]
    parents = sum(
        match.label_of.get(match.found[match.pairs[i]].nested_in or "") in match.labels[i].nested_in for i in hits
    )
    return {"nested": Count(len(hits), len(nested), given), "nested_parent": Count(parents, len(hits))}


def count_values(match: Match) -> Tally:
    """Act and manner of the attributions found."""
    act = sum(match.found[found].act in match.labels[label].act for label, found in match.hits)
    manner = sum(match.found[found].manner in match.labels[label].manner for label, found in match.hits)
    return {"act": Count(act, len(match.hits)), "manner": Count(manner, len(match.hits))}


def count_speakers(match: Match) -> Tally:
    """Speakers of the attributions found, by form of the source words, and found and right in one."""
    standing = _standing(match)
    shares = add_tallies([*_judge_speakers(match, standing)])
    right = int(shares.pop("both").right) if "both" in shares else 0
    return {"speaker_e2e": Count(right, len(match.wanted), len(match.counted)), **shares}


def _judge_speakers(match: Match, standing: dict[str, int]) -> Iterator[Tally]:
    """Judge the speaker of each hit, under every accepted manner; `both` is right where the source words are too."""
    for index, found in match.hits:
        label, entity = match.labels[index], _entity(match, found)
        if not label.speaker:
            right = not entity
            shares = ["null_kept"]
        else:
            right = _speaker_right(match, label, entity, standing)
            shares = ["speaker", f"speaker_{label.form}", *(f"speaker.{manner}" for manner in sorted(label.manner))]
            if _cue_elsewhere(label, match.gold.text):
                shares.append("speaker_other_sentence")
        yield {
            "both": Count(right and _source_right(match, index, found), 1),
            **{share: Count(right, 1) for share in shares},
        }


def _speaker_right(match: Match, label: LabelledAttribution, entity: str | None, standing: dict[str, int]) -> bool:
    """Tell whether the entity bears one of gold's names and stands mainly for that entity, not for everybody."""
    if not entity:
        return label.speaker_may_be_null
    named = same_name(match.entity_names.get(entity, []), label.speaker)
    return named and standing.get(entity) == _gold_entity(match, label)


def _standing(match: Match) -> dict[str, int]:
    """Tell for which gold entity (its index, WRITER) each entity of the reading mostly stands."""
    votes: dict[str, Counter[int]] = {}
    for index, found in match.pairs.items():
        entity, meant = _entity(match, found), _gold_entity(match, match.labels[index])
        if entity and meant is not None:
            votes.setdefault(entity, Counter())[meant] += 1
    return {entity: counter.most_common(1)[0][0] for entity, counter in votes.items()}


def count_roles(match: Match) -> Tally:
    """Roles of the entities that gold knows: whose, a word of the title, and the body where gold names one."""
    wanted = [(entity.names, role.title, role.of) for entity in match.gold.labels.entities for role in entity.roles]
    given = [
        (match.entity_names[entity.id], role.title, match.entity_names.get(role.of or "", []))
        for entity in _known(match)
        for role in entity.roles
    ]

    def likeness(one: int, other: int) -> float:
        (names, title, body), (read, read_title, read_body) = wanted[one], given[other]
        same_title = bool(_words(title) & _words(read_title))
        return float(same_title and same_name(names, read) and (not body or same_name(body, read_body)))

    pairs = pair_best(len(wanted), len(given), likeness, least=1)
    return {"roles": Count(len(pairs), len(wanted), len(given))}


def count_speaks_for(match: Match) -> Tally:
    """On whose behalf the entities that gold knows speak; who speaks for itself does not count."""
    called = match.entity_names
    labelled = [(entity.names, body) for entity in match.gold.labels.entities for body in entity.speaks_for]
    read = [(called[entity.id], called.get(body, [])) for entity in _known(match) for body in entity.speaks_for]
    wanted, given = ([pair for pair in pairs if not same_name(*pair)] for pairs in (labelled, read))

    def likeness(one: int, other: int) -> float:
        return float(all(map(same_name, wanted[one], given[other])))

    pairs = pair_best(len(wanted), len(given), likeness, least=1)
    return {"speaks_for": Count(len(pairs), len(wanted), len(given))}


def _known(match: Match) -> list[Entity]:
    """Keep the entities that bear a name of one that gold knows: gold does not list everybody."""
    labelled = match.gold.labels.entities
    return [e for e in match.entities if any(same_name(match.entity_names[e.id], other.names) for other in labelled)]


def _words(title: str) -> set[str]:
    return {*re.findall(r"\w+", plain_name(title))}


WRITER = -1


def _gold_entity(match: Match, label: LabelledAttribution) -> int | None:
    """Find the labelled entity that shares most names with the label's speaker."""
    mine = {plain_name(name) for name in label.speaker}
    if mine == {"writer"}:
        return WRITER
    shared = [len(mine & {plain_name(name) for name in entity.names}) for entity in match.gold.labels.entities]
    return shared.index(max(shared)) if any(shared) else None


def _entity(match: Match, found: int) -> str | None:
    source = match.found[found].source
    return source.entity if source else None


def _source_right(match: Match, label: int, found: int) -> bool:
    return best_overlap(match.labels[label].source, match.parts[found].source) > 0


def _exact(label: LabelledAttribution, parts: Parts) -> bool:
    content = any(sorted(accepted) == sorted(parts.content) for accepted in label.content)
    source = any(_as_pieces(piece) == parts.source for piece in label.source)
    return content and source and any(_as_pieces(piece) == parts.cue for piece in label.cue)


def _as_pieces(piece: tuple[int, int] | None) -> Pieces:
    return (piece,) if piece else ()


def _cue_elsewhere(label: LabelledAttribution, text: str) -> bool:
    """Tell whether the first accepted source stands in another sentence than the first accepted cue."""
    source, cue = next(filter(None, label.source), None), next(filter(None, label.cue), None)
    if source is None or cue is None:
        return False
    return count_sentences(text, source[0]) != count_sentences(text, cue[0])


def _count_sets(wanted: set[tuple[int, int]] | set[tuple[int, int] | None], given: set[tuple[int, int]]) -> Count:
    return Count(len(wanted & given), len(wanted), len(given))


MEASURES: tuple[Callable[[Match], Tally], ...] = (
    count_found, count_exact, count_nested, count_values, count_speakers, count_roles, count_speaks_for, count_events,
)  # fmt: skip
