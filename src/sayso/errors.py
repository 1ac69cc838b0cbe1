"""Everything that can go wrong, as one tree.

    SaysoError
    ├── InputError            one input could not be read; the others still are
    │   ├── NotFoundError         no such file, or a directory without articles
    │   ├── EncodingError         bytes that are no text Sayso can decode
    │   ├── BinaryError           a file that is no text at all
    │   ├── TooLargeError         over the size limit
    │   └── NoArticleError        readable, but holds no article
    ├── GoldError             labels that do not fit their text
    ├── ModelError            weights missing, damaged or of another version
    ├── RecordError           the record cannot be opened, read or written
    │   ├── NoRecordError         no such file, or one that is no record of Sayso's
    │   ├── NewerRecordError      made by a later version of Sayso
    │   └── DamagedRecordError    cut off, overwritten, or not what its own digests say
    ├── UnknownIdError        nothing in the record has this id or name, or more than one thing has
    ├── EditError             a correction that the record cannot take as things stand
    └── SettingError          a setting or argument with a value it cannot have

A message says what, where, and what to do, in one line.
"""


class SaysoError(Exception):
    """Base of every fault that Sayso raises."""


class InputError(SaysoError):
    """One input could not be read.

    `where` names it as the user did (a path, a path with a line number, or `-`);
    `str(error)` is the whole message, `where` included.
    """

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str]]:
        return type(self), (self.where, self.what)


class NotFoundError(InputError):
    """No such file, or a directory without articles."""


class EncodingError(InputError):
    """Bytes that are no text Sayso can decode."""


class BinaryError(InputError):
    """A file that is no text at all."""


class TooLargeError(InputError):
    """An input over the size limit."""


class NoArticleError(InputError):
    """An input that can be read but holds no article."""


class GoldError(SaysoError):
    """Labels that do not fit the text they were made for."""


class ModelError(SaysoError):
    """Weights that are missing, damaged or of another version."""


class RecordError(SaysoError):
    """The record cannot be opened, read or written."""


class NoRecordError(RecordError):
    """No such file, or a file that is no record of Sayso's."""


class NewerRecordError(RecordError):
    """A record made by a later version of Sayso."""


class DamagedRecordError(RecordError):
    """A record that was cut off or overwritten, or that is not what its own digests say."""


class UnknownIdError(SaysoError):
    """Nothing in the record has this id or name, or more than one thing has."""


class EditError(SaysoError):
    """A correction that the record cannot take as things stand."""


class SettingError(SaysoError):
    """A setting or argument with a value that it cannot have."""
