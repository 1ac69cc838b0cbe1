"""The accounts of an event in, the values out in which they differ, side by side, each with the words it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.data import Account, Event
from sayso.show.characters import tidy
from sayso.show.events.label import label_parties, label_word
from sayso.show.label import label_date
from sayso.show.speaker import list_some, name_within

_ASKED = {"actor": "who did it", "recipient": "to whom", "date": "when", "place": "where", "size": "how many"}
_MOST = 4


@dataclass(frozen=True, slots=True)
class Rivals:
    """Values that differ: what they are of, and each with those on whose word it stands."""

    of: str
    values: tuple[tuple[str, str], ...]


def find_rivals(event: Event, names: Mapping[str, str]) -> Iterator[Rivals]:
    """Find in what the sources of an event differ; what they say together, or one after another, is no difference."""
    fields: dict[str, dict[tuple[str, ...], list[Account]]] = {}
    for account in event.accounts:
        fields.setdefault(_name_field(account), {}).setdefault(account.on_whose_word, []).append(account)
    for field, told in fields.items():
        values: dict[str, list[tuple[str, ...]]] = {}
        for word, accounts in told.items():
            values.setdefault(_label_values(accounts, names), []).append(word)
        if len(values) > 1 and not _agree([account for some in told.values() for account in some]):
            words = {value: "; ".join(label_word(word, names) for word in held) for value, held in values.items()}
            yield Rivals(_ASKED[field.partition(" ")[0]], tuple(words.items()))


def name_parties(event: Event, names: Mapping[str, str]) -> str:
    """Say who did it to whom; "or" stands between those of whom it is not agreed who did it."""
    sides = (event.actor, event.recipient)
    actors, recipients = ([name_within(one, names) for one in some if one in names] for some in sides)
    return label_parties(actors, recipients, joint="or" if is_disputed(event, names) else "and")


def is_disputed(event: Event, names: Mapping[str, str]) -> bool:
    """Tell whether its sources differ in who did it."""
    return any(rivals.of == _ASKED["actor"] for rivals in find_rivals(event, names))


def _name_field(account: Account) -> str:
    """Tell what two accounts have to give before they can differ: of sizes the same thing counted."""
    return f"size {account.value.rpartition(' ')[0]}" if account.field == "size" else account.field


def _agree(accounts: Sequence[Account]) -> bool:
    """Tell whether of dates each says the same as the most precise one, only less precisely."""
    if accounts[0].field != "date":
        return False
    longest = max((account.value for account in accounts), key=len)
    return all(longest.startswith(account.value) for account in accounts)


def _label_values(accounts: Sequence[Account], names: Mapping[str, str]) -> str:
    return list_some(list(dict.fromkeys(_label_value(account, names) for account in accounts)), _MOST, "and")


def _label_value(account: Account, names: Mapping[str, str]) -> str:
    if account.field in ("actor", "recipient"):
        return name_within(account.value, names) or "somebody"
    if account.field == "date":
        return label_date(account.value)
    if account.field == "size":
        what, _, number = tidy(account.value).rpartition(" ")
        return f"{number.removesuffix('.0')} {what}"
    return tidy(account.value)
