"""What an anonymised source has become: its files, what was left out of them, and what was not copied."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """The files written, by their new names; columns left out, lines left out, files not copied, each by number."""

    files: list[str] = field(default_factory=list)
    columns_left_out: int = 0
    lines_left_out: int = 0
    not_copied: int = 0

    def free_name(self, name: str) -> str:
        """Return a file name that is not taken yet, and take it.

        >>> outcome = Outcome(["a.txt"])
        >>> outcome.free_name("a.txt"), outcome.free_name("b.txt"), outcome.files
        ('a_2.txt', 'b.txt', ['a.txt', 'a_2.txt', 'b.txt'])
        """
        stem, dot, ending = name.rpartition(".")
        found, rank = name, 2
        while found in self.files:
            found, rank = f"{stem}_{rank}{dot}{ending}", rank + 1
        self.files.append(found)
        return found
