"""Documents in; the same with the attributions inside their contents, as the network reads them on the way.

PolNeAR marks outermost attributions alone. Read by itself, what somebody said is a text like any other, and what is
outermost in it is nested in what it was taken from: so a network that has learned the outermost labels the rest.
"""

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora import Document, Marked, Pieces, strip
from export import write_weights
from network import Network
from torch import Tensor

from sayso.extract import draft_attributions
from sayso.extract.acts import find_act
from sayso.model import Model

LEAST = 4
"""Words of a content under which there is no room for another attribution in it."""
SURE, UNSURE = 0.4, 0.1
"""Scores from which on what is read inside a content is believed, and from which on its words are left open."""
LEFT_OPEN = {None, "believe", "demand", "praise", "criticise", "doubt", "decline"}
"""Acts left open: PolNeAR marks whatever somebody sees or wants, our guide what is held to be so."""


def find_insides(documents: Iterable[Document], network: Network, weights: dict[str, Tensor], *, keep: Path) -> None:
    """Label what is inside the contents of documents that have some, once: a run that is resumed takes what is kept."""
    told = [document for document in documents if document.attributions is not None]
    if not keep.exists():
        reader = deepcopy(network).cpu()
        reader.load_state_dict(weights)
        reader.halved = False
        reader.encoder.squeeze(on=False)  # the export rounds by itself
        with TemporaryDirectory() as folder:
            write_weights(reader, Path(folder))
            model = Model(Path(folder))
            found = {document.name: list(read_insides(document, model)) for document in told}
            model.close()
        keep.write_text(json.dumps(found), "utf-8")
    kept = json.loads(keep.read_text("utf-8"))
    for document in told:
        sure = [parts for parts, sure in kept[document.name] if sure]
        document.insides = tuple(Marked(*map(_pieces, parts)) for parts in sure)
        document.unsure = tuple(
            piece for parts, sure in kept[document.name] if not sure for part in parts for piece in _pieces(part)
        )
    print(f"inside others: {sum(len(document.insides or ()) for document in told)} attributions", flush=True)


def _pieces(spans: list[list[int]]) -> Pieces:
    return tuple((start, end) for start, end in spans)


def read_insides(document: Document, model: Model) -> Iterator[tuple[tuple[Pieces, Pieces, Pieces], bool]]:
    """Read each content of a document by itself, without its marks and the word that brings it in.

    Gives source, cue and content of each attribution that says by whom and how, and whether it is to be believed.
    """
    text = document.text
    places = {place for marked in document.attributions or () for place in marked.content}
    sent = [
        (start, model.submit(text[start:end]))
        for start, end in sorted(strip(text, *place) for place in places)
        if len(text[start:end].split()) >= LEAST
    ]
    for start, pending in sent:
        for draft in draft_attributions(pending.result(), model.heads, offset=start):
            if draft.source and draft.cue and draft.score > UNSURE:
                cue, content = (" ".join(text[a:b] for a, b in spans) for spans in (draft.cue, draft.content))
                act = find_act(cue, content=content).act
                yield (draft.source, draft.cue, draft.content), draft.score > SURE and act not in LEFT_OPEN
