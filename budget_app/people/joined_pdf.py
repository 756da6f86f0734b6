"""Join PDFs of one template into one that is sent while it is made, part by part.

For letters: thousands of pages, of which only one part is in memory. It reads what our own printer
writes (plain objects and a cross-reference table, tagged) and no other PDFs. The pages, the tags
for screen readers and the table at the end are of all parts together.
"""

import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"  # a string: nothing in it is a reference
    rb"|(?P<number>\d+) 0 R"
    rb"|/StructParents (?P<parents>\d+)",
    re.DOTALL,
)
_STREAM = b"stream\n"
PAGES, TAGS, PARENTS, CATALOG = 1, 2, 3, 4  # the objects that all parts share
SHARED = 4


class Unreadable(ValueError):
    """A part is not what our printer writes."""


def joined(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of one PDF with the pages of all parts, in order; at least one part."""
    file = _Joined()
    for part in parts:
        yield file.add(part)
    yield file.end()


class _Joined:
    """What of the parts so far must be known at the end: places and numbers, no pages."""

    def __init__(self) -> None:
        self.at = 0  # how many bytes were sent
        self.places = [0] * (SHARED + 1)  # where each object begins, by number
        self.kids: list[int] = []
        self.documents: list[int] = []
        self.parents: list[bytes] = []  # lines of the tree from pages to their tags
        self.pages = 0
        self.marked = 0  # numbers of tagged pages that were given out
        self.catalog = self.roles = self.trailer = b""

    def add(self, part: bytes) -> bytes:
        """The objects of a part, numbered on from the parts before."""
        objects, trailer = _read(part)
        base = len(self.places) - 1
        root = _named(trailer, b"Root")
        catalog = objects[root]
        pages, tags = _named(catalog, b"Pages"), _named(catalog, b"StructTreeRoot")
        offset = {tags: TAGS, root: CATALOG}
        numbers = {old: offset.get(old, base + old) for old in objects}
        begun = self.at == 0
        if begun:
            self.catalog = self._moved(
                catalog, {**numbers, pages: PAGES} | {root: CATALOG, tags: TAGS}
            )
            self.trailer = self._moved(trailer, numbers)
            self.roles = _between(objects[tags], b"/RoleMap<<", b">>")
        sent = [b"%PDF-1.7\n%\x80\x80\x80\x80\n"] if begun else []
        at = self.at + sum(map(len, sent))
        self.places += [0] * (max(objects))
        for old, body in sorted(objects.items()):
            if old in (root, tags):
                continue
            moved = self._moved(body, numbers)
            if old == pages:
                moved = moved.replace(b"<<", b"<</Parent %d 0 R" % PAGES, 1)
            line = b"%d 0 obj\n%s\nendobj\n" % (numbers[old], moved)
            self.places[numbers[old]] = at
            at += len(line)
            sent.append(line)
        self._note(objects, numbers, pages, tags)
        self.at = at
        return b"".join(sent)

    def _note(
        self, objects: dict[int, bytes], numbers: dict[int, int], pages: int, tags: int
    ) -> None:
        self.kids.append(numbers[pages])
        self.pages += int(_between(objects[pages], b"/Count ", b"/"))
        tree = objects[tags]
        self.documents += [
            numbers[int(n)] for n in re.findall(rb"(\d+) 0 R", _between(tree, b"/K[", b"]"))
        ]
        entries = re.findall(rb"(\d+) (\d+) 0 R", _between(tree, b"/Nums[", b"]"))
        self.parents += [
            b"%d %d 0 R" % (self.marked + int(key), numbers[int(n)]) for key, n in entries
        ]
        self.marked += int(_between(tree + b">", b"/ParentTreeNextKey ", b">"))

    def end(self) -> bytes:
        """What all parts share, and where everything is."""
        if not self.kids:
            raise Unreadable("there is nothing to join")
        kids, documents = _references(self.kids), _references(self.documents)
        shared = {
            PAGES: b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, kids),
            TAGS: b"<</Type/StructTreeRoot/RoleMap<<%s>>/K[%s]/ParentTree %d 0 R"
            b"/ParentTreeNextKey %d>>" % (self.roles, documents, PARENTS, self.marked),
            PARENTS: b"<</Nums[%s]>>" % b" ".join(self.parents),
            CATALOG: self.catalog,
        }
        sent = []
        at = self.at
        for number, body in shared.items():
            self.places[number] = at
            sent.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            at += len(sent[-1])
        size = len(self.places)
        sent.append(b"xref\n0 %d\n0000000000 65535 f\r\n" % size)
        for place in self.places[1:]:
            sent.append(b"%010d 00000 n\r\n" % place if place else b"0000000000 65535 f\r\n")
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, self.trailer)
        sent.append(b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer.strip(), at))
        return b"".join(sent)

    def _moved(self, body: bytes, numbers: dict[int, int]) -> bytes:
        """An object with its references and its tag number moved; a stream stays as it is."""
        head, stream, rest = body.partition(_STREAM)

        def move(found: re.Match[bytes]) -> bytes:
            if number := found["number"]:
                return b"%d 0 R" % numbers[int(number)]
            if parents := found["parents"]:
                return b"/StructParents %d" % (self.marked + int(parents))
            return found[0]

        return _TOKEN.sub(move, head) + stream + rest


def _read(part: bytes) -> tuple[dict[int, bytes], bytes]:
    """The objects of a PDF by number, without their frame, and its trailer."""
    try:
        start = int(part.rpartition(b"startxref\n")[2].split()[0])
        table, _, trailer = part[start:].partition(b"trailer\n")
        lines = table.splitlines()[2:]
        found = sorted(
            (int(line[:10]), number) for number, line in enumerate(lines) if line[17:18] == b"n"
        )
        ends = [place for place, _ in found[1:]] + [start]
        objects = {}
        for (place, number), end in zip(found, ends, strict=True):
            head, _, body = part[place:end].partition(b" obj\n")
            if int(head.split()[0]) != number:
                raise Unreadable(f"object {number} is not where the table says")
            objects[number] = body[: body.rindex(b"\nendobj")]
        return objects, trailer.partition(b"startxref")[0]
    except (IndexError, ValueError) as error:
        raise Unreadable(str(error)) from error


def _named(body: bytes, name: bytes) -> int:
    """The object that a dictionary names."""
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    if found is None:
        raise Unreadable(f"there is no {name.decode()}")
    return int(found[1])


def _between(body: bytes, before: bytes, after: bytes) -> bytes:
    return body.partition(before)[2].partition(after)[0]


def _references(numbers: list[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
