"""Readings in, their means out: those of invented ones beside those of real ones.

python -m benchmarks.invented                   invented readings beside the 525 that they were made to resemble
python -m benchmarks.invented READINGS.jsonl    and beside your own (`sayso read --json`)
"""

import re
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from benchmarks.invent import World, invent_readings
from sayso.data import Attribution, Entity, Reading, Span

REAL = {
    "characters an article": 4_506.4, "words an article": 737.8, "statements an article": 28.5,
    "speakers an article": 12.7, "entities an article": 56.8, "  of which named": 26.6,
    "mentions an article": 129.2, "  of which names": 60.1, "  of which pronouns": 30.8,
    "roles an article": 9.69, "for whom they speak, an article": 5.13, "other names of a named one": 0.67,
    "share with a country": 0.129, "share with a sector": 0.525, "share of persons": 0.197,
    "share of organisations": 0.243, "share of groups": 0.222, "share of unnamed": 0.164,
    "characters of a content": 81.6, "characters of a source": 16.4, "characters of a cue": 10.3,
    "share nested": 0.138, "share without a source": 0.068, "share of the writer": 0.0145,
    "share direct or mixed": 0.288, "share in pieces": 0.130, "share with an addressee": 0.033,
    "different words": 20_260, "different names": 6_572,
}  # fmt: skip
"""Means of 525 readings, of the training and dev texts of PolNeAR and our gold; different words are those of all."""
MEASURED = 525

_WORD = re.compile(r"\w+")


def measure_readings(readings: Sequence[Reading]) -> dict[str, float]:
    """Measure readings as the real ones in `REAL` were measured."""
    entities = [entity for reading in readings for entity in reading.entities]
    statements = [attribution for reading in readings for attribution in reading.attributions]
    speakers = [len({a.source.entity for a in reading.attributions if a.source}) for reading in readings]
    named = [entity for entity in entities if is_named(entity)]
    count = len(readings)
    return {
        "characters an article": mean(len(reading.article.text) for reading in readings),
        "words an article": mean(len(reading.article.text.split()) for reading in readings),
        "statements an article": len(statements) / count,
        "speakers an article": mean(speakers),
        "entities an article": len(entities) / count,
        "  of which named": len(named) / count,
        **{what: value * len(entities) / count for what, value in measure_entities(entities).items()},
        "other names of a named one": mean(len(entity.aliases) for entity in named),
        **measure_kinds(entities),
        **measure_statements(statements),
        "different words": len({word for r in readings for word in _WORD.findall(r.article.text.lower())}),
        "different names": len({entity.name for entity in named}),
    }


def is_named(entity: Entity) -> bool:
    """Say whether an entity is called by a name."""
    return any(mention.form == "name" for mention in entity.mentions)


def measure_entities(entities: Sequence[Entity]) -> dict[str, float]:
    """Measure what entities have."""
    return {
        "mentions an article": mean(len(entity.mentions) for entity in entities),
        "  of which names": mean(sum(m.form == "name" for m in entity.mentions) for entity in entities),
        "  of which pronouns": mean(sum(m.form == "pronoun" for m in entity.mentions) for entity in entities),
        "roles an article": mean(len(entity.roles) for entity in entities),
        "for whom they speak, an article": mean(len(entity.speaks_for) for entity in entities),
    }


def measure_kinds(entities: Sequence[Entity]) -> dict[str, float]:
    """Measure which kinds of entities there are, and what is known of them."""
    kinds = {"persons": "person", "organisations": "organisation", "groups": "group", "unnamed": "unnamed"}
    return {
        "share with a country": mean(entity.country is not None for entity in entities),
        "share with a sector": mean(entity.sector is not None for entity in entities),
        **{f"share of {words}": mean(entity.kind == kind for entity in entities) for words, kind in kinds.items()},
    }


def measure_statements(statements: Sequence[Attribution]) -> dict[str, float]:
    """Measure what statements are made of."""
    return {
        "characters of a content": mean(_count(a.content.spans) for a in statements),
        "characters of a source": mean(_count(a.source.spans) for a in statements if a.source and a.source.spans),
        "characters of a cue": mean(_count(a.cue.spans) for a in statements if a.cue),
        "share nested": mean(a.nested_in is not None for a in statements),
        "share without a source": mean(a.source is None for a in statements),
        "share of the writer": mean(a.source is not None and a.source.entity == "writer" for a in statements),
        "share direct or mixed": mean(a.manner != "indirect" for a in statements),
        "share in pieces": mean(len(a.content.spans) > 1 for a in statements),
        "share with an addressee": mean(a.addressee is not None for a in statements),
    }


def _count(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def mean(values: Iterable[float]) -> float:
    """Give the mean; 0 of nothing."""
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def main() -> int:
    """Print the means of invented readings beside those of real ones."""
    invented = measure_readings(list(islice(invent_readings(World()), MEASURED)))
    columns = {"invented": invented, "real": REAL}
    for name in sys.argv[1:]:
        lines = Path(name).read_bytes().splitlines()
        columns[name[-10:]] = measure_readings([msgspec.json.decode(line, type=Reading) for line in lines])
    print(f"{'':<34}", *(f"{name:>11}" for name in columns))
    for what in REAL:
        print(f"{what:<34}", *(f"{column[what]:>11,.3f}" for column in columns.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
