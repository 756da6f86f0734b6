"""Codes that people type: pass codes from letters and receipt codes of ballots. Pure.

Only keyed hashes of codes are stored. The key lies outside the database, so that a copy of the
database alone does not allow guessing.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from itertools import product

from budget_app import digits

# No 0/O, 1/I/L, U/V: a code is read from paper and typed on a phone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
GROUPS, GROUP_LENGTH = 3, 4  # 29^12 codes: about 58 bits
WORDS = (  # noqa: SIM905  (a list of words reads better as words)
    "BEEK BERG BIJL BLAD BLIK BOEK BOOM BOOT BORD BROM BRUG BUUR DAUW DEUR DIJK DORP DRUP "
    "DUIN EEND EGEL FLUS FIETS FLUIT GANS GEIT GOLF GRAS HAAN HAAS HAND HARK HART HAVEN "
    "HERT HOED HOEK HOND HUIS IJS IMKER JAS KAAS KAAP KAST KEES KERS KIEM KIND KIST KLOK "
    "KNOP KOEK KOOL KRAAN KREEK KUIF LAMP LENTE LEPEL LINDE LINT LOEP MAAN MAND MEER MELK "
    "MEREL MOS MUIS MUUR NEST NOOT OEVER OTTER PAARD PALM PAUW PEER PEN PIANO PLANT PLEIN "
    "POORT POT RAAM REGEN RIET RING ROOS SCHIP SLEE SNOR SPECHT SPOOR STEEN STER STOEL "
    "STOEP STRIK TAART TAFEL TAS TENT TOREN TROM TUIN UIL VAAS VELD VEER VIS VLAG VLOER "
    "VOGEL VUUR WAND WEG WEI WIEL WIND WOL WOLK ZAAD ZAND ZEE ZEIL ZOMER ZON ZWAAN"
).split()
_RECEIPT = re.compile(r"^([A-Z]+)([0-9]{4})([A-Z]+)([0-9]{4})$")
_KNOWN_WORDS = frozenset(WORDS)
_AS_LETTERS, _AS_FIGURES = str.maketrans("01", "OI"), str.maketrans("OIL", "011")
_ALIKE = {sign: alike for alike in ("0O", "1IL") for sign in alike}
_MOST_SPELLINGS = 64


def new_pass_code() -> str:
    """A fresh pass code, like `K7WM-2QFX-9RTB`."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def new_receipt_code() -> str:
    """A fresh receipt code, like `PAUW-4821-ROOS-3075` (about 40 bits)."""
    parts = (
        f"{secrets.choice(WORDS)}-{secrets.randbelow(10_000):04d}",
        f"{secrets.choice(WORDS)}-{secrets.randbelow(10_000):04d}",
    )
    return "-".join(parts)


def receipt_as_printed(code: str) -> str:
    """A typed receipt code as we write it, `PAUW-4821-ROOS-3075`; as typed if it is none."""
    typed = normalise(code)
    found = _RECEIPT.match(typed)
    if found and {found[1], found[3]} <= _KNOWN_WORDS:
        return "-".join(found.groups())
    parts = _receipt_misread(typed)
    return "-".join(parts) if parts else code


def _receipt_misread(typed: str) -> tuple[str, ...] | None:
    """The parts of a receipt code with O and 0, or I, L and 1, taken for each other."""
    for end in range(2, len(typed) - 9):
        parts = (
            typed[:end].translate(_AS_LETTERS),
            typed[end : end + 4].translate(_AS_FIGURES),
            typed[end + 4 : -4].translate(_AS_LETTERS),
            typed[-4:].translate(_AS_FIGURES),
        )
        if {parts[0], parts[2]} <= _KNOWN_WORDS and (parts[1] + parts[3]).isdigit():
            return parts
    return None


def spellings(code: str) -> list[str]:
    """A typed pass code as it may have been meant: O and 0, or I, L and 1, look alike on paper.

    The letters' own alphabet has none of these, so a code from a letter has one spelling.
    """
    signs = [_ALIKE.get(sign, sign) for sign in normalise(code)]
    possible = 1
    for alike in signs:
        possible *= len(alike)
    if possible > _MOST_SPELLINGS:
        return [normalise(code)]
    return ["".join(chosen) for chosen in product(*signs)]


def has_stray_signs(code: str) -> bool:
    """Whether someone typed a sign that no code from a letter has: they misread one."""
    return any(sign not in ALPHABET for sign in normalise(code))


def normalise(code: str) -> str:
    """A typed code without spaces, dashes and case, its figures as 0 to 9."""
    plain = digits.plain(unicodedata.normalize("NFKC", code))
    return "".join(sign for sign in plain.upper() if sign.isalnum())


def keyed_hash(secret_key: str, purpose: str, code: str) -> str:
    """HMAC-SHA256 of a code for one purpose, as hex."""
    message = f"{purpose}:{normalise(code)}".encode()
    return hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()
