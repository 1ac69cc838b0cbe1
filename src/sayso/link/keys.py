"""A known entity made ready to be compared in; the keys under which it is looked up, out.

Two that may be one share a key, and most often a rare one: the whole name rather than the surname alone.
"""

from collections.abc import Iterator

from sayso.link.descriptions import sound
from sayso.link.likeness import Portrait
from sayso.link.names import Name


def list_keys(portrait: Portrait) -> tuple[str, ...]:
    """List the keys of an entity, each once."""
    known = portrait.known
    keys = [key for name in portrait.names for key in _key_name(name, portrait)]
    keys += [f"passage {digest}" for digest in known.passages]
    keys += [f"officer {officer}" for officer in portrait.officers]
    if portrait.family == "person":
        keys += [f"office {_sort(post.title | post.body)}" for post in portrait.posts if post.body]
        keys += [f"office {_sort(described.words)}" for described in portrait.descriptions if described.office]
    elif portrait.family == "body":
        for described in portrait.descriptions:
            keys += [f"body {_sort(described.words)}", *(f"word {word}" for word in described.words)]
    if known.kind == "country" and known.country:
        keys.append(f"country {known.country}")
    return tuple(dict.fromkeys(keys))


def _key_name(name: Name, portrait: Portrait) -> Iterator[str]:
    """List the keys of a name: whole, as it sounds, word by word, and its surname with each word of a role."""
    sounds = [sound(word) for word in name.units]
    if not sounds:
        return
    yield f"name {' '.join(name.units)}"
    yield f"sounds {' '.join(sorted(sounds))}"
    if portrait.family == "person":
        yield f"ends {sounds[0][:1]} {sounds[-1]}"
        for word in {word for post in portrait.posts for word in post.title | post.body}:
            yield f"role {sounds[-1]} {word}"
        yield f"last {sounds[-1]}"
        return
    yield from (f"word {word}" for word in name.units)
    if len(name.units) > 1:
        yield f"name {''.join(word[:1] for word in name.units)}"


def _sort(words: frozenset[str]) -> str:
    return " ".join(sorted(words))
