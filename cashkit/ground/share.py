"""Where the notebooks and data sets are: inside the installed wheel, or at the repository's root.

The wheel carries them under `cashkit/_share/`; a checkout has them beside the package.

>>> share("datasets").name
'datasets'

Errors: `NotAvailableError` when this installation does not carry what is asked.
"""

from pathlib import Path

from cashkit.ground.errors import NotAvailableError

SAMPLE = "sample"
"""The one name of the sample company: its folder under datasets/, and the source that stands for it."""
_PACKAGE = Path(__file__).resolve().parent.parent


def share(*parts: str) -> Path:
    """Return the path of something shared, such as `share("notebooks", "fr")`."""
    path = _root(_PACKAGE).joinpath(*parts)
    if not path.exists():
        raise NotAvailableError("ground.not_shared", name="/".join(parts), folder=path.parent)
    return path


def _root(package: Path) -> Path:
    """Return the folder that holds notebooks/ and datasets/.

    A folder named `datasets` beside the package is not enough: in site-packages it can be another
    library of that name, so a checkout must show its pyproject.toml.
    """
    installed, checkout = package / "_share", package.parent
    if installed.is_dir():
        return installed
    if (checkout / "pyproject.toml").is_file():
        return checkout
    raise NotAvailableError("ground.nothing_shared", folder=package)


def sample_folder() -> Path:
    """Return the folder of the sample company."""
    return share("datasets", SAMPLE)
