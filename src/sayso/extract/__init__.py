"""Extract: an Article and what the heads say of it in; its attributions and phrases out."""

from sayso.extract.drafts import Draft, draft_attributions
from sayso.extract.events import find_event_mentions
from sayso.extract.finish import finish_attributions
from sayso.extract.insides import draft_insides
from sayso.extract.passives import settle_passives
from sayso.extract.phrases import Found, find_phrases
from sayso.extract.stretches import cut_stretches
from sayso.extract.structure import apply_structure, find_set_off
from sayso.extract.tree import Tree, grow_tree

__all__ = [
    "apply_structure",
    "cut_stretches",
    "Draft",
    "draft_attributions",
    "draft_insides",
    "find_event_mentions",
    "find_phrases",
    "find_set_off",
    "finish_attributions",
    "Found",
    "grow_tree",
    "settle_passives",
    "Tree",
]
