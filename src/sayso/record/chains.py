"""An attribution and the chain of the one around it in, its own chain out, where that follows from the two."""

from sayso.data import Attribution


def derive_chain(attribution: Attribution, outer: tuple[str, ...]) -> tuple[str, ...]:
    """Give on whose word an attribution is: the outer chain, then its speaker. Few have one that goes on elsewhere."""
    return extend_chain(outer, attribution.source.entity if attribution.source else None)


def extend_chain(outer: tuple[str, ...], speaker: str | None) -> tuple[str, ...]:
    """Add a speaker to a chain that does not end with them."""
    return outer if speaker is None or speaker == outer[-1] else (*outer, speaker)
