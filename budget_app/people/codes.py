"""Codes that people type: pass codes from letters and receipt codes of ballots. Pure.

Only keyed hashes of codes are stored. The key lies outside the database, so that a copy of the
database alone does not allow guessing.
"""

import hashlib
import hmac
import re
import secrets

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
    found = _RECEIPT.match(normalise(code))
    return "-".join(found.groups()) if found else code


def normalise(code: str) -> str:
    """A typed code without spaces, dashes and case."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def keyed_hash(secret_key: str, purpose: str, code: str) -> str:
    """HMAC-SHA256 of a code for one purpose, as hex."""
    message = f"{purpose}:{normalise(code)}".encode()
    return hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()
