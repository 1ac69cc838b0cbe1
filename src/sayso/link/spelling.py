"""Words of names in; how they are written plainly, how they are heard, and which are short for which, out."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.link.titles import strip_marks

_CACHED = 1 << 14
_LONGEST = 40  # letters of a word that may be heard
_PLAIN = str.maketrans("’‘ʼʻ`´ʿʾ‐‑–ıłøđþð", "''''''''---ilodtd", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
# letters that are written in several ways for one sound; the longer first
_SOUNDS = tuple(
    pair.split(":") for pair in ("kh:k gh:g dh:d th:t ph:f dj:j ck:k q:k ou:u oo:u ee:i ue:u oe:o ae:a x:ks").split()
)
# American for British endings
_ENDS = tuple(
    pair.split(":")
    for pair in "isation:ization isations:izations ise:ize ised:ized our:or ours:ors tre:ter ence:ense amme:am".split()
)
_SOFT = re.compile(r"c(?![eiyh])")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]+")
_GROUPS = {"o": "u", "uo": "u", "oa": "ua", "ai": "E", "ei": "E", "ie": "i"}

# English first names and what they are cut to, each line one name
_NICKNAMES = """
abraham abe|albert al bert|alexander alex alec sandy alastair|alexandra alex sandra sasha|alfred alf fred alfie
amanda mandy|andrew andy drew|angela angie|anthony tony ant|archibald archie|arthur art|augustus gus
barbara barb babs|bartholomew bart|benjamin ben benny benji|bernard bernie|beverley bev|bradley brad|caroline carrie
catherine cathy kate katie kitty cat|cecilia cissy|charles charlie chuck chas|charlotte lottie charlie
christina tina chris chrissie|christine tina chris chrissie|christopher chris kit topher|clifford cliff
cynthia cindy|daniel dan danny|david dave davy|deborah deb debbie debra|denise denny|dennis denny den|dominic dom
donald don donny|dorothy dot dotty dolly|douglas doug|edmund ed eddie ned|edward ed eddie ted teddy ned
edwin ed eddie|eleanor ellie nell nora|elizabeth liz lizzie beth betty bess eliza libby lisa betsy|emily em emmy
emma em|eugene gene|evelyn eve evie|ezekiel zeke|florence flo florrie|frances fran frankie fanny
francis frank fran frankie|franklin frank|frederick fred freddie freddy|gabriel gabe|gareth gary gaz|geoffrey geoff
george georgie|gerald gerry jerry|gerard gerry|gilbert gil bert|gordon gordie|graham|gregory greg|harold harry hal
harriet hattie|heather|helen nell nellie|henry harry hal hank|herbert herb bert|howard howie|hubert bert|hugh hughie
ian|irene rene|isaac ike|isabella bella izzy|isabel bella izzy belle|jacob jake|jacqueline jackie
james jim jimmy jamie|jane janey|janet jan|jason|jasper|jeffrey jeff|jennifer jen jenny|jeremiah jerry
jeremy jerry jez|jerome jerry|jessica jess jessie|joan joanie|joanna jo|joanne jo|john johnny jack jon
jonathan jon jonny johnny|joseph joe joey|josephine jo josie|joshua josh|judith judy|julia julie|julian jules|justin
karen|katherine kathy kate katie kitty kat|kathleen kathy kath kathie|kenneth ken kenny|kevin kev|kimberly kim
kristina kris tina|laura laurie|laurence larry laurie|lawrence larry laurie|leonard len lenny leo|leslie les
lewis lew|lillian lily lil|linda lindy|louis lou|louise lou|lucille lucy|luke|madeleine maddie|magdalene maggie
malcolm mal|marcus marc mark|margaret maggie meg peggy peg madge margie rita|maria|marion|marjorie marge margie|mark
martha marty|martin marty|mary molly polly|matilda tilly|matthew matt|maureen mo|maurice mo|maximilian max
maxwell max|melanie mel|melissa mel|melvin mel|michael mike mick mickey micky|michelle shelly|mildred millie
mitchell mitch|montgomery monty|nancy nan|natalie nat|natasha tasha|nathan nat nate|nathaniel nat nate|neil
nicholas nick nicky|nicola nicky nikki|nigel nige|norman norm|oliver ollie|oscar|oswald ozzie|pamela pam
patricia pat patty patsy tricia trish|patrick pat paddy|paul|pauline|penelope penny|percival percy|peter pete
philip phil pip|philippa pippa|phyllis phyl|prudence pru|rachel rach|ralph|randolph randy|raymond ray
rebecca becky becca|reginald reg reggie|rhys|richard dick rick ricky rich richie|robert bob bobby rob robbie bert
roberta bobbie|roderick rod|rodney rod|roger|roland roly|ronald ron ronnie|rosemary rosie|rupert|russell russ|ruth
samantha sam|samson sam|samuel sam sammy|sarah sally sadie|seymour|shirley|sidney sid|simon si|solomon sol
sophia sophie|stanley stan|stephanie steph|stephen steve stevie|steven steve stevie|stewart stu|stuart stu
susan sue susie suzie|suzanne sue suzie|sylvester sly|sylvia|terence terry|teresa terry tess|theodore ted teddy theo
thomas tom tommy|timothy tim timmy|tobias toby|tracy|trevor trev|valerie val|veronica ronnie|victor vic
victoria vicky tori|vincent vince vinny|virginia ginny|vivian viv|wallace wally|walter walt wally|wayne|wendy
wilfred wilf|william bill billy will willy liam|winifred win winnie|winston|zachary zach zack
"""

# names whose spellings are further apart than the ear's rules reach
_SPELLINGS = """
gaddafi qaddafi gadhafi qadhafi kadafi kaddafi gadafi qadafi gathafi|osama usama|omar umar omer|ali aly
osman othman uthman usman|said saeed sayeed saeid|hezbollah hizbullah hizbollah hizballah hezballah hizbolla
abdullah abdallah abdulla abdoullah|mahdi mehdi|ibrahim ebrahim|ismail esmail ismael ismaeel|jamal gamal|jamil gamil
najib naguib nagib|dmitry dmitri dmitriy dimitri dmytro|sergei sergey serhiy serhii
yevgeny evgeny evgeni yevgeni yevhen|yelena elena olena|alexander aleksandr aleksander alexandr oleksandr alexandre
alexei aleksei alexey aleksey oleksiy|yuri yury iurii yuriy|catherine katherine kathryn catharine katharine kathrine
stephen steven stephan stefan|sean shaun shawn shane|ann anne|geoffrey jeffrey|jon jonathon|graham graeme
philip phillip philippe|lewis louis|yusuf yousuf yousef youssef yusef yousif youssouf|dawood daoud dawud daud
fahd fahad|elias ilyas ilias|khadija khadijah khadijeh|fatima fatemeh fatimah fatma|hajj haj|hashem hashim
qaeda qaida kaida|quran koran|shia shiite shi|ayad iyad|taha taher tahir|yasser yasir yaser|marwan merwan
nasrallah nasrollah nasrullah|reza rida ridha|zainab zeinab zaynab|mehmet mehmed|houthi huthi houthis huthis
allan alan alun|brian bryan|marc mark|eric erik|carl karl|sara sarah|theresa teresa|zawahiri zawahri
lukashenko lukashenka|lee li|jeong jung chung|choi choe|park pak|roh noh
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as it is heard: its consonants, and the groups of vowels between them."""

    consonants: str
    vowels: tuple[str, ...]
    begins: bool = False
    """Whether it begins with a vowel."""
    ends: bool = False
    """Whether it ends with one."""

    def is_like(self, other: "Heard") -> bool:
        """Whether two words sound alike: the same consonants, and vowels of which an unstressed one may differ.

        Short words must agree in every vowel: Russ is not Ross.
        """
        if self.consonants != other.consonants or self.begins != other.begins or self.ends != other.ends:
            return False
        if self.vowels == other.vowels:
            return len(self.consonants) > 1
        if len(self.consonants) < 3 or len(self.vowels) != len(other.vowels):
            return False
        left, right = ([_GROUPS.get(group, group) for group in side.vowels] for side in (self, other))
        firm = left[0] == right[0] and (not self.ends or left[-1] == right[-1])
        return firm and all(x == y or {x, y} in ({"a", "e"}, {"e", "i"}) for x, y in zip(left, right, strict=True))


@lru_cache(maxsize=_CACHED)
def fold(word: str) -> str:
    """Write a word plainly: small letters, accents off, straight apostrophes and hyphens."""
    if word.isascii():
        return word.lower()
    return strip_marks(word.casefold().translate(_PLAIN)).translate(_PLAIN)


@lru_cache(maxsize=_CACHED)
def hear(word: str) -> Heard:
    """Hear a folded word, as far as spelling tells; of a very long one, and one in another script, its letters."""
    if len(word) > _LONGEST or not word.isascii():
        return Heard(word, ())
    word = respell(word)
    word = word.removesuffix("h") if word.endswith("ah") else word
    word = word[:1] + word[1:].replace("y", "i")
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = _DOUBLE.sub(r"\1", _SOFT.sub("k", word))
    vowels = tuple(_VOWELS.findall(word))
    return Heard(_VOWELS.sub("", word), vowels, begins=word[:1] in "aeiou", ends=word[-1:] in "aeiou")


@lru_cache(maxsize=_CACHED)
def respell(word: str) -> str:
    """Write a word of a body's name as Americans do."""
    for end, plain in _ENDS:
        if word.endswith(end) and len(word) > len(end) + 2:
            return word.removesuffix(end) + plain
    return word


def is_nickname(x: str, y: str) -> bool:
    """Whether one first name is short for the other, or both for a third; a known first name is its own."""
    return not _NICKNAME_GROUPS.get(x, frozenset()).isdisjoint(_NICKNAME_GROUPS.get(y, frozenset()))


def is_spelling(x: str, y: str) -> bool:
    """Whether two words are known spellings of one name."""
    return not _SPELLING_GROUPS.get(x, frozenset()).isdisjoint(_SPELLING_GROUPS.get(y, frozenset()))


def _group(table: str) -> dict[str, frozenset[int]]:
    """Lay a table out for finding: the lines in which each word stands."""
    groups: dict[str, frozenset[int]] = {}
    for n, line in enumerate(re.split(r"[|\n]", table.strip())):
        for word in line.split():
            groups[word] = groups.get(word, frozenset()) | {n}
    return groups


_NICKNAME_GROUPS = _group(_NICKNAMES)
_SPELLING_GROUPS = _group(_SPELLINGS)
