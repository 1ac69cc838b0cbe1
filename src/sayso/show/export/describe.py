"""A Statement in, the words by which it is shown out: who speaks, and what is done; the article's only where asked."""

from sayso.data import Party, Statement
from sayso.show.label import label_act
from sayso.show.speaker import NOBODY, trim

UNRESOLVED = "(not resolved)"


def name_speaker(statement: Statement, *, with_text: bool = False) -> str:
    """Name who speaks: the party meant, the writer, or nobody; with text, the article's words for who is not known."""
    if statement.speaker:
        return statement.speaker.name
    source = statement.attribution.source
    if source and source.entity == "writer":
        return "the writer"
    if source is None or not source.spans:
        return NOBODY
    return (trim(source.text) if with_text else "") or UNRESOLVED


def present_speaker(statement: Statement, *, with_text: bool = False) -> str:
    """Name who speaks, with titles and for whom: "Ada Lund, mayor, for the town of Tarnby"."""
    own = statement.speaker.id if statement.speaker else None
    bodies = [party.name for party in statement.speaks_for if party.id != own]
    told = [f"for {' and '.join(bodies)}"] if bodies else []
    return ", ".join([name_speaker(statement, with_text=with_text), *statement.roles, *told])


def describe_statement(statement: Statement) -> str:
    """Say what is done and how the words are given: "deny · indirect"."""
    return f"{label_act(statement.attribution)} · {statement.attribution.manner}"


def tell_statement(statement: Statement, *, with_text: bool = False) -> str:
    """Say in a line who does what: "Ada Lund, mayor: deny · indirect"."""
    return f"{present_speaker(statement, with_text=with_text)}: {describe_statement(statement)}"


def list_parties(statement: Statement) -> tuple[Party, ...]:
    """List everyone concerned: speaker, those spoken for, addressee, and those on whose word it stands."""
    named = (statement.speaker, *statement.speaks_for, statement.addressee, *statement.chain)
    return tuple(party for party in named if party)
