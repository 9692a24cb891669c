"""Renew requirements.lock: one universal lock, wheels only, with hashes and no index address.

    python -m pip install uv packaging
    python .ci/lock.py

The lock has two parts: what the commands need (the build backend included), then, after the
line `FOR_TESTS`, what the tests need besides. kit.py installs the first part for every command
and the second for `python kit.py test`. The run fails when a package has no wheel for a system
and a Python version that cashkit promises.
"""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
FOR_TESTS = "# --- for the tests only ---"
HEADER = """\
# Made by `python .ci/lock.py` from pyproject.toml: do not edit. Wheels only, no index address.
# Every package has a wheel for CPython 3.11 to 3.14 on Windows x86-64, macOS arm64 and x86-64,
# Linux x86-64 and arm64 (glibc 2.28){but}
"""
VERSIONS = [(3, minor) for minor in range(11, 15)]
LINUX = [f"manylinux_2_{minor}" for minor in range(28, 4, -1)] + ["manylinux2014", "manylinux2010", "manylinux1"]
SYSTEMS = {
    "Windows x86-64": ("win32", "nt", ["win_amd64"]),
    "macOS arm64": ("darwin", "posix", list(mac_platforms((14, 0), "arm64"))),
    "macOS x86-64": ("darwin", "posix", list(mac_platforms((14, 0), "x86_64"))),
    "Linux x86-64": ("linux", "posix", [f"{name}_x86_64" for name in LINUX]),
    "Linux arm64": ("linux", "posix", [f"{name}_aarch64" for name in LINUX]),
}
EXTRA_SYSTEMS = {"Windows arm64": ("win32", "nt", ["win_arm64"])}  # said in the header when a wheel is missing
System = tuple[str, str, list[str]]  # sys_platform, os_name, platform tags
Package = dict[str, Any]  # one entry of a pylock.toml


def resolve(*wanted: str, constraint: Path | None = None) -> list[Package]:
    """Return the packages of a resolution, each with its wheels."""
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "pylock.toml"
        command = ["uv", "pip", "compile", "pyproject.toml", *wanted, "--universal", "--python-version", "3.11"]
        command += ["--fork-strategy", "fewest", "--only-binary", ":all:", "--quiet", "--no-annotate", "-o", str(lock)]
        command += ["--constraint", str(constraint)] if constraint else []
        subprocess.run(command, cwd=ROOT, check=True)
        return list(tomllib.loads(lock.read_text(encoding="utf-8"))["packages"])


def tags(system: System, version: tuple[int, int]) -> set[Tag]:
    """Return the wheel tags that a CPython of this version takes on a system."""
    platforms = system[2]
    return {*cpython_tags(version, platforms=platforms), *compatible_tags(version, f"cp3{version[1]}", platforms)}


def gaps(package: Package, systems: dict[str, System]) -> Iterator[str]:
    """Name the systems and Python versions for which a package that is needed there has no wheel."""
    names = (wheel["url"].rsplit("/", 1)[1] for wheel in package["wheels"])
    have = {tag for name in names for tag in parse_wheel_filename(name)[3]}
    marker = Marker(package["marker"]) if "marker" in package else None
    for name, system in systems.items():
        for version in VERSIONS:
            python = f"{version[0]}.{version[1]}"
            where = {"python_version": python, "python_full_version": f"{python}.9", "implementation_name": "cpython"}
            where |= {"sys_platform": system[0], "os_name": system[1], "platform_python_implementation": "CPython"}
            if (marker is None or marker.evaluate(where)) and not have & tags(system, version):
                yield f"{package['name']} on {name}, Python {python}"


def line(package: Package) -> str:
    """Write one requirement with the hashes of its wheels."""
    marker = f" ; {package['marker']}" if "marker" in package else ""
    hashes = sorted(wheel["hashes"]["sha256"] for wheel in package["wheels"])
    return f"{package['name']}=={package['version']}{marker}" + "".join(f" \\\n    --hash=sha256:{h}" for h in hashes)


def main() -> int:
    """Resolve twice, check the wheels, write the lock."""
    if shutil.which("uv") is None:
        print("uv is missing: python -m pip install uv packaging")
        return 2
    everything = resolve("--group", "test", "--extra", "duckdb", "--extra", "polars")
    missing = [gap for package in everything for gap in gaps(package, SYSTEMS)]
    if missing:
        print("No wheel for:", *missing, "Constrain these packages in pyproject.toml, [tool.uv].", sep="\n  ")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        pins.write_text("\n".join(f"{package['name']}=={package['version']}" for package in everything))
        run = {package["name"] for package in resolve("--group", "build", constraint=pins)}
    lesser = sorted({gap.split(", ")[0] for package in everything for gap in gaps(package, EXTRA_SYSTEMS)})
    header = HEADER.format(but=f"; not: {', '.join(lesser)}\n# (a Python for x86-64 runs there)." if lesser else ".")
    parts = [
        [line(package) for package in everything if (package["name"] in run) is wanted] for wanted in (True, False)
    ]
    text = "\n".join([header, *parts[0], "", FOR_TESTS, *parts[1], ""])
    (ROOT / "requirements.lock").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
