"""Clusters in; what each of them is, to which body, whom it speaks for and who backs it, out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from sayso.data import Phrase, Span, Tie
from sayso.link.clusters import Clusters
from sayso.link.lands import Land, LandIndex, find_code
from sayso.link.pairs import find_class
from sayso.link.sectors import find_sector
from sayso.link.titles import Title, find_title, match_title
from sayso.link.words import cut_clause, fold_words, is_description

Place = tuple[int, int]
Body = int | Land

_WORD = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*\.?|['’]s?(?!\w)|\S")
LOOKED_AT = 300
"""Characters of a phrase that are looked at for a title."""
_LEADING = frozenset("and or both the a an one two three four five six seven eight nine ten some several many".split())
_BELONGING = frozenset("of for at with from in on".split())
_BODIES = frozenset(("person", "organization", "place"))
_ANYBODY = frozenset("man woman boy girl child person people youth teenager youngster gentleman lady guy".split())
_FORMER = frozenset("former ex then late erstwhile onetime sometime ousted deposed retired outgoing".split())
_CURRENT = frozenset("current acting incumbent interim sitting new".split())
_POSSESSIVE = frozenset("my our your his her its their".split())
_OWN = frozenset("'s ’s ' ’".split())
_BACKED = re.compile(
    r"(?P<who>[A-Z][\w.]+(?: [A-Z][\w.]+)?)[-‑–](?:backed|supported|sponsored|funded|aligned|allied|armed|financed)\b"
    r"|\b(?:backed|supported|sponsored|funded|armed|financed) by\s+|\b(?:loyal|allied) to\s+|\ballied with\s+"
)


_BEHIND = frozenset(("organization", "abstract", "object"))
FAR = 80
"""Phrases that are looked through for a body, the last ones before first."""
_HOUSED = frozenset(("MED", "REL", "EDU"))
_ANYWHERE = frozenset("expert analyst scholar".split())
_CROWD = frozenset(
    "patient passenger seeker worshipper supporter backer fan voter victim resident customer client survivor witness "
    "viewer reader caller visitor protester demonstrator believer follower refugee migrant rescuer".split()
) | {"asylum seeker"}
_SERVICES = frozenset(
    "service services brigade department force team crew union company board agency authority office council campaign "
    "squad commission committee party group network station".split()
)
_MEMBER, _LEADER = Title("member", "member"), Title("leader", "head")
_TOWN = re.compile(r"(?:the\s+)?(?:\w+\s+)?(?:town|city|village|borough|port) of [A-Z]", re.IGNORECASE)
_MAYORS = frozenset(("mayor", "lord mayor", "town clerk"))
# Titles held in a board, a firm or an office; a president or a leader may be anybody's.
_SEATED = frozenset(
    "spokesman spokeswoman spokesperson chairman chairwoman chairperson chair director ceo cfo boss".split()
) | {"chief executive", "chief executive officer", "managing director", "executive director", "press officer"}
_ISSUED = frozenset("office report statement letter poll survey study memo document figures instruments".split())
_SEATS = frozenset(("organization", "place"))
_OWNERS = frozenset(("person", "organization"))
_OF = re.compile(r"\s+(?:of|from)\s+(?=the\s|[A-Z])")
_OWN_END, _OWNING = re.compile(r"['’]s?$"), re.compile(r"['’]s?(?!\w)")
_HAILING = re.compile(r"[-‑–](?:based|born|bred|raised|educated|trained|made)\b")
_FROM = re.compile(r"^\s+(?:from|by|of)\s+(?:the\s+)?$")
_MINISTERS = frozenset("minister ministers secretary".split())
_PLAIN_TITLES = _MINISTERS | frozenset(
    "deputy junior prime first of for the former acting assistant under press general".split()
)
_FOREIGN = re.compile(
    r"\b(?:foreign (?:ministry|office)|ministry of foreign affairs|state department)\b", re.IGNORECASE
)
_OFFICE = re.compile(r"\b(?:ministry|department|office)\b")


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """A role in the making: who has it, its title and where that stands, the body, and what kind of title it is."""

    who: int
    title: Place
    kind: Title
    of: Body | None
    current: bool | None
    spans: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class BackingDraft:
    """A backing in the making: who is backed, by whom, and the words that say so."""

    who: int
    by: Body
    span: Place


class RoleFinder:
    """Finds the roles of an article in the words of its phrases."""

    def __init__(self, text: str, clusters: Clusters, ties: Sequence[Tie]) -> None:
        self._text, self._clusters = text, clusters
        self.lands, self._places = index_lands(text, clusters), clusters.at
        self._ties = ties
        self._current = {tie.what: tie.current for tie in ties if tie.kind == "same"}

    def find_roles(self, sources: Iterable[Span]) -> list[RoleDraft]:
        """Find the roles of all people and groups; in a byline the body may follow the title behind a comma."""
        lists = {n for source in sources for n in self._places.within(source.start, source.end)}
        found = []
        for n, phrase in enumerate(self._clusters.phrases):
            if phrase.form != "pronoun" and phrase.type == "person" and not phrase.joins:
                role = self._read(n, phrase)
                if role and (role.of is None or self._is_unknown(role.of)):
                    body = self._find_body(n, role, listed=n in lists)
                    role = role if body is None else replace(role, of=body)
                found += [role] if role else []
        told = [role for role in _fill_ranks(found) if self._tells(role)]
        return list(drop_repeated(self._text, [*told, *self._find_tied()]))

    def _is_unknown(self, body: Body) -> bool:
        """Tell whether of a body no more is known than an "its"."""
        return isinstance(body, int) and self._clusters.only_pronouns(body)

    def _find_body(self, n: int, role: RoleDraft, *, listed: bool) -> Body | None:
        """Find the body of a title that names none: what follows in a byline, or the one that it fits."""
        ways = (self._find_office, self._find_near, self._find_house, self._find_team)
        near = self._behind_comma(self._clusters.phrases[n]) if listed else None
        return near if near is not None else next((b for find in ways if (b := find(n, role)) is not None), None)

    def _find_tied(self) -> Iterator[RoleDraft]:
        """Find who is said to be one of a group, whose noun is the title, or to lead a body, as a verb tells."""
        at, phrases = self._clusters.at, self._clusters.phrases
        for tie in self._ties:
            if tie.kind not in ("member", "leader") or tie.who not in at or tie.what not in at:
                continue
            if tie.kind == "leader" and phrases[at[tie.what]].type == "person":
                continue
            who, body = self._clusters.of[at[tie.who]], self._clusters.of[at[tie.what]]
            title = tie.words or phrases[at[tie.what]].head
            if who != body and not self._clusters.only_pronouns(who):
                kind = _LEADER if tie.kind == "leader" else _MEMBER
                yield RoleDraft(who, title, kind, body, tie.current, (tie.what,))

    def _tells(self, role: RoleDraft) -> bool:
        """Tell whether a role says more of its holder than a name or a description does by itself."""
        title = self._text[slice(*role.title)].lower()
        if role.of is None and self._is_body(role.who):
            return False
        if role.kind.name in _ANYBODY or role.of == role.who or title.rpartition(" ")[2].isdigit():
            return False
        named = self._is_named(role.who)
        if not named and (role.kind.kind == "critic" or role.kind.name in _CROWD):
            return False
        if role.of is not None:
            return named or not (role.kind.kind == "kin" and title.endswith("s"))
        return role.kind.kind not in ("none", "rank") and named

    def _is_body(self, cluster: int) -> bool:
        members = (self._clusters.phrases[n] for n in self._clusters.members[cluster])
        return any(p.form == "name" and p.type == "organization" for p in members)

    def _is_better(self, behind: Body | None, body: Body) -> bool:
        """Tell whether a body named behind a title outweighs a noun before it: "port clerk of Orde Lines"."""
        nameless = isinstance(body, int) and not self._is_named(body)
        return nameless and isinstance(behind, int) and self._is_body(behind)

    def _is_named(self, cluster: int) -> bool:
        members = (self._clusters.phrases[n] for n in self._clusters.members[cluster])
        return any(p.form == "name" and not is_description(self._text, p) for p in members)

    def _read(self, n: int, phrase: Phrase) -> RoleDraft | None:
        """Read a phrase as a title with what stands around it; what a clause behind it tells is nobody's title."""
        end = phrase.start + min(len(cut_clause(self._text, phrase)), LOOKED_AT)
        words = [match.span() for match in _WORD.finditer(self._text, phrase.start, end)]
        if not words:
            return None
        head = next((k for k, (_, b) in enumerate(words) if b > phrase.head[0]), len(words) - 1)
        found = self._find_title(
            words, head, many=phrase.many, named=phrase.form == "name" and not is_description(self._text, phrase)
        ) or self._find_calling(words, head, phrase)
        if found is None:
            return None
        first, last, title = found
        body, begin = self._before(words, first, n)
        behind = self._after(words, last, phrase)
        if body is None or self._is_better(behind, body):
            begin = begin if body is None else self._begin(words, first)
            body = behind
        if body is None:
            body = self._behind_name(phrase, words[last][1])
        while begin < first and self._word(words[begin]).lower() in _LEADING:
            begin += 1
        place = (words[begin][0], words[last][1])
        return RoleDraft(
            self._clusters.of[n], place, title, body, self._tell_current(words[:last], phrase),
            ((phrase.start, phrase.end),),
        )  # fmt: skip

    def _find_title(
        self, words: Sequence[Place], head: int, *, many: bool, named: bool
    ) -> tuple[int, int, Title] | None:
        """Find the title: it ends at the head of a description, or before the name."""
        plain = [self._word(word).lower().rstrip(".").replace("-", " ") for word in words]
        if not named:
            return self._title_at(words, plain, head)
        best = None
        at = 0
        while at < len(plain) - 1:
            match = match_title(plain, at)
            at += match[0] if match else 1
            # "Doctors Afloat" is a body: titles of many go before the names of many.
            one = many or not plain[at - 1].endswith("s") or plain[at - 1].endswith("ss")
            if match and match[1].kind != "none" and at < len(plain) and one:
                best = (at - match[0], at - 1, match[1])
        return best

    def _find_calling(self, words: Sequence[Place], head: int, phrase: Phrase) -> tuple[int, int, Title] | None:
        """Take for a title what the table has not and yet stands beside a name: "Ada Lund, a beekeeper"."""
        titled = self._titled.get((phrase.start, phrase.end))
        within = [k for k, (a, b) in enumerate(words) if titled and titled[0] < b and a < titled[1]]
        if within:
            return within[0], within[-1], Title(self._word(words[within[-1]]), "member")
        word = self._word(words[head])
        beside = (phrase.start, phrase.end) in self._beside
        if phrase.form != "nominal" or phrase.many or not beside or not word.islower() or word in _ANYBODY:
            return None
        return head, head, Title(word, "member")

    @cached_property
    def _titled(self) -> dict[Place, Place]:
        """The nouns that stand before names, by the phrase."""
        return {tie.who: tie.words for tie in self._ties if tie.kind == "title" and tie.words}

    @cached_property
    def _beside(self) -> set[Place]:
        """The places of the descriptions that stand beside a name."""
        at, phrases = self._clusters.at, self._clusters.phrases
        same = (tie for tie in self._ties if tie.kind == "same" and tie.current is None)
        return {tie.what for tie in same if tie.who in at and phrases[at[tie.who]].form == "name"}

    def _title_at(self, words: Sequence[Place], plain: Sequence[str], head: int) -> tuple[int, int, Title] | None:
        """Find the title that the head of a description is part of: "secretary of state", "chief of staff"."""
        for at in range(head + 1):
            match = match_title(plain, at)
            if match and at + match[0] > head:
                title = find_title([self._word(word) for word in words[: at + match[0]]]) or match[1]
                return at, at + match[0] - 1, title if at + match[0] == head + 1 else match[1]
        return None

    def _before(self, words: Sequence[Place], first: int, n: int) -> tuple[Body | None, int]:
        """Find the body named before a title, and the word at which the title begins."""
        phrases = self._clusters.phrases
        minister = self._word(words[first]).lower() in _MINISTERS
        inside = [m for m in self._places.within(phrases[n].start, words[first][0]) if m != n]
        bodies = [
            m
            for m in inside
            if phrases[m].type in _BODIES
            and not _HAILING.match(self._text, phrases[m].end)
            and not (minister and self._is_field(m))
            and not (phrases[m].form != "pronoun" and self._is_common(self._text[phrases[m].start : phrases[m].end]))
        ]
        best = max(bodies, key=lambda m: (phrases[m].end, -phrases[m].start), default=None)
        if self._word(words[0]).lower() == "whose":
            owner = self._places.before(phrases[n].start)
            return (None if owner is None else self._clusters.of[owner]), 1
        if best is None and (named := self._find_named_before(words, first)) is not None:
            return named, first
        for k in range(first - 1, -1, -1):
            word = self._word(words[k])
            field = minister and k == first - 1 and find_code(word) is None and word.endswith("s")
            hailing = _HAILING.search(word) or _HAILING.match(self._text, words[k][1])
            named = word[:1].isupper() and not field and not self._is_common(word) and not hailing
            land = self.lands.find_body(word, words[k]) if named else None
            if best is not None and phrases[best].start <= words[k][0] < phrases[best].end:
                return self._whole_body(best, words, first), self._behind(words, phrases[best].end)
            if land is not None:
                return land, k + 1
        noun = self._word(words[first - 1]) if first else ""
        common = (noun.islower() and noun not in _LEADING) or (not minister and self._is_common(noun))
        sort = self._find_sort(n, noun.lower()) if common else None
        return (sort, first) if sort is not None else (None, self._begin(words, first))

    def _find_named_before(self, words: Sequence[Place], first: int) -> int | None:
        """Find the body whose name of several words ends right before a title: "White House press secretary"."""
        begin = first
        while begin and self._word(words[begin - 1])[:1].isupper():
            begin -= 1
        for k in range(begin, first - 1):
            known = self._bodies_by_words.get(fold_words(self._text[words[k][0] : words[first - 1][1]]))
            if known is not None:
                return known
        return None

    def _whole_body(self, n: int, words: Sequence[Place], first: int) -> int:
        """Give the body before a title, with the nouns between where these name one: "Lund campaign spokesman"."""
        phrase = self._clusters.phrases[n]
        ends = [words[k][1] for k in (first, first - 1) if words[k][1] > phrase.end and phrase.form == "name"]
        known = (self._bodies_by_words.get(fold_words(self._text[phrase.start : end])) for end in ends)
        return next((body for body in known if body is not None), self._clusters.of[n])

    @cached_property
    def _bodies_by_words(self) -> dict[tuple[str, ...], int]:
        """The bodies of the article by the words they are called by."""
        bodies = [n for n, p in enumerate(self._clusters.phrases) if p.type in _SEATS and p.form != "pronoun"]
        places = {n: (self._clusters.phrases[n].start, self._clusters.phrases[n].end) for n in reversed(bodies)}
        return {fold_words(self._text[slice(*place)]): self._clusters.of[n] for n, place in places.items()}

    def _is_common(self, word: str) -> bool:
        """Tell whether a capital is only that of a sentence: "Plant director", where "the plant" is written too."""
        return word.istitle() and word.lower() in self._small and find_code(word) is None

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words of the article that it writes small."""
        return frozenset(re.findall(r"\b[a-z]+\b", self._text)) - _LEADING

    def _find_sort(self, n: int, noun: str) -> int | None:
        """Find the body of the article that a noun before a title names: "a police spokeswoman", "the fire chief"."""
        sector, phrases = find_sector(noun), self._clusters.phrases
        order = (*range(n - 1, -1, -1), *range(n + 1, len(phrases)))
        near = [m for m in order[:FAR] if phrases[m].type in _OWNERS and phrases[m].form != "pronoun"]
        words = {m: self._text[phrases[m].start : phrases[m].end] for m in near if not _inside(phrases[m], phrases[n])}
        bodies = [m for m in words if phrases[m].type == "organization"]
        of_sort = (m for m in bodies if sector is not None and find_sector(words[m]) == sector)
        by_word = (m for m in bodies if self._is_of_sort(phrases[m], noun))
        # a team, a crew or a gang is for the head a person as often as a body
        by_head = (m for m in words if self._text[slice(*phrases[m].head)].lower() == noun)
        found = next(chain(of_sort, by_word, by_head), None)
        return None if found is None else self._clusters.of[found]

    def _is_of_sort(self, phrase: Phrase, noun: str) -> bool:
        """Tell whether a body is called by a noun: "the fire", "the fire service"; not "the Fire Safety Fund"."""
        words = self._text[phrase.start : phrase.head[1]].lower().split()
        return words[-1:] == [noun] or (words[-2:-1] == [noun] and words[-1] in _SERVICES)

    def _is_field(self, n: int) -> bool:
        """Tell whether a name before a title is only what its holder minds: "Fisheries Minister"."""
        phrase = self._clusters.phrases[n]
        words = self._text[phrase.start : phrase.end]
        alone = len(self._clusters.members[self._clusters.of[n]]) == 1 and words.isalpha()
        return (
            alone
            and not words.isupper()
            and find_code(words) is None
            and self.lands.find(words) in (None, self._clusters.of[n])
        )

    def _behind(self, words: Sequence[Place], end: int) -> int:
        at = next((k for k, (a, _) in enumerate(words) if a >= end), len(words) - 1)
        return at + 1 if self._word(words[at]) in _OWN else at

    def _begin(self, words: Sequence[Place], first: int) -> int:
        """Find where a title begins that has no body before it: behind a preposition, articles and the like."""
        open_at = max((k + 1 for k in range(first) if self._word(words[k]).lower() in _BELONGING), default=0)
        within = range(open_at, first + 1)
        plain = (k for k in within if self._word(words[k])[0].isalnum())  # no opening marks
        return next((k for k in plain if self._word(words[k]).lower() not in _LEADING), first)

    def _after(self, words: Sequence[Place], last: int, phrase: Phrase) -> Body | None:
        """Find the body that follows a title: "of the militia", "for the church"."""
        if last + 2 >= len(words) or self._word(words[last + 1]).lower() not in _BELONGING:
            return None
        start = words[last + 2][0]
        phrases = self._clusters.phrases
        near = [
            m
            for m in self._places.within(start, phrase.end)
            if phrases[m].type in _BODIES
            and self._text[phrases[m].end : phrases[m].end + 1] not in ("-", "‑", "–")
            and self._text[phrases[m].start : phrases[m].end].lower() not in _POSSESSIVE  # "the star of her own show"
        ]
        if near:
            return self._clusters.of[near[0]]
        at = last + 3 if self._word(words[last + 2]).lower() == "the" and last + 3 < len(words) else last + 2
        return self.lands.find_body(self._word(words[at]), words[at])

    def _behind_name(self, phrase: Phrase, titled: int) -> Body | None:
        """Find the body that follows a name, behind the title: "councillor Ada Lund of the Harbour Party"."""
        match = _OF.search(self._text, max(phrase.head[1], titled), phrase.end) or _OF.match(
            self._text, phrase.end, phrase.end + 10
        )
        n = self._places.next_to(match.end()) if match and phrase.form == "name" else None
        return self._clusters.of[n] if n is not None and self._clusters.phrases[n].type == "organization" else None

    def _behind_comma(self, phrase: Phrase) -> Body | None:
        gap = re.match(r"\s*,\s*", self._text[phrase.end : phrase.end + 4])
        n = self._places.next_to(phrase.end + gap.end()) if gap else None
        return self._clusters.of[n] if n is not None and self._clusters.phrases[n].type in _BEHIND else None

    def _find_office(self, _: int, role: RoleDraft) -> Body | None:
        """Find the ministry of a minister, or the one government of the article that a minister can be of."""
        words = self._text[slice(*role.title)].lower().split()
        if not _MINISTERS.intersection(words):
            return None
        field = [word for word in words if word not in _PLAIN_TITLES]
        offices = [c for c, name in self._offices.items() if field and all(word in name for word in field)]
        if offices or len(self._governments) != 1:
            return offices[0] if offices else None
        return self._governments[0]

    def _find_house(self, _: int, role: RoleDraft) -> int | None:
        """Find the one hospital, church or school of the article that a nurse, a vicar or a teacher can be of."""
        if role.kind.name in _MAYORS:
            return self._towns[0] if len(self._towns) == 1 else None
        sector = find_sector(self._text[slice(*role.title)]) if role.kind.name not in _ANYWHERE else None
        houses = sorted(self._houses.get(sector, ())) if sector in _HOUSED else []
        return houses[0] if len(houses) == 1 else None

    def _find_team(self, n: int, role: RoleDraft) -> int | None:
        """Find the team of a "team member", the fire service of a "fire chief"."""
        noun, _, title = self._text[slice(*role.title)].lower().rpartition(" ")
        fits = title in ("member", "members") or (role.kind.kind in ("head", "official") and title not in _MINISTERS)
        return self._find_sort(n, noun) if fits and noun.isalpha() and noun not in _PLAIN_TITLES else None

    @cached_property
    def _towns(self) -> list[int]:
        """The places that the article calls a town, a city or a village by name: "the town of Brill"."""
        phrases = self._clusters.phrases
        named = (n for n, p in enumerate(phrases) if _TOWN.match(self._text, p.start, p.end) and p.type == "place")
        return sorted({self._clusters.of[n] for n in named})

    @cached_property
    def _houses(self) -> dict[str, set[int]]:
        """The named bodies of the article by their sector."""
        found: dict[str, set[int]] = {}
        for n, phrase in enumerate(self._clusters.phrases):
            words = cut_clause(self._text, phrase)
            sector = (
                find_sector(words) if phrase.form != "pronoun" and phrase.type in ("organization", "place") else None
            )
            if sector is not None and self._is_named(self._clusters.of[n]):
                found.setdefault(sector, set()).add(self._clusters.of[n])
        return found

    def _find_near(self, n: int, role: RoleDraft) -> Body | None:
        """Find the one body spoken of before on the line: that of an "its", or of one who must have a title in some."""
        if not role.kind.speaks or (role.of is None and role.kind.name not in _SEATED):
            return None
        phrases = self._clusters.phrases
        found = set()
        for m in range(n - 1, -1, -1):
            other = phrases[m]
            if other.line != phrases[n].line:
                break
            if other.type == "organization" and other.form != "pronoun" and not _inside(other, phrases[n]):
                found.add(self._clusters.of[m])
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _offices(self) -> dict[int, str]:
        """The ministries and departments of the article, by what they are called."""
        found: dict[int, str] = {}
        for n, phrase in enumerate(self._clusters.phrases):
            words = self._text[phrase.start : phrase.end].lower()
            if phrase.form != "pronoun" and phrase.type == "organization" and _OFFICE.search(words):
                found.setdefault(self._clusters.of[n], words)
        return found

    @cached_property
    def _governments(self) -> list[int]:
        """The governments of the article."""
        phrases = self._clusters.phrases
        heads = (n for n, phrase in enumerate(phrases) if self._text[slice(*phrase.head)].lower() == "government")
        return sorted({self._clusters.of[n] for n in heads})

    def _tell_current(self, words: Sequence[Place], phrase: Phrase) -> bool | None:
        plain = {part for word in words for part in self._word(word).lower().split("-")}
        if not plain.isdisjoint(_FORMER):
            return False
        if not plain.isdisjoint(_CURRENT):
            return True
        return self._current.get((phrase.start, phrase.end))

    def _own_body(self, n: int, bodies: Mapping[int, int]) -> int:
        """Give whom a phrase stands for, or whom that one speaks for; a quoted "our" is the teller's."""
        phrase = self._clusters.phrases[n]
        told = self._clusters.at.get(phrase.teller) if phrase.teller else None
        first = told is not None and find_class(self._text, phrase) in ("i", "we")
        owner = self._clusters.of[told if first and told is not None else n]
        return bodies.get(owner, owner)

    def find_issuers(self, speaking: Iterable[int], bodies: Mapping[int, int]) -> dict[int, tuple[Body, Place]]:
        """Find whose the documents are that speak: "its annual report", "a statement from the general staff"."""
        found: dict[int, tuple[Body, Place]] = {}
        for cluster in speaking:
            for n in self._clusters.members[cluster][:4]:
                phrase = self._clusters.phrases[n]
                issued = self._text[slice(*phrase.head)].lower() in _ISSUED
                if phrase.form != "nominal" or (phrase.type in _BODIES and not issued):
                    continue
                for m in self._places.within(phrase.start, phrase.end):
                    inner = self._clusters.phrases[m]
                    if m != n and inner.type in _OWNERS and self._issues(phrase, inner):
                        found.setdefault(cluster, (self._own_body(m, bodies), (phrase.start, phrase.end)))
        return found

    def _issues(self, phrase: Phrase, inner: Phrase) -> bool:
        """Tell whether one is named as whose the other is: before its head, or behind "from", "by" or "of"."""
        if inner.end <= phrase.head[0]:
            owned = _OWN_END.search(self._text, inner.start, inner.end) or _OWNING.match(self._text, inner.end)
            return inner.form == "pronoun" or owned is not None
        return bool(_FROM.search(self._text[phrase.head[1] : inner.start]))

    def find_envoys(self) -> dict[int, tuple[Body, Place]]:
        """Find the foreign ministries, which speak for their countries."""
        found: dict[int, tuple[Body, Place]] = {}
        for n, phrase in enumerate(self._clusters.phrases):
            words = self._text[phrase.start : phrase.end]
            called = _FOREIGN.search(words) if phrase.type == "organization" and phrase.form != "pronoun" else None
            if called:
                for match in re.finditer(r"[A-Z][\w.]+", words):
                    if called.start() <= match.start() < called.end():  # the "State" of the State Department
                        continue
                    land = self.lands.find_body(match[0], (phrase.start + match.start(), phrase.start + match.end()))
                    if land is not None and land != self._clusters.of[n]:
                        found.setdefault(self._clusters.of[n], (land, (phrase.start, phrase.end)))
        return found

    def find_backings(self) -> Iterator[BackingDraft]:
        """Find who backs whom in the words of a phrase: "Velland-backed militias", "fighters loyal to the mayor"."""
        backed: dict[Place, tuple[int, Body]] = {}
        for n, phrase in enumerate(self._clusters.phrases):
            if phrase.form == "pronoun" or phrase.type not in _OWNERS:
                continue
            for match in _BACKED.finditer(self._text, phrase.start, min(phrase.end, phrase.start + LOOKED_AT)):
                by = self._find_backer(match)
                if by is not None and by != self._clusters.of[n]:
                    backed[match.span()] = (self._clusters.of[n], by)  # the phrase nearest around comes last
        for span, (who, by) in backed.items():
            yield BackingDraft(who, by, span)

    def _find_backer(self, match: re.Match[str]) -> Body | None:
        if match["who"] is None:
            n = self._places.next_to(match.end())
            return None if n is None else self._clusters.of[n]
        start, end = match.span("who")
        inside = self._places.within(start, end)
        return self._clusters.of[inside[0]] if inside else self.lands.find_body(match["who"], (start, end))

    def _word(self, place: Place) -> str:
        return self._text[place[0] : place[1]]


