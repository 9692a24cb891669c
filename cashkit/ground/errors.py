"""What goes wrong, said in words: what was asked, where, and the cure.

Every error of cashkit is a child of `CashkitError` and carries a key of a words table
(`room.key`, see `cashkit.ground.language`) with its parameters; its text is made when it is
read, in the language in force.

>>> from cashkit.ground import language
>>> with language.use("en"):
...     str(ArgumentError("ground.not_a_date", value="31/02/2025"))
"'31/02/2025' is not a date: write it as year-month-day, for example 2025-12-31."
"""

from cashkit.ground import language


class CashkitError(Exception):
    """The root of all errors that cashkit raises on purpose."""

    def __init__(self, key: str, /, **params: object) -> None:
        """Keep the words key and its parameters; the text is made on demand."""
        super().__init__(key, params)
        self.key = key
        self.params = params

    def say(self, lang: str | None = None) -> str:
        """Return the sentence in a language (the one in force when none is given)."""
        return language.say(self.key, lang, **self.params)

    def __str__(self) -> str:
        """Return the sentence in the language in force."""
        return self.say()

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with key and parameters."""
        return _rebuild, (type(self), self.key, self.params)


def _rebuild(kind: type[CashkitError], key: str, params: dict[str, object]) -> CashkitError:
    return kind(key, **params)


class ArgumentError(CashkitError, ValueError):
    """An argument that has no meaning here, such as a margin of 0."""


class ContractError(CashkitError, ValueError):
    """A table that does not keep the contract of the dossier."""


class SourceError(CashkitError):
    """A file or folder that cannot be read as what it says it is."""


class NotAvailableError(CashkitError):
    """Something that this dossier, or this engine, cannot give."""
