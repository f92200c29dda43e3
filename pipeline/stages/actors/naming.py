"""English names of country codes, through maintained libraries."""

from __future__ import annotations

from functools import lru_cache

# ISO 3166 leaves Kosovo out; XKX is the code in common use, and Babel knows it as XK.
_ALPHA_2 = {"XKX": "XK"}


@lru_cache(maxsize=512)
def country_name(code: str, language: str) -> str | None:
    """The name of an ISO alpha-3 code in ``language`` (``en``, ``ja``), None if unknown.

    >>> country_name("LTU", "ja")
    'リトアニア'
    """
    # Both libraries take tens of milliseconds to load and only tables need names.
    import pycountry  # noqa: PLC0415
    from babel import Locale  # noqa: PLC0415

    country = pycountry.countries.get(alpha_3=code)
    alpha_2 = country.alpha_2 if country else _ALPHA_2.get(code)
    if alpha_2 is None:
        return None
    name: str | None = Locale(language).territories.get(alpha_2)
    return name