def _inside(one: Phrase, other: Phrase) -> bool:
    return other.start <= one.start and one.end <= other.end


def index_lands(text: str, clusters: Clusters) -> LandIndex:
    """Take down the names of all places and bodies of an article."""
    lands = LandIndex()
    for n, phrase in enumerate(clusters.phrases):
        if phrase.form == "name":
            lands.add(cut_clause(text, phrase), clusters.of[n])
    return lands


def _fill_ranks(roles: Sequence[RoleDraft]) -> Iterator[RoleDraft]:
    """Give a rank the body in which its holder has another role: "Colonel Vane, a spokesman for the army"."""
    bodies: dict[int, Body] = {role.who: role.of for role in roles if role.of is not None and role.kind.speaks}
    for role in roles:
        bare = role.kind.kind == "rank" and role.of is None
        yield replace(role, of=bodies.get(role.who)) if bare else role


def drop_repeated(text: str, roles: Iterable[RoleDraft]) -> Iterator[RoleDraft]:
    """Drop a role that only says again, with fewer words and no other body, what another says."""
    by_who: dict[int, list[RoleDraft]] = {}
    for role in sorted(roles, key=lambda r: (r.of is None, r.title[0] - r.title[1])):
        kept = by_who.setdefault(role.who, [])
        if not any(_says_again(text, role, other) for other in kept):
            kept.append(role)
    for kept in by_who.values():
        yield from kept


def _says_again(text: str, role: RoleDraft, other: RoleDraft) -> bool:
    """Tell whether a role shares its title with another and names no body that is surely not the other's."""
    words, theirs = _read_title(text, role), _read_title(text, other)
    same = role.of is None or role.of == other.of or isinstance(role.of, Land) or isinstance(other.of, Land)
    return bool(words & theirs) if same else words == theirs


def _read_title(text: str, role: RoleDraft) -> set[str]:
    """Read the words of a title, those that "Gov." is short for too."""
    return {*text[slice(*role.title)].lower().split(), *role.kind.name.split()}
