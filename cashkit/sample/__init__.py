"""The sample company: `ck.sample.planted("recovery")` tells what is wrong in it, `make_company` makes another one."""

from cashkit.sample.faults import near_misses, planted

__all__ = ["near_misses", "planted"]
