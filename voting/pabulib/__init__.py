"""Reading and writing `.pb`, the format of the Pabulib collection (pabulib.org/format).

`write(*read(data))` gives the same bytes for any file that quotes only where it must; otherwise
it gives the canonical form of the same data, and that form is stable from then on.
"""

from voting.pabulib.errors import PabulibError
from voting.pabulib.reader import read, read_bytes
from voting.pabulib.writer import write

__all__ = ["PabulibError", "read", "read_bytes", "write"]
