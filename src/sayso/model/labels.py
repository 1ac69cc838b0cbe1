"""The labels of the heads, in the order of their scores: part of the weights' contract."""

ROLE_TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
RELATIONS = (
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
    "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep",
    "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
    "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl",
    "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
MENTION_TYPES = (
    "abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time",
)  # fmt: skip
NAME_TAGS = (
    "O",
    "B-person",
    "I-person",
    "B-organization",
    "I-organization",
    "B-place",
    "I-place",
    "B-other",
    "I-other",
)
EVENT_TYPES = (
    "none", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
)  # fmt: skip
EVENT_STATES = ("real", "negated", "planned", "requested", "threatened", "hypothetical")
"""What the clause of an event says of it, whoever speaks; the flag beside them is `historical`."""
EVENT_TRUTHS = ("true", "false", "open")
"""What its sentence as a whole makes of it: "managed to", "failed to", "hoped to"."""
EVENT_MODES = (
    "abduct", "access", "aerial", "allege", "arrest", "assist", "beat", "boycott", "ceasefire", "censor", "change",
    "convict", "crowd-control", "curfew", "cyber", "demo", "deport", "destroy", "disapprove", "disarm", "discontinue",
    "drone", "expel", "explosives", "firearms", "heavy-weapons", "hunger", "investigate", "martial-law", "meet",
    "militia", "misinformation", "multilateral", "obstruct", "phone", "police", "primitive", "relations", "release",
    "resign", "restrict", "riot", "seize", "sexual", "strike", "suicide-attack", "targeted", "territory",
    "third-party", "torture", "troops", "unconventional", "vandalize", "violence", "visit", "weapons", "withdraw",
    "withhold", "yield",
)  # fmt: skip
EVENT_ROLES = ("actor", "recipient", "place", "time")
